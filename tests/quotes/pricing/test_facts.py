from datetime import date
from decimal import Decimal

import pytest

from tests.quotes.pricing.books import a_laptop


def test_it_works():
    assert a_laptop(launched_on=date(2024, 3, 15)).age_in_months(at=date(2026, 3, 14)) == 23


@pytest.mark.parametrize(
    "wrong",
    [
        {"grade": "E"},
        {"functional_state": "broken"},
        {"lock": "icloud"},
        {"battery_health": 101},
        {"storage_gb": 0},
        {"defects": frozenset({"mood"})},
        {"confidence": Decimal("1.01")},
        {"confidence": 0.9},
    ],
)
def test_facts_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong)).split("_")[0]):
        a_laptop(**wrong)


def test_age_of_a_device_without_dates_is_unknown():
    assert a_laptop().age_in_months(at=date(2026, 11, 23)) is None


def test_age_counts_from_the_launch_even_when_it_was_bought_later():
    laptop = a_laptop(launched_on=date(2023, 11, 23), purchased_on=date(2025, 11, 23))

    assert laptop.age_in_months(at=date(2026, 11, 23)) == 36

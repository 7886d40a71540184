from decimal import Decimal

import pytest

from fleet.intake.amounts import read_amount


def test_it_works():
    assert read_amount("499.00") == Decimal("499.00")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1299", "1299.00"), ("1 299,00 €", "1299.00"), ("1\u202f299,50\u00a0€ HT", "1299.50"),
        ("£1,299.00", "1299.00"), ("1.299,00 EUR", "1299.00"), ("1,299", "1299.00"), ("CHF 1'299.00", "1299.00"),
        ("479.4999999", "479.50"), ("12,5", "12.50"), ("0", "0.00"), ("1,234,567.89", "1234567.89"),
    ],
)  # fmt: skip
def test_amount_is_read_as_it_is_written_in_both_countries(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "see invoice", "-20", "12/03/2022", "1 200 - 1 400", "99999999", "1" * 40, "€"])
def test_what_is_no_amount_is_none(text):
    assert read_amount(text) is None

from decimal import Decimal

import pytest

from quotes.pricing.price import price_device
from quotes.pricing.waterfall import BrokenWaterfall, Waterfall, next_step
from tests.quotes.pricing.books import AT, a_book, a_phone


def stored(**facts):
    return price_device(a_phone(**facts), a_book(), at=AT, lot_units=1).to_json()


def test_it_works():
    assert stored() == {
        "book": "2026-11",
        "currency": "EUR",
        "net": "209.50",
        "withheld": "0.00",
        "doubts": [],
        "if_storage": [],
        "if_confirmed": None,
        "steps": [
            {
                "code": "base_storage",
                "rule": "base:iphone-13:128",
                "amount": "240.00",
                "running": "240.00",
                "params": {"storage_gb": "128"},
            },
            {
                "code": "condition_works",
                "rule": "condition:smartphone:B:works",
                "amount": "-24.00",
                "running": "216.00",
                "params": {"grade": "B", "percent": "90"},
            },
            {"code": "handling", "rule": "handling:*", "amount": "-6.50", "running": "209.50", "params": {}},
        ],
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"net": "209.51"}, "add up to"),
        ({"net": "209.505"}, "add up to"),
        ({"withheld": "-1"}, "0 or more"),
        ({"doubts": ["mood"]}, "doubts"),
        ({"if_storage": [{"storage_gb": 64, "net": "1.00"}]}, "lowest"),
        ({"if_confirmed": "209.49"}, "confirmed"),
        ({"steps": []}, "add up to"),
    ],
)
def test_stored_waterfall_that_was_changed_is_refused(change, reason):
    with pytest.raises(BrokenWaterfall, match=reason):
        Waterfall.from_json({**stored(), **change})


def test_step_that_does_not_follow_from_the_one_before_is_refused():
    data = stored()
    data["steps"][1]["running"] = "217.00"

    with pytest.raises(BrokenWaterfall, match="condition_works"):
        Waterfall.from_json(data)


def test_step_without_a_sentence_is_refused():
    data = stored()
    data["steps"][0]["code"] = "magic"

    with pytest.raises(BrokenWaterfall, match="magic"):
        Waterfall.from_json(data)


def test_waterfall_stored_before_models_could_be_confirmed_is_still_read():
    data = stored()
    del data["if_confirmed"]

    assert Waterfall.from_json(data) == price_device(a_phone(), a_book(), at=AT, lot_units=1)


@pytest.mark.parametrize(("amount", "is_told"), [("0.004", False), ("-0.0049", False), ("0", False), ("-0.005", True)])
def test_rounding_is_told_once_it_reaches_a_cent(amount, is_told):
    step = next_step("rounding", "round_half_up", Decimal(amount), after=Decimal(1))

    assert step.is_told is is_told


def test_other_steps_are_told_however_small():
    assert next_step("handling", "handling-x", Decimal(0), after=Decimal(1)).is_told

"""A price set by hand: the last step but for a lock, kept without loss, and gone with other facts."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from quotes.pricing.declaration import Declaration
from quotes.pricing.facts import DeviceFacts, HandPrice
from quotes.pricing.price import price_device
from quotes.pricing.waiting import nets_later
from tests.quotes.pricing.books import AT, NEW_ONLY, a_book, a_laptop, a_phone

SET = HandPrice(amount=Decimal("150.00"), reason="competitor")


def priced(facts):
    return price_device(facts, a_book(), at=AT, lot_units=1)


def test_it_works():
    waterfall = priced(a_laptop(by_hand=SET))

    last = waterfall.steps[-1]
    assert (waterfall.net.amount, last.rule_id, last.amount) == (SET.amount, "by_hand:competitor", Decimal("-13.50"))


def test_locked_device_keeps_the_set_price_back():
    waterfall = priced(a_laptop(by_hand=SET, lock="mdm"))

    assert (waterfall.net.amount, waterfall.withheld.amount) == (0, SET.amount)
    assert [step.code for step in waterfall.steps[-2:]] == ["by_hand", "lock_mdm"]


def test_nothing_is_set_where_nothing_is_paid():
    assert priced(a_laptop(by_hand=SET, defects=frozenset({"swollen_battery"}))).net.amount == 0
    assert priced(a_laptop(by_hand=SET, model_slug=None)).net.amount == 0


def test_unknown_storage_asks_nothing_more():
    waterfall = priced(a_phone(by_hand=SET, storage_gb=None))

    assert waterfall.low == waterfall.high
    assert waterfall.questions == ()


def test_facts_without_it_read_as_they_always_did():
    assert "by_hand" not in a_laptop().to_json()


def test_it_survives_json():
    facts = a_laptop(by_hand=SET)

    assert DeviceFacts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_other_facts_end_it_and_the_same_do_not():
    facts = a_laptop(by_hand=SET)

    assert Declaration(grade="C").laid_over(facts).by_hand is None
    assert Declaration(grade="B").laid_over(facts) == facts


def test_later_months_are_priced_by_the_book():
    facts = a_phone(model_slug=NEW_ONLY, by_hand=SET, launched_on=AT.replace(year=AT.year - 1))
    plain = replace(facts, by_hand=None)

    later = nets_later(facts, priced(facts), a_book(), at=AT, lot_units=1)

    assert later[-2] == nets_later(plain, priced(plain), a_book(), at=AT, lot_units=1)[-2]


@pytest.mark.parametrize(("amount", "reason"), [(Decimal(-1), "goodwill"), (5, "goodwill"), (Decimal(5), "whim")])
def test_impossible_price_or_reason_is_refused(amount, reason):
    with pytest.raises(ValueError, match="is "):
        HandPrice(amount=amount, reason=reason)

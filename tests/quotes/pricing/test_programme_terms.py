"""What a programme adds to a price: the bonus of all its devices, and the least that it promises."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.money import Money
from quotes.pricing.explain import explain
from quotes.pricing.price import price_device
from quotes.pricing.rules import BadPriceBook, LotBonus
from quotes.pricing.terms import LeastPrice, Terms
from tests.quotes.pricing.books import AT, PHONE, a_book, a_laptop, a_phone, random_books, random_devices

PROMISED = LeastPrice(model_slug=PHONE, amount=Decimal("250.00"))
BONUSES = (LotBonus(min_units=50, percent=Decimal(3)), LotBonus(min_units=200, percent=Decimal(5)))


def price(facts, *, lot_units=1, **terms):
    book = a_book(terms=Terms(**terms), lot_bonuses=BONUSES)
    return price_device(facts, book, at=AT, lot_units=lot_units)


def test_it_works():
    waterfall = price(a_phone(), least_prices=(PROMISED,))

    step = waterfall.step("least_price")
    assert (waterfall.net.amount, step.rule_id) == (Decimal("250.00"), f"least_price:{PHONE}")
    assert explain(code=step.code, params=step.params, translate=str) == "Least price promised in your programme"


def test_price_above_the_promise_stays():
    assert price(a_phone(), least_prices=(replace(PROMISED, amount=Decimal(1)),)).step("least_price") is None


@pytest.mark.parametrize(
    "facts",
    [
        a_laptop(),
        a_phone(grade="C"),
        a_phone(functional_state="faulty"),
        a_phone(cracked=True),
        a_phone(defects=frozenset({"speaker"})),
        a_phone(confidence=Decimal("0.10")),
    ],
    ids=["model", "grade", "fault", "crack", "defect", "doubt"],
)
def test_nothing_is_promised_for_another_model_or_condition(facts):
    assert price(facts, least_prices=(PROMISED,)).step("least_price") is None


def test_lock_keeps_back_what_is_paid_without_the_promise():
    locked, bare = price(a_phone(lock="mdm"), least_prices=(PROMISED,)), price(a_phone(lock="mdm"))

    assert (locked.net.amount, locked.withheld) == (0, bare.withheld)


def test_bonus_counts_the_devices_of_the_whole_programme_and_says_so():
    of_programme = price(a_phone(), lot_units=10, programme_units=200)
    alone = price(a_phone(), lot_units=200)

    step = of_programme.step("lot_bonus_programme")
    assert (of_programme.net, of_programme.step("lot_bonus")) == (alone.net, None)
    assert (
        explain(code=step.code, params=step.params, translate=str)
        == "Bonus of 5% for a programme of 200 devices or more"
    )


def test_lot_that_is_larger_than_its_programme_keeps_its_own_bonus():
    assert price(a_phone(), lot_units=60, programme_units=10).step("lot_bonus").params["min_units"] == "50"


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal("NaN"), 5])
def test_impossible_amount_is_refused(amount):
    with pytest.raises(BadPriceBook):
        LeastPrice(model_slug=PHONE, amount=amount)


@given(random_devices(), random_books(), st.decimals("0", "2000", places=2))
def test_sound_device_of_a_certain_model_is_paid_the_promise_or_more(facts, book, amount):
    sound = replace(
        facts,
        grade="B",
        functional_state="works",
        lock="none",
        cracked=False,
        defects=frozenset(),
        confidence=Decimal(1),
        by_hand=None,
    )
    promised = LeastPrice(model_slug=sound.model_slug or "", amount=amount)
    waterfall = price_device(sound, replace(book, terms=Terms(least_prices=(promised,))), at=AT, lot_units=1)

    is_priced = not {"not_identified", "not_priced"} & set(waterfall.doubts)
    assert not is_priced or waterfall.net >= Money(amount, book.currency).quantise()


def test_terms_of_a_programme_survive_json():
    terms = Terms(least_prices=(PROMISED,), programme_units=8000)

    assert Terms.from_json(json.loads(json.dumps(terms.to_json()))) == terms
    assert Terms().to_json() == {}

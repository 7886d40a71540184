"""What holds for every book and every device, tried on random ones."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quotes.pricing.facts import DEFECTS, FUNCTIONAL_STATES, GRADES
from quotes.pricing.price import price_device, price_lot
from quotes.pricing.warnings import warnings_of
from quotes.pricing.waterfall import Waterfall
from tests.quotes.pricing.books import AT, a_book, a_laptop, fair_books, random_books, random_devices

lot_sizes = st.integers(1, 400)


def test_it_works():
    assert price_device(a_laptop(), a_book(), at=AT, lot_units=1).net.amount == Decimal("163.50")


@given(random_devices(), random_books(), lot_sizes)
def test_steps_add_up_to_a_net_price_that_is_never_negative(facts, book, lot_units):
    waterfall = price_device(facts, book, at=AT, lot_units=lot_units)

    assert sum(step.amount for step in waterfall.steps) == waterfall.net.amount >= 0
    assert all(step.running >= 0 for step in waterfall.steps)
    assert waterfall.low <= waterfall.net <= waterfall.high


BETTER_FIRST = {
    "grade": GRADES,
    "functional_state": FUNCTIONAL_STATES,
    "cracked": (False, True),
    "has_charger": (True, False),
    "battery_health": (100, 79, 49),
    "confidence": (Decimal(1), Decimal("0.69"), Decimal("0.39")),
}


@given(random_devices(), fair_books(), lot_sizes)
def test_better_condition_never_pays_less_by_a_book_without_warnings(facts, book, lot_units):
    for name, words in BETTER_FIRST.items():
        priced = [
            price_device(replace(facts, **{name: word}), book, at=AT, lot_units=lot_units).net.amount for word in words
        ]
        assert priced == sorted(priced, reverse=True), name


@given(random_devices(), random_books(), lot_sizes)
def test_worse_grade_pays_more_only_by_a_book_with_a_warning(facts, book, lot_units):
    nets = [price_device(replace(facts, grade=grade), book, at=AT, lot_units=lot_units).net.amount for grade in GRADES]

    assert nets == sorted(nets, reverse=True) or warnings_of(book)


@given(random_devices(), random_books(), st.sampled_from(DEFECTS))
def test_one_more_defect_never_pays_more(facts, book, defect):
    without = price_device(replace(facts, defects=facts.defects - {defect}), book, at=AT, lot_units=1)

    assert price_device(replace(facts, defects=facts.defects | {defect}), book, at=AT, lot_units=1).net <= without.net


@given(random_devices(), random_books(), lot_sizes)
def test_every_answer_that_is_asked_for_leads_into_the_range(facts, book, lot_units):
    waterfall = price_device(facts, book, at=AT, lot_units=lot_units)

    for question in waterfall.questions:
        assert waterfall.low == question.low < question.high <= waterfall.high
    sure = price_device(replace(facts, confidence=Decimal(1)), book, at=AT, lot_units=lot_units)
    assert waterfall.low <= sure.net <= waterfall.high


@given(random_devices(), random_books())
def test_locked_device_pays_nothing(facts, book):
    waterfall = price_device(replace(facts, lock="activation_lock"), book, at=AT, lot_units=1)

    assert waterfall.net.amount == 0
    assert waterfall.withheld == price_device(replace(facts, lock="none"), book, at=AT, lot_units=1).net


@given(st.lists(random_devices(), min_size=1, max_size=8), random_books(), st.randoms(use_true_random=False))
def test_order_of_the_devices_never_matters(lot, book, random):
    shuffled = list(lot)
    random.shuffle(shuffled)

    in_order = dict(zip(lot, price_lot(lot, book, at=AT), strict=True))

    assert in_order == dict(zip(shuffled, price_lot(shuffled, book, at=AT), strict=True))


@given(random_devices(), random_books(), lot_sizes)
def test_bigger_lot_never_pays_less_by_an_equal_or_better_bonus(facts, book, lot_units):
    rising = all(
        small.percent <= big.percent
        for small in book.lot_bonuses
        for big in book.lot_bonuses
        if small.min_units <= big.min_units
    )

    small = price_device(facts, book, at=AT, lot_units=lot_units).net
    big = price_device(facts, book, at=AT, lot_units=lot_units + 100).net

    assert big >= small or not rising


@given(random_devices(), random_books(), lot_sizes)
def test_same_facts_and_book_give_the_same_waterfall_again(facts, book, lot_units):
    first = price_device(facts, book, at=AT, lot_units=lot_units)

    assert price_device(facts, replace(book), at=AT, lot_units=lot_units) == first


@given(random_devices(), random_books(), lot_sizes)
def test_waterfall_survives_json_to_the_last_digit(facts, book, lot_units):
    waterfall = price_device(facts, book, at=AT, lot_units=lot_units)

    stored = json.dumps(waterfall.to_json())

    assert Waterfall.from_json(json.loads(stored)) == waterfall
    assert json.dumps(Waterfall.from_json(json.loads(stored)).to_json()) == stored

from decimal import Decimal

import pytest
from hypothesis import given

from quotes.pricing.rules import BatteryDeduction, ConditionRate, CrackedRate, UnsureRate
from quotes.pricing.warnings import warnings_of
from tests.quotes.pricing.books import a_book, fair_books


def rate(category, grade, percent, state="works"):
    return ConditionRate(category=category, grade=grade, functional_state=state, percent=Decimal(percent))


def pairs(**changes):
    found = warnings_of(a_book(**{"cracked_rates": (), **changes}))
    return [(warning.better.rule_id, warning.worse.rule_id) for warning in found]


def test_it_works():
    assert warnings_of(a_book()) == ()


def test_worse_grade_that_pays_more_is_told():
    rates = (rate("*", "A", "80"), rate("*", "B", "90"))

    assert pairs(condition_rates=rates) == [("condition:*:A:works", "condition:*:B:works")]


def test_worse_grade_that_pays_more_than_the_row_of_every_category_is_told():
    rates = (rate("*", "A", "80"), rate("laptop", "B", "90"))

    assert pairs(condition_rates=rates) == [("condition:*:A:works", "condition:laptop:B:works")]


def test_dead_device_that_pays_more_than_a_faulty_one_is_told():
    rates = (rate("*", "A", "10", "faulty"), rate("*", "A", "20", "dead"))

    assert pairs(condition_rates=rates) == [("condition:*:A:faulty", "condition:*:A:dead")]


@pytest.mark.parametrize(("percent", "warned"), [("40", False), ("41", True)])
def test_cracked_device_that_pays_more_than_the_worst_grade_is_told(percent, warned):
    cracked = (CrackedRate(category="*", functional_state="works", percent=Decimal(percent)),)

    found = pairs(condition_rates=(rate("*", "D", "40"),), cracked_rates=cracked)

    assert found == [("condition:*:D:works", "cracked:*:works")] * warned


def test_weaker_battery_that_costs_less_is_told():
    batteries = (
        BatteryDeduction(category="laptop", below_percent=80, amount=Decimal(30)),
        BatteryDeduction(category="laptop", below_percent=50, amount=Decimal(20)),
    )

    assert pairs(battery_deductions=batteries) == [("battery:laptop:80", "battery:laptop:50")]


def test_doubtful_model_that_pays_more_than_a_surer_one_is_told():
    unsure = (
        UnsureRate(below_percent=80, percent=Decimal(50)),
        UnsureRate(below_percent=50, percent=Decimal(75)),
    )

    assert pairs(unsure_rates=unsure) == [("unsure:80", "unsure:50")]


@given(fair_books())
def test_book_in_order_has_no_warning(book):
    assert warnings_of(book) == ()

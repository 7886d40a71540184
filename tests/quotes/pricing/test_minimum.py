"""How large a lot has to be."""

from decimal import Decimal

import pytest

from quotes.pricing.minimum import Share, shortfalls_of
from quotes.pricing.rules import BadPriceBook, LotMinimum
from tests.quotes.pricing.books import a_book


def least(category="*", *, units=1, amount="0"):
    return LotMinimum(category=category, min_units=units, min_amount=Decimal(amount))


def share(category="laptop", *, units=1, amount=None):
    return Share(category=category, units=units, amount=None if amount is None else Decimal(amount))


def missing(shares, *minimums):
    found = shortfalls_of(shares, a_book(lot_minimums=minimums))
    return [(each.rule.category, each.missing_units, each.missing_amount) for each in found]


def test_it_works():
    assert missing([share(units=2), share("tablet", units=1)], least(units=5)) == [("*", 2, 0)]


def test_lot_that_reaches_the_minimum_misses_nothing():
    assert missing([share(units=5, amount="200")], least(units=5, amount="200")) == []


def test_shares_of_all_categories_add_up():
    assert missing([share(amount="60"), share("tablet", amount="30")], least(amount="100")) == [("*", 0, 10)]


def test_category_of_its_own_counts_its_devices_alone():
    lot = [share(units=90), share("printer", units=2)]

    assert missing(lot, least("printer", units=5)) == [("printer", 3, 0)]


def test_category_that_the_lot_does_not_hold_asks_nothing():
    assert missing([share(units=1)], least("printer", units=5, amount="100")) == []


def test_amount_that_is_not_known_yet_is_not_missed():
    assert missing([share(units=5)], least(units=5, amount="200")) == []


def test_every_rule_counts():
    lot = [share(units=3, amount="90")]

    assert missing(lot, least(units=5), least(units=4, amount="100")) == [("*", 2, 0), ("*", 1, 10)]


def test_negative_amount_is_no_rule():
    with pytest.raises(BadPriceBook, match=r"lot_minimum:\*:5"):
        least(units=5, amount="-1")

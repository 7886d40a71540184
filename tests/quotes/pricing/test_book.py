from decimal import Decimal

import pytest

from quotes.pricing.book import PriceBook
from quotes.pricing.rules import BadPriceBook, Floor, Handling, LotBonus, Retention
from tests.quotes.pricing.books import PHONE, a_book


def test_it_works():
    assert list(a_book().capacities_of(PHONE)) == [128, 256, 512]


def test_prices_cannot_be_changed_once_the_book_exists():
    prices = {(PHONE, 128): Decimal(240)}
    book = PriceBook(version="1", currency="EUR", base_prices=prices)

    prices[PHONE, 128] = Decimal(999)

    assert book.base_prices[PHONE, 128] == 240
    with pytest.raises(TypeError):
        book.base_prices[PHONE, 128] = Decimal(999)


def test_rule_that_stands_twice_is_refused():
    with pytest.raises(BadPriceBook, match="handling"):
        a_book(handlings=(Handling(category="*", amount=Decimal(1)), Handling(category="*", amount=Decimal(2))))


@pytest.mark.parametrize("amount", [Decimal(-1), 5.0, Decimal("NaN")])
def test_amount_that_is_negative_or_no_decimal_is_refused(amount):
    with pytest.raises(BadPriceBook, match="an amount is a Decimal"):
        a_book(base_prices={(PHONE, 128): amount})


@pytest.mark.parametrize("percent", [Decimal("-0.01"), Decimal("100.01"), 50.0])
def test_percentage_outside_its_range_is_refused(percent):
    with pytest.raises(BadPriceBook, match="a percentage is a Decimal"):
        Retention(category="laptop", up_to_age_months=12, percent=percent)


def test_highest_lot_step_reached_counts_whatever_the_order_of_the_rows():
    book = a_book(lot_bonuses=(LotBonus(min_units=200, percent=Decimal(5)), LotBonus(min_units=50, percent=Decimal(2))))

    assert book.lot_bonus_of(lot_units=500).min_units == 200
    assert book.lot_bonus_of(lot_units=49) is None


def test_floor_of_every_category_serves_where_there_is_none_of_its_own():
    book = a_book(
        floors=(
            Floor(category="*", amount=Decimal(1), reason="metal"),
            Floor(category="laptop", amount=Decimal(5), reason="parts"),
        )
    )

    assert [book.floor_of(category).reason for category in ("laptop", "printer")] == ["parts", "metal"]

"""What a device brings later: by hand, and what holds for every book."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.pricing.book import PriceBook
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.price import price_device
from quotes.pricing.rules import Floor, Retention
from quotes.pricing.waiting import MONTHS, months_after, nets_later
from tests.quotes.pricing.books import AT, NEW_ONLY, a_book, a_laptop, a_phone, random_books, random_devices


def later(facts: DeviceFacts, book: PriceBook, lot_units: int = 1) -> tuple[Decimal, ...]:
    priced = price_device(facts, book, at=AT, lot_units=lot_units)
    return nets_later(facts, priced, book, at=AT, lot_units=lot_units)


def test_it_works():
    phone = a_phone(launched_on=date(2026, 1, 23), grade="A")  # ten months old: 38 % until 12, then 22 %

    nets = later(phone, a_book())

    assert nets[:2] == (Decimal("233.50"),) * 2
    assert set(nets[2:]) == {Decimal("135.18")}  # 233.50 × 22 / 38


def test_price_by_age_is_made_again_at_the_later_age():
    phone = a_phone(model_slug=NEW_ONLY, storage_gb=None, launched_on=date(2026, 1, 23))

    nets = later(phone, a_book())

    day = months_after(AT, 3)
    assert nets[2] == price_device(phone, a_book(), at=day, lot_units=1).net.amount < nets[1]


def test_category_without_retention_keeps_its_price():
    assert set(later(a_laptop(launched_on=date(2024, 1, 1)), a_book())) == {Decimal("163.50")}


def test_unknown_age_keeps_its_price():
    phone = a_phone()

    assert set(later(phone, a_book())) == {price_device(phone, a_book(), at=AT, lot_units=1).net.amount}


def test_price_by_age_is_nothing_past_the_last_age_of_the_book():
    phone = a_phone(model_slug=NEW_ONLY, storage_gb=None, launched_on=date(2024, 12, 23))  # 23 months, then past 24

    assert (later(phone, a_book())[0], later(phone, a_book())[-1]) == (Decimal("151.90"), Decimal(0))


def test_price_of_its_own_falls_no_further_past_the_last_age_of_the_book():
    phone = a_phone(launched_on=date(2024, 12, 23))

    assert len(set(later(phone, a_book()))) == 1


def test_price_falls_no_lower_than_the_floor():
    book = a_book(floors=(Floor(category="smartphone", amount=Decimal("200"), reason="parts"),))

    assert later(a_phone(launched_on=date(2026, 1, 23), grade="A"), book)[-1] == Decimal("200")


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_later_day_is_the_same_one_or_the_last_of_its_month(day, months, then):
    assert months_after(day, months) == then


def falling(book: PriceBook) -> PriceBook:
    """The book with retentions that never rise with age."""
    rows = sorted(book.retentions, key=lambda row: row.up_to_age_months)
    percents = sorted((row.percent for row in rows), reverse=True)
    return replace(
        book,
        retentions=tuple(
            Retention(category=row.category, up_to_age_months=row.up_to_age_months, percent=percent)
            for row, percent in zip(rows, percents, strict=True)
        ),
    )


@given(random_devices(), random_books(), st.integers(1, 400))
def test_price_never_rises_unless_the_book_says_so(facts, book, lot_units):
    fair = falling(book)

    priced = price_device(facts, fair, at=AT, lot_units=lot_units)
    nets = nets_later(facts, priced, fair, at=AT, lot_units=lot_units)

    assert len(nets) == len(MONTHS)
    assert [priced.net.amount, *nets] == sorted([priced.net.amount, *nets], reverse=True)
    assert all(net >= 0 for net in nets)


@given(random_devices(), random_books())
def test_price_without_retention_stands_still(facts, book):
    bare = replace(book, retentions=())
    net = price_device(facts, bare, at=AT, lot_units=1).net.amount

    assert set(later(facts, bare)) == {net}

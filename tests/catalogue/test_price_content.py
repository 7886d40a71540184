from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from catalogue.models import BasePrice, Handling, PriceBook
from catalogue.models.price_rows import PRICE_ROWS
from catalogue.price_content import fingerprint_of, rows_of
from tests.catalogue.queries import queries

AT = datetime(2026, 11, 1, tzinfo=UTC)
ROWS = [BasePrice(model_id="a", storage_gb=64, amount=Decimal("1.5")), Handling(category="*", amount=Decimal(9))]


def book_of(**changes: object) -> PriceBook:
    return PriceBook(**{"version": "1", "currency": "EUR", "effective_at": AT, **changes})


def test_it_works(price_book):
    assert fingerprint_of(price_book) == price_book.sha256


def test_fingerprint_of_order_of_rows_does_not_matter():
    assert fingerprint_of(book_of(), ROWS) == fingerprint_of(book_of(), reversed(ROWS))


def test_fingerprint_of_zeros_behind_the_point_do_not_matter():
    padded = [BasePrice(model_id="a", storage_gb=64, amount=Decimal("1.50")), ROWS[1]]

    assert fingerprint_of(book_of(), ROWS) == fingerprint_of(book_of(), padded)


def test_fingerprint_of_same_instant_in_another_zone_does_not_matter():
    paris = AT.astimezone(timezone(timedelta(hours=1)))

    assert fingerprint_of(book_of(), ROWS) == fingerprint_of(book_of(effective_at=paris), ROWS)


@pytest.mark.parametrize("row", [{"amount": Decimal("1.51")}, {"storage_gb": None}, {"model_id": "b"}])
def test_fingerprint_of_another_price_is_another(row):
    changed = BasePrice(**{"model_id": "a", "storage_gb": 64, "amount": Decimal("1.5"), **row})

    assert fingerprint_of(book_of(), ROWS) != fingerprint_of(book_of(), [changed, ROWS[1]])


def test_rows_of_every_kind_is_read_once(price_book):
    with queries() as ran:
        rows = rows_of(price_book)

    assert len(ran) == len(PRICE_ROWS)
    assert {type(row) for row in rows} == set(PRICE_ROWS.values())

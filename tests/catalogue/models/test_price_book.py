from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from catalogue.models import BasePrice, NoPriceBookInForce, PriceBook
from catalogue.models.price_rows import PRICE_ROWS


def refused(what: str):
    return pytest.raises(IntegrityError, match=what)


def test_it_works(price_book):
    in_force = PriceBook.objects.in_force(currency="EUR", at=price_book.effective_at)

    assert in_force == price_book


def test_in_force_before_the_first_book_is_refused(price_book):
    with pytest.raises(NoPriceBookInForce, match="EUR"):
        PriceBook.objects.in_force(currency="EUR", at=price_book.effective_at - timedelta(seconds=1))


def test_in_force_other_currency_is_refused(price_book, now):
    with pytest.raises(NoPriceBookInForce, match="GBP"):
        PriceBook.objects.in_force(currency="GBP", at=now)


def test_in_force_draft_is_not(price_book):
    PriceBook.objects.create(version="next", currency="EUR", effective_at=price_book.effective_at + timedelta(days=1))

    later = price_book.effective_at + timedelta(days=2)

    assert PriceBook.objects.in_force(currency="EUR", at=later) == price_book


@pytest.mark.parametrize(
    "change", [{"version": "other"}, {"currency": "GBP"}, {"note": "other"}, {"sha256": "0" * 64}, {"status": "draft"}]
)
def test_published_book_cannot_be_changed(price_book, change):
    with refused("frozen"), transaction.atomic():
        PriceBook.objects.filter(pk=price_book.pk).update(**change)


def test_published_book_cannot_be_deleted(price_book):
    with refused("frozen"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_pricebook")


@pytest.mark.parametrize("row_type", PRICE_ROWS.values())
def test_row_of_a_published_book_cannot_be_deleted(price_book, row_type):
    with refused("frozen"), transaction.atomic():
        row_type._default_manager.filter(book=price_book)._raw_delete("default")


def test_row_of_a_published_book_cannot_be_changed(price_book):
    with refused("frozen"), transaction.atomic():
        BasePrice.objects.update(amount=1)


def test_row_cannot_be_added_to_a_published_book(price_book):
    with refused("frozen"), transaction.atomic():
        BasePrice.objects.create(book=price_book, model_id="brevia-note-8", amount=1)


def test_row_cannot_be_moved_out_of_a_published_book(price_book):
    draft = PriceBook.objects.create(version="next", currency="EUR", effective_at=price_book.effective_at)

    with refused("frozen"), transaction.atomic():
        BasePrice.objects.update(book=draft)


def test_draft_can_be_changed_and_deleted(small_catalogue, now):
    draft = PriceBook.objects.create(version="draft", currency="EUR", effective_at=now)
    row = BasePrice.objects.create(book=draft, model_id="brevia-note-7", amount=1)
    row.amount = 2
    row.save()

    draft.delete()

    assert not BasePrice.objects.exists()


def test_base_price_for_any_storage_stands_once(small_catalogue, now):
    draft = PriceBook.objects.create(version="draft", currency="EUR", effective_at=now)
    BasePrice.objects.create(book=draft, model_id="brevia-note-7", amount=1)

    with refused("base_price_any_storage_once"), transaction.atomic():
        BasePrice.objects.create(book=draft, model_id="brevia-note-7", amount=2)

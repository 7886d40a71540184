import pytest

from b2b_portal.lib.states import IllegalTransition
from catalogue.models import BasePrice, NoPriceBookInForce, PriceBook
from catalogue.publishing import publish_price_book, retire_price_book


@pytest.fixture
def draft(small_catalogue, now):
    book = PriceBook.objects.create(version="draft", currency="EUR", effective_at=now)
    BasePrice.objects.create(book=book, model_id="brevia-note-7", storage_gb=256, amount=200)
    return book


def test_it_works(draft, as_sam, now):
    published = publish_price_book(book=draft, by=as_sam, at=now)

    assert (published.status, published.published_at, published.published_by_name) == ("published", now, as_sam.name)


def test_publish_price_book_twice_is_refused(draft, as_sam, now):
    publish_price_book(book=draft, by=as_sam, at=now)

    with pytest.raises(IllegalTransition):
        publish_price_book(book=draft, by=as_sam, at=now)


def test_retire_price_book_it_is_no_longer_in_force(draft, as_sam, now):
    publish_price_book(book=draft, by=as_sam, at=now)

    retire_price_book(book=draft, by=as_sam, at=now)

    with pytest.raises(NoPriceBookInForce):
        PriceBook.objects.in_force(currency="EUR", at=now)


def test_retire_price_book_keeps_what_it_says(draft, as_sam, now):
    published = publish_price_book(book=draft, by=as_sam, at=now)

    retired = retire_price_book(book=draft, by=as_sam, at=now)

    assert retired.sha256 == published.sha256


def test_retire_price_book_draft_is_refused(draft, as_sam, now):
    with pytest.raises(IllegalTransition):
        retire_price_book(book=draft, by=as_sam, at=now)

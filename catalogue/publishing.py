"""A price book is published once: from then on the database refuses to change it."""

from datetime import datetime

from django.db import transaction

from catalogue.models import PriceBook
from catalogue.price_content import fingerprint_of
from catalogue.states import PRICE_BOOK, PriceBookStatus
from tenants.actor import Actor


@transaction.atomic
def publish_price_book(*, book: PriceBook, by: Actor, at: datetime) -> PriceBook:
    """Freeze a draft with the fingerprint of its rows; it is in force from its own `effective_at`.

    Raises: IllegalTransition, when it is not a draft.
    """
    book = PriceBook.objects.select_for_update().get(pk=book.pk)
    PRICE_BOOK.check(source=book.status, target=PriceBookStatus.PUBLISHED)
    book.status = PriceBookStatus.PUBLISHED
    book.sha256 = fingerprint_of(book)
    book.published_at, book.published_by_id, book.published_by_name = at, by.id, by.name
    book.save()
    return book


@transaction.atomic
def retire_price_book(*, book: PriceBook, by: Actor, at: datetime) -> PriceBook:
    """Take a published book out of force, for offers to come; those made with it keep it.

    Raises: IllegalTransition, when it is not published.
    """
    book = PriceBook.objects.select_for_update().get(pk=book.pk)
    PRICE_BOOK.check(source=book.status, target=PriceBookStatus.RETIRED)
    book.status = PriceBookStatus.RETIRED
    book.retired_at, book.retired_by_id, book.retired_by_name = at, by.id, by.name
    book.save()
    return book

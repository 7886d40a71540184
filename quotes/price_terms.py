"""What is paid on top of the book today: to everybody for wanted models, and to one customer by agreement."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from uuid import UUID

from catalogue.models import WantedModel
from quotes.price_books import price_book
from quotes.pricing.book import PriceBook
from quotes.pricing.terms import NO_TERMS, Premium, Terms


def public_terms(*, today: date) -> Terms:
    """The premiums of the wanted list, paid to everybody; one query."""
    wanted = WantedModel.objects.wanted_on(today).order_by("model_id", "storage_gb", "added_at")
    return Terms(
        premiums=tuple(
            Premium(model_slug=one.model_id, storage_gb=one.storage_gb, percent=one.percent) for one in wanted
        )
    )


def terms_today(*, today: date) -> Terms:
    """What holds for the current organisation on a day."""
    return public_terms(today=today)


@lru_cache(maxsize=16)
def book_on_terms(book_id: UUID, terms: Terms) -> PriceBook:
    """The frozen book with what comes on top of it; the terms are part of what it is kept by."""
    book = price_book(book_id)
    return book if terms == NO_TERMS else replace(book, terms=terms)

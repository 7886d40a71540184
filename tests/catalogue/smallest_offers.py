"""A price book in force that asks for a smallest offer."""

from django.utils import timezone

from catalogue.drafting import copy_price_book
from catalogue.models import LotMinimum, PriceBook
from catalogue.publishing import publish_price_book
from tenants.actor import SYSTEM, Actor


def ask_for(*rows: dict) -> None:
    """Put a book in force that asks for so much and pays what the one before did."""
    now = timezone.now()
    before = PriceBook.objects.in_force(currency="EUR", at=now)
    book = copy_price_book(
        book=before, version="least", effective_at=now, by=Actor("1", "Paula", "price_manager"), at=now
    )
    for row in rows:
        LotMinimum.objects.create(book=book, **row)
    publish_price_book(book=book, by=SYSTEM, at=now)

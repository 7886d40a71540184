"""What is paid on top of the book today: to everybody for wanted models, and to one customer by agreement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import IntegerField, QuerySet, Value

from catalogue.models import WantedModel
from quotes.models import PriceAgreement
from quotes.price_books import price_book
from quotes.pricing.book import PriceBook
from quotes.pricing.terms import NO_TERMS, Agreement, Premium, Terms

Rows = QuerySet[Any, tuple[str, str | None, int | None, str | None, Decimal]]


class _Row(NamedTuple):
    """A premium or an agreement, as both are read in one statement."""

    kind: str
    model: str
    storage_gb: int | None
    category: str
    percent: Decimal


def public_terms(*, today: date) -> Terms:
    """The premiums of the wanted list, paid to everybody; one query."""
    return _terms(_premiums(today))


def terms_today(*, today: date) -> Terms:
    """What holds for the current organisation on a day; one query."""
    return _terms(_premiums(today).union(_agreements(today), all=True))


@lru_cache(maxsize=16)
def book_on_terms(book_id: UUID, terms: Terms) -> PriceBook:
    """The frozen book with what comes on top of it; the terms are part of what it is kept by."""
    book = price_book(book_id)
    return book if terms == NO_TERMS else replace(book, terms=terms)


def _premiums(today: date) -> Rows:
    wanted = WantedModel.objects.wanted_on(today).order_by()
    said = wanted.annotate(kind=Value("premium"), about=Value(""))
    return said.values_list("kind", "model_id", "storage_gb", "about", "percent")


def _agreements(today: date) -> Rows:
    agreed = PriceAgreement.objects.in_force_on(today).order_by()
    said = agreed.annotate(kind=Value("agreement"), storage=Value(None, output_field=IntegerField()))
    return said.values_list("kind", "model_id", "storage", "category_id", "percent")


def _terms(found: Rows) -> Terms:
    """In an order of their own, so that equal terms are equal values."""
    rows = sorted(
        (
            _Row(kind, model or "", storage, category or "", percent)
            for kind, model, storage, category, percent in found
        ),
        key=lambda row: (row.model, row.storage_gb or 0, row.category, row.percent),
    )
    return Terms(
        premiums=tuple(
            Premium(model_slug=row.model, storage_gb=row.storage_gb, percent=row.percent)
            for row in rows
            if row.kind == "premium"
        ),
        agreements=tuple(
            Agreement(model_slug=row.model, category=row.category, percent=row.percent)
            for row in rows
            if row.kind == "agreement"
        ),
    )

"""The catalogue as a list: narrowed by what people look for, with what customers hold and whether there is a price."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from catalogue.models import BasePrice, DeviceModel, HeldDevices, NewPrice, PriceBook
from catalogue.models.device_model import DeviceModelQuerySet


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What a list is narrowed to; an empty text or False narrows nothing."""

    text: str = ""
    maker: str = ""
    category: str = ""
    without_launch: bool = False
    without_price: bool = False
    held: bool = False


class PriceInForce(NamedTuple):
    """What a model costs in a book: `kind` is base or new; without `storage_gb`, any."""

    book: PriceBook
    kind: str
    storage_gb: int | None
    amount: Any


def books_in_force(*, at: datetime) -> QuerySet[PriceBook]:
    """Return the book in force of each currency."""
    started = PriceBook.objects.published().filter(effective_at__lte=at)
    return started.order_by("currency", "-effective_at", "-version").distinct("currency")


def list_models(sought: Sought, *, at: datetime) -> DeviceModelQuerySet:
    """Return the models, out of use ones too, with `customers`, `devices` and `has_price`; not sorted."""
    found = DeviceModel.objects.matching(sought.text).with_names()
    for field in ("maker", "category"):
        if value := getattr(sought, field):
            found = found.filter(**{field: value})
    if sought.without_launch:
        found = found.filter(launched_on=None)
    held = HeldDevices.objects.filter(model=OuterRef("pk")).order_by().values("model")
    books = books_in_force(at=at).values("pk")
    priced = [Exists(table.objects.filter(model=OuterRef("pk"), book__in=books)) for table in (BasePrice, NewPrice)]
    found = found.annotate(
        customers=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0),
        devices=Coalesce(Subquery(held.annotate(number=Sum("devices")).values("number")), 0),
        has_price=priced[0] | priced[1],
    )
    if sought.without_price:
        found = found.filter(has_price=False)
    return found.filter(customers__gt=0) if sought.held else found


def prices_of(model: DeviceModel, *, at: datetime) -> Iterator[PriceInForce]:
    """Yield its prices in the books in force, by currency and size; three queries."""
    books = {book.pk: book for book in books_in_force(at=at)}
    base = BasePrice.objects.filter(model=model, book__in=books).order_by("book__currency", "storage_gb")
    for row in base:
        yield PriceInForce(books[row.book_id], "base", row.storage_gb, row.amount)
    for new in NewPrice.objects.filter(model=model, book__in=books).order_by("book__currency"):
        yield PriceInForce(books[new.book_id], "new", None, new.amount)

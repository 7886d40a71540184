"""The catalogue as a list: narrowed by what people look for, with what customers hold and whether there is a price."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalogue.folding import fold
from catalogue.models import BasePrice, DeviceModel, HeldDevices, IdentificationKey, NewPrice, PriceBook
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
    """What a model costs in a book: `kind` is base or new; without `storage_gb`, in any size."""

    book: PriceBook
    kind: str
    storage_gb: int | None
    amount: Decimal


def books_in_force(*, at: datetime) -> QuerySet[PriceBook]:
    """Return the book in force of each currency."""
    started = PriceBook.objects.published().filter(effective_at__lte=at)
    return started.order_by("currency", "-effective_at", "-version").distinct("currency")


def list_models(sought: Sought, *, at: datetime) -> DeviceModelQuerySet:
    """Return the models, out of use ones too, with `customers` and `devices`; not sorted."""
    found = _matching(DeviceModel.objects.with_names(), sought.text)
    for field in ("maker", "category"):
        if value := getattr(sought, field):
            found = found.filter(**{field: value})
    if sought.without_launch:
        found = found.filter(launched_on=None)
    if sought.without_price:
        found = found.exclude(_has_price(at=at))
    if sought.held:
        found = found.filter(Exists(HeldDevices.objects.filter(model=OuterRef("pk"))))
    return found.with_holdings()


def priced_among(slugs: list[str], *, at: datetime) -> set[str]:
    """Return the slugs of those that have a price in a book in force; one query."""
    return set(DeviceModel.objects.filter(_has_price(at=at), pk__in=slugs).values_list("pk", flat=True))


def prices_of(model: DeviceModel, *, at: datetime) -> Iterator[PriceInForce]:
    """Yield its prices in the books in force, by currency and size; three queries."""
    books = {book.pk: book for book in books_in_force(at=at)}
    for base in BasePrice.objects.filter(model=model, book__in=books).order_by("book__currency", "storage_gb"):
        yield PriceInForce(books[base.book_id], "base", base.storage_gb, base.amount)
    for new in NewPrice.objects.filter(model=model, book__in=books).order_by("book__currency"):
        yield PriceInForce(books[new.book_id], "new", None, new.amount)


def _matching(models: DeviceModelQuerySet, text: str) -> DeviceModelQuerySet:
    """Those whose maker and name hold every word, or one of whose keys holds them together."""
    if not (folded := fold(text)):
        return models
    named = Q()
    for word in folded.split():
        named &= Q(sort_key__contains=word) | Q(maker__slug__contains=word)
    known = IdentificationKey.objects.filter(model=OuterRef("pk"), folded_key__contains=folded)
    return models.filter(named | Q(Exists(known)))


def _has_price(*, at: datetime) -> Q:
    books = books_in_force(at=at).values("pk")
    base, new = (Exists(table.objects.filter(model=OuterRef("pk"), book__in=books)) for table in (BasePrice, NewPrice))
    return Q(base) | Q(new)

"""A price book from a file, published with it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from catalogue.loading.data_file import Problems
from catalogue.loading.merging import Merged
from catalogue.loading.prices_file import PricesFile, read_prices_file
from catalogue.models import Category, DeviceModel, PriceBook
from catalogue.price_content import fingerprint_of
from catalogue.publishing import publish_price_book
from tenants.actor import Actor


@dataclass(frozen=True, kw_only=True)
class PricesLoaded:
    """The book, and how many of its rows were new: all of them, or none when it was there already."""

    book: PriceBook
    total: Merged


@transaction.atomic
def load_prices(*, path: Path, by: Actor, at: datetime) -> PricesLoaded:
    """Write a book with all its rows and publish it; the same file a second time changes nothing.

    Raises: FileRefused, with every problem of the file, or when its version stands already with other prices.
    """
    file = read_prices_file(
        path,
        models=set(DeviceModel.objects.values_list("slug", flat=True)),
        categories=set(Category.objects.values_list("slug", flat=True)),
    )
    known = PriceBook.objects.filter(version=file.book.version, currency=file.book.currency).first()
    if known is not None:
        return _unchanged(known, file)
    file.book.save(force_insert=True)
    for rows in file.rows.values():
        for _, row in rows:
            row.book = file.book
        if rows:
            type(rows[0][1])._default_manager.bulk_create([row for _, row in rows], batch_size=2000)
    book = publish_price_book(book=file.book, by=by, at=at)
    return PricesLoaded(book=book, total=Merged(created=len(file.all_rows)))


def _unchanged(book: PriceBook, file: PricesFile) -> PricesLoaded:
    if fingerprint_of(file.book, file.all_rows) != (book.sha256 or fingerprint_of(book)):
        problems = Problems()
        problems.add("file", "version", f"{book} stands already with other prices: give the new ones a new version")
        problems.refuse_if_any()
    return PricesLoaded(book=book, total=Merged(unchanged=len(file.all_rows)))

"""Where price books stand to one another: which is in force, which comes next, how many rows each has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from catalogue.models import PriceBook
from catalogue.models.price_rows import PRICE_ROWS
from catalogue.states import PriceBookStatus


@dataclass(frozen=True, kw_only=True)
class StandingBook:
    """A book in the list of its currency."""

    book: PriceBook
    rows: int
    is_in_force: bool
    is_next: bool


def standing_books(*, at: datetime) -> Mapping[str, list[StandingBook]]:
    """Return every book by currency, the newest first; two queries."""
    books = list(PriceBook.objects.newest_first())
    counted = _row_counts()
    found: dict[str, list[StandingBook]] = {}
    for currency in sorted({book.currency for book in books}):
        mine = [book for book in books if book.currency == currency]
        holds, follows = _in_force(mine, at=at), _next(mine, at=at)
        found[currency] = [
            StandingBook(book=book, rows=counted.get(book.pk, 0), is_in_force=book is holds, is_next=book is follows)
            for book in mine
        ]
    return found


def book_before(book: PriceBook, *, at: datetime) -> PriceBook | None:
    """Return the book to compare with: the one in force, or for a published one the one that it took over from."""
    published = PriceBook.objects.published().filter(currency=book.currency).exclude(pk=book.pk)
    until = at if book.status == PriceBookStatus.DRAFT else min(at, book.effective_at)
    return published.filter(effective_at__lte=until).newest_first().first()


def _in_force(books: Iterable[PriceBook], *, at: datetime) -> PriceBook | None:
    """The same rule as `PriceBook.objects.in_force`, for a list of books that is read, the newest first."""
    return next((book for book in _published(books) if book.effective_at <= at), None)


def _next(books: Iterable[PriceBook], *, at: datetime) -> PriceBook | None:
    coming = [book for book in _published(books) if book.effective_at > at]
    return coming[-1] if coming else None


def _published(books: Iterable[PriceBook]) -> list[PriceBook]:
    return [book for book in books if book.status == PriceBookStatus.PUBLISHED]


def _row_counts() -> dict[UUID, int]:
    tables = (row_type._meta.db_table for row_type in PRICE_ROWS.values())
    union = " UNION ALL ".join(f'SELECT book_id FROM "{table}"' for table in tables)  # noqa: S608 - our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT book_id, count(*) FROM ({union}) every_row GROUP BY book_id")  # noqa: S608
        return dict(cursor.fetchall())

"""What a price book says, as one text: two books with the same fingerprint pay the same for every device."""

import hashlib
from collections.abc import Iterable
from datetime import UTC
from typing import Any

from django.db import models

from catalogue.models import PriceBook
from catalogue.models.price_rows import PRICE_ROWS, PriceRow


def fingerprint_of(book: PriceBook, rows: Iterable[PriceRow] | None = None) -> str:
    """Return the SHA-256 of a book's currency, date and rows (its own, read now, when none are given)."""
    head = f"{book.version} {book.currency} {book.effective_at.astimezone(UTC).isoformat()}"
    lines = sorted(_line(row) for row in (rows_of(book) if rows is None else rows))
    return hashlib.sha256("\n".join([head, *lines]).encode()).hexdigest()


def rows_of(book: PriceBook) -> list[PriceRow]:
    """Return every row of a book: one query per kind of row."""
    return [row for row_type in PRICE_ROWS.values() for row in row_type._default_manager.filter(book=book)]


def _line(row: PriceRow) -> str:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name != "book"]
    return " ".join([type(row).__name__, *(f"{field.name}={_text(row, field)}" for field in fields)])


def _text(row: PriceRow, field: models.Field[Any, Any]) -> str:
    value = getattr(row, field.attname)
    if isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    return "*" if value is None else str(value)

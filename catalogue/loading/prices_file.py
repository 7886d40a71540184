"""A file of prices (catalogue/data/README.md), read and checked without the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from catalogue.loading.data_file import (
    Problems,
    build_row,
    check_currency,
    check_names,
    check_once,
    each_object,
    read_data_file,
)
from catalogue.loading.price_rules import check_rules
from catalogue.models import PriceBook
from catalogue.models.price_rows import EVERY_CATEGORY, PRICE_ROWS, PriceRow
from catalogue.price_fields import identity_of

FORM = "catalogue-prices/1"
_HEAD = ("format", "version", "currency", "effective_at", "note")


@dataclass(kw_only=True)
class PricesFile:
    """A draft book and its rows by their name in the file, not yet saved."""

    book: PriceBook
    rows: dict[str, list[tuple[str, PriceRow]]] = field(default_factory=dict)

    @property
    def all_rows(self) -> list[PriceRow]:
        return [row for rows in self.rows.values() for _, row in rows]


def read_prices_file(path: Path, *, models: Collection[str], categories: Collection[str]) -> PricesFile:
    """Read and check a file against the models and categories that exist.

    Raises: FileRefused, with every problem of the file.
    """
    content = read_data_file(path, form=FORM)
    problems = Problems()
    check_names(content, [*_HEAD, *PRICE_ROWS], where="file", problems=problems)
    head = {name: content.get(name, "") for name in _HEAD if name != "format"}
    file = PricesFile(book=build_row(PriceBook, head, where="file", problems=problems))
    _check_head(file.book, problems=problems)
    for kind, row_type in PRICE_ROWS.items():
        names = _names_of(row_type)
        file.rows[kind] = []
        for where, values in each_object(content, kind, problems=problems):
            check_names(values, names, where=where, problems=problems)
            row = build_row(row_type, _fields(values, names), where=where, problems=problems)
            _check_reference(row, models=models, categories=categories, where=where, problems=problems)
            file.rows[kind].append((where, row))
        check_once(file.rows[kind], *identity_of(row_type), problems=problems)
    if not problems.found:
        check_rules(file.rows, problems=problems)
    problems.refuse_if_any()
    return file


def _check_head(book: PriceBook, *, problems: Problems) -> None:
    check_currency(book.currency, where="file", problems=problems)
    if isinstance(book.effective_at, datetime) and book.effective_at.tzinfo is None:
        problems.add("file", "effective_at", "needs its time zone, as in 2026-11-01T00:00:00+01:00")


def _names_of(row_type: type[PriceRow]) -> list[str]:
    return [name for name in (field.name for field in row_type._meta.concrete_fields) if name not in ("id", "book")]


def _fields(values: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """What is left out of the file keeps the default of its field, where it has one."""
    return {("model_id" if name == "model" else name): values[name] for name in names if name in values}


def _check_reference(
    row: PriceRow, *, models: Collection[str], categories: Collection[str], where: str, problems: Problems
) -> None:
    model = getattr(row, "model_id", None)
    if hasattr(row, "model_id") and model not in models:
        problems.add(where, "model", f"{model!r} is not a model of the catalogue")
    category = getattr(row, "category", EVERY_CATEGORY)
    if category != EVERY_CATEGORY and category not in categories:
        problems.add(where, "category", f"{category!r} is not a category of the catalogue")

"""What a price book changes beside another: rows that are new, gone, that rise or fall; compared in the database.

One statement over all kinds of rows, made from their models: a row is the same where its unique fields are.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from catalogue.models.price_rows import PRICE_ROWS, PriceRow
from catalogue.price_fields import identity_of, value_of

AMOUNT, PERCENT = "amount", "percent"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row that differs: `about` are its unique fields, `old` or `new` is None where one book has no such row."""

    kind: str
    what: str
    model_label: str
    about: Mapping[str, Any]
    old: Decimal | None
    new: Decimal | None

    @property
    def by(self) -> Decimal | None:
        """How much more is said now."""
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def share(self) -> Decimal | None:
        """The same as a share of what was said before."""
        return self.by / self.old if self.by is not None and self.old else None

    @property
    def is_amount(self) -> bool:
        return unit_of(self.kind) == AMOUNT


@dataclass(frozen=True, kw_only=True)
class KindOfChanges:
    """The changes of one kind of row, counted; `median` is that of the rows that both books have."""

    kind: str
    new: int
    gone: int
    rises: int
    falls: int
    other: int
    median: Decimal | None

    @property
    def total(self) -> int:
        return self.new + self.gone + self.rises + self.falls + self.other

    @property
    def is_amount(self) -> bool:
        return unit_of(self.kind) == AMOUNT


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """Which changes are asked for; '' is all."""

    kind: str = ""
    maker: str = ""
    category: str = ""

    def as_sql(self) -> tuple[str, list[str]]:
        asked = {"kind": self.kind, "maker": self.maker, "category": self.category}
        told = {name: value for name, value in asked.items() if value}
        return " AND ".join(["true", *(f"{name} = %s" for name in told)]), list(told.values())


def sum_changes(*, book: UUID, beside: UUID | None) -> list[KindOfChanges]:
    """Return the counts by kind of row, in the order of the file; kinds without a change are left out."""
    statement = f"""
        {_CHANGES}
        SELECT kind, count(*) FILTER (WHERE what = 'new'), count(*) FILTER (WHERE what = 'gone'),
            count(*) FILTER (WHERE what = 'rises'), count(*) FILTER (WHERE what = 'falls'),
            count(*) FILTER (WHERE what = 'other'),
            (percentile_disc(0.5) WITHIN GROUP (ORDER BY new - old) FILTER (WHERE new <> old))
        FROM changes GROUP BY kind, place ORDER BY place
    """  # noqa: S608 - made of our own tables
    names = ("kind", "new", "gone", "rises", "falls", "other", "median")
    return [KindOfChanges(**dict(zip(names, row, strict=True))) for row in _rows(statement, book, beside, [])]


def list_changes(
    *, book: UUID, beside: UUID | None, narrowed: Narrowed, start: int = 0, most: int = 50
) -> Sequence[Change]:
    """Return so many changes from `start` (0 is the first), by kind and within it the biggest first."""
    condition, values = narrowed.as_sql()
    statement = f"""
        {_CHANGES}
        SELECT kind, what, label, about, old, new FROM changes WHERE {condition}
        ORDER BY place, abs(coalesce(new, 0) - coalesce(old, 0)) DESC, label, about::text LIMIT %s OFFSET %s
    """  # noqa: S608 - made of our own tables; values are parameters
    return _changes(statement, book, beside, [*values, most, start])


def largest_changes(*, book: UUID, beside: UUID | None, most: int = 3) -> Sequence[Change]:
    """Return the changes of prices that move most money per device; percentages stand behind amounts."""
    statement = f"""
        {_CHANGES}
        SELECT kind, what, label, about, old, new FROM changes
        ORDER BY is_amount DESC, abs(coalesce(new, 0) - coalesce(old, 0)) DESC, label, about::text LIMIT %s
    """  # noqa: S608 - made of our own tables
    return _changes(statement, book, beside, [most])


def unit_of(kind: str) -> str:
    """Return whether a kind of row says an amount or a percentage."""
    return PERCENT if value_of(PRICE_ROWS[kind]).name.endswith(PERCENT) else AMOUNT


def _changes(statement: str, book: UUID, beside: UUID | None, values: list[Any]) -> list[Change]:
    return [
        Change(kind=kind, what=what, model_label=label, about=json.loads(about), old=old, new=new)
        for kind, what, label, about, old, new in _rows(statement, book, beside, values)
    ]


def _rows(statement: str, book: UUID, beside: UUID | None, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [*[book, beside] * len(PRICE_ROWS), *values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _of_kind(place: int, kind: str, row_type: type[PriceRow]) -> str:
    """The rows of one kind that differ; of each two that are about the same, NULL is one value like another."""
    table, value = row_type._meta.db_table, value_of(row_type).column
    columns = {field.attname: field.column for field in row_type._meta.concrete_fields}
    about = [columns[name] for name in identity_of(row_type)]
    rest = [column for column in columns.values() if column not in {*about, value, "id", "book_id"}]
    same = " AND ".join(f"coalesce(new.{name}::text, '') = coalesce(old.{name}::text, '')" for name in about)
    told = ", ".join(f"'{name}', coalesce(new.{name}, old.{name})" for name in about)
    differs = " OR ".join(f"new.{name} IS DISTINCT FROM old.{name}" for name in (value, *rest))
    model = "coalesce(new.model_id, old.model_id)" if "model_id" in about else "NULL"
    category = "coalesce(new.category, old.category)" if "category" in about else "''"
    return f"""
        SELECT {place} AS place, '{kind}' AS kind, {str(unit_of(kind) == AMOUNT).lower()} AS is_amount,
            {model} AS model_id, {category} AS own_category, jsonb_build_object({told}) AS about,
            old.{value} AS old, new.{value} AS new, old.id IS NULL AS is_new, new.id IS NULL AS is_gone
        FROM (SELECT * FROM {table} WHERE book_id = %s) new
        FULL JOIN (SELECT * FROM {table} WHERE book_id = %s) old ON {same}
        WHERE {differs}
    """  # noqa: S608 - names of our own tables and columns


def _all_kinds() -> str:
    union = " UNION ALL ".join(_of_kind(place, kind, rows) for place, (kind, rows) in enumerate(PRICE_ROWS.items()))
    return f"""
        WITH differing AS ({union}), changes AS (
            SELECT place, kind, is_amount, about, old, new,
                CASE WHEN is_new THEN 'new' WHEN is_gone THEN 'gone' WHEN new > old THEN 'rises'
                     WHEN new < old THEN 'falls' ELSE 'other' END AS what,
                coalesce(maker.name || ' ' || model.name, '') AS label, coalesce(model.maker_id, '') AS maker,
                coalesce(model.category_id, own_category) AS category
            FROM differing
            LEFT JOIN catalogue_devicemodel model ON model.slug = differing.model_id
            LEFT JOIN catalogue_maker maker ON maker.slug = model.maker_id
        )
    """  # noqa: S608 - made of our own tables


_CHANGES = _all_kinds()

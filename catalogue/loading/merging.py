"""Rows of a file into a table: what is new is written, what differs is changed, what is the same is left alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, kw_only=True)
class Merged:
    """How many rows were what."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0

    def __add__(self, other: "Merged") -> "Merged":
        return Merged(
            created=self.created + other.created,
            updated=self.updated + other.updated,
            unchanged=self.unchanged + other.unchanged,
            removed=self.removed + other.removed,
        )

    @property
    def has_changes(self) -> bool:
        return bool(self.created or self.updated or self.removed)


def merge_rows(
    rows: Sequence[models.Model], *, key: Sequence[str], keeping: Sequence[str] = (), stamps: Sequence[str] = ()
) -> Merged:
    """Write `rows`, all of one table, matched by the unique fields `key`: one SELECT and one INSERT … ON CONFLICT.

    Fields in `keeping` are left as the table has them; those in `stamps` are written but do not count as a change.
    """
    if not rows:
        return Merged()
    table = type(rows[0])
    fields = [f for f in table._meta.concrete_fields if not f.primary_key and f.name not in {*key, *keeping}]
    compared = [field for field in fields if field.name not in stamps]
    names = [*(_attname(table, name) for name in key), *(field.attname for field in compared)]
    known = {row[: len(key)]: row[len(key) :] for row in table._default_manager.values_list(*names)}
    created, updated = [], []
    for row in rows:
        identity = tuple(getattr(row, _attname(table, name)) for name in key)
        if identity not in known:
            created.append(row)
        elif known[identity] != tuple(_value(row, field) for field in compared):
            updated.append(row)
    table._default_manager.bulk_create(
        [*created, *updated],
        batch_size=2000,
        update_conflicts=True,
        unique_fields=list(key),
        update_fields=[field.name for field in fields],
    )
    return Merged(created=len(created), updated=len(updated), unchanged=len(rows) - len(created) - len(updated))


def _attname(table: type[models.Model], name: str) -> str:
    return table._meta.get_field(name).attname  # type: ignore[union-attr]


def _value(row: models.Model, field: "models.Field[Any, Any]") -> Any:
    """What would be written: some fields are made when the row is."""
    return field.pre_save(row, add=True)

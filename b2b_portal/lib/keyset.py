"""Keyset paging: a page begins after the last row of the one before, so that page 2,000 costs what page 2 costs.

The place in the list stands in the address as a token: the sort values of the row at the edge, and the way to go.
Unknown values (NULL) come last, whichever way the list is sorted.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import Http404

Row = TypeVar("Row", bound=Model)
Parameters = Mapping[str, Sequence[str]]

TOKEN = "page"  # noqa: S105 - the name of a query parameter
_LONGEST = 4000


class UnreadableToken(Http404):
    """No page of this list has this token: the address was cut short, or is another list's."""


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """Some rows of a list in its order. `start` counts from 1; a token is '' where there is no such page."""

    rows: list[Row]
    start: int
    previous: str
    next: str

    @property
    def end(self) -> int:
        """The number of its last row, as `start` counts."""
        return self.start + len(self.rows) - 1

    def links(self, parameters: Parameters) -> dict[str, str]:
        """The addresses of the pages beside this one, with the other query parameters kept."""
        return {
            "previous": address(parameters, **{TOKEN: self.previous}) if self.previous else "",
            "next": address(parameters, **{TOKEN: self.next}) if self.next else "",
        }


@dataclass(frozen=True)
class _Place:
    """The edge from which to go on: `backwards` towards the beginning; `start` is that of the page asked for."""

    backwards: bool
    start: int
    values: tuple[Any, ...]


def page_of(rows: QuerySet[Row], *, order: Sequence[str], size: int, token: str = "") -> Page[Row]:
    """Return the page that `token` names, or the first.

    `order` names columns as order_by does ("-received_at", "-id"): the last is unique, only the first may be NULL.
    Raises: UnreadableToken.
    """
    place = _read(token, rows.model, order) if token else None
    found = list(_sorted(rows, order, place)[: size + 1])
    more, kept = len(found) > size, found[:size]
    if place is None:
        return Page(rows=kept, start=1, previous="", next=_token(kept[-1], order, start=1 + size) if more else "")
    if not kept or (place.backwards and not more):  # the beginning: whole pages from here on
        return page_of(rows, order=order, size=size)
    if place.backwards:
        kept.reverse()
    start = max(1, place.start)
    return Page(
        rows=kept,
        start=start,
        previous=_token(kept[0], order, start=start - size, backwards=True),
        next=_token(kept[-1], order, start=start + size) if more or place.backwards else "",
    )


def address(parameters: Parameters, **changes: str | Sequence[str]) -> str:
    """The query string with some parameters changed, or dropped where the new value is empty; never without '?'."""
    merged: dict[str, str | Sequence[str]] = {**parameters, **changes}
    kept = [(name, value) for name, value in merged.items() if value]
    return f"?{urlencode(kept, doseq=True)}"


def _sorted(rows: QuerySet[Row], order: Sequence[str], place: _Place | None) -> QuerySet[Row]:
    backwards = place is not None and place.backwards
    if place is not None:
        rows = rows.filter(_beyond(rows.model, order, place.values, backwards=backwards))
    return rows.order_by(*(_direction(name, backwards=backwards) for name in order))


def _direction(name: str, *, backwards: bool) -> OrderBy:
    descending = name.startswith("-") != backwards
    nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
    return OrderBy(F(name.lstrip("-")), descending=descending, **nulls)


def _beyond(model: type[Model], order: Sequence[str], values: Sequence[Any], *, backwards: bool) -> Q:
    """The rows after the edge. The bound on the first column is said apart, so that its index is used."""
    field, value, rest = _field(model, order[0]), values[0], order[1:]
    further = "lt" if order[0].startswith("-") != backwards else "gt"
    tie = _beyond(model, rest, values[1:], backwards=backwards) if rest else Q(pk__in=[])
    unknown = Q(**{f"{field.name}__isnull": True})
    if value is None:
        return unknown & tie | ~unknown if backwards else unknown & tie
    beyond = Q(**{f"{field.name}__{further}e": value}) & (Q(**{f"{field.name}__{further}": value}) | tie)
    return beyond | unknown if field.null and not backwards else beyond


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", model._meta.get_field(name.lstrip("-")))


def _token(row: Model, order: Sequence[str], *, start: int, backwards: bool = False) -> str:
    fields = [_field(type(row), name) for name in order]
    values = [None if field.value_from_object(row) is None else field.value_to_string(row) for field in fields]
    text = json.dumps([backwards, start, *values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(token: str, model: type[Model], order: Sequence[str]) -> _Place:
    try:
        decoded = json.loads(base64.urlsafe_b64decode(token[:_LONGEST] + "=" * (-len(token) % 4)))
        backwards, start, *texts = decoded
        if not isinstance(backwards, bool) or not isinstance(start, int):
            raise UnreadableToken(token)
        values = [_value(_field(model, name), text) for name, text in zip(order, texts, strict=True)]
    except (binascii.Error, ValueError, TypeError, ValidationError, RecursionError) as unreadable:
        raise UnreadableToken(token) from unreadable
    return _Place(backwards, start, tuple(values))


def _value(field: "Field[Any, Any]", text: object) -> Any:
    """What stood in the row; PostgreSQL takes neither NUL nor half a character."""
    if text is None and field.null:
        return None
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError(text)
    text.encode()
    return field.to_python(text)

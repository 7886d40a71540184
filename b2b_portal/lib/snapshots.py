"""Frozen values to plain JSON and back, so that what a document said can be kept and said again to the byte."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class UnknownShape(TypeError):
    """The value is not made of dataclasses, tuples, text, whole numbers, Decimals, dates and truth values."""


def to_plain(value: Any) -> Any:
    """Return `value` as dicts, lists and text; amounts and dates are text, and a float is refused."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int)):
        return value
    raise UnknownShape(f"{type(value).__name__} has no plain form")


def from_plain(shape: type[Value], plain: Mapping[str, Any]) -> Value:
    """Return the dataclass `shape` that `to_plain` wrote; its constructor checks it again.

    Raises: KeyError, for a field that is missing; UnknownShape, for one of an unforeseen type.
    """
    values = {name: _read(kind, plain[name]) for name, kind in _kinds(shape).items()}
    return shape(**values)


def _kinds(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in fields(shape)}


def _read(kind: Any, plain: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        (kind,) = [option for option in get_args(kind) if option is not NoneType]
        return None if plain is None else _read(kind, plain)
    if get_origin(kind) is tuple:
        options = get_args(kind)
        kinds = [options[0]] * len(plain) if options[-1] is Ellipsis else options
        return tuple(_read(one, item) for one, item in zip(kinds, plain, strict=True))
    if get_origin(kind) is Literal:
        return plain
    if isinstance(kind, type) and is_dataclass(kind):
        return from_plain(kind, plain)
    if kind is Decimal:
        return Decimal(plain)
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    if kind in (str, int, bool):
        return kind(plain)
    raise UnknownShape(f"{kind} has no plain form")

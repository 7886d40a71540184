"""What a row of a price book is about, and what it says, told by its model: a new kind needs no word here."""

from decimal import Decimal
from typing import Any

from django.db import models

from catalogue.models.price_rows import PriceRow


def identity_of(row_type: type[PriceRow]) -> list[str]:
    """Return the fields, as attributes, that a row of this kind has once in a book."""
    once = next(
        rule for rule in row_type._meta.constraints if isinstance(rule, models.UniqueConstraint) and not rule.condition
    )
    return [
        field.attname for field in row_type._meta.concrete_fields if field.name in once.fields and field.name != "book"
    ]


def value_of(row_type: type[PriceRow]) -> "models.Field[Any, Decimal]":
    """Return the field that says how much: an amount in the book's currency, or a percentage."""
    return next(field for field in row_type._meta.concrete_fields if isinstance(field, models.DecimalField))

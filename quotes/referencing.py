"""References for offers, quotes and orders: short, sayable, unique in the organisation."""

from datetime import date
from random import SystemRandom

from django.db import models

from b2b_portal.lib.references import make_reference

_RANDOM = SystemRandom()


def free_reference(model: type[models.Model], *, prefix: str, on: date) -> str:
    """A reference nobody has yet; the table's unique constraint has the last word."""
    while True:
        reference = make_reference(prefix=prefix, year=on.year, random=_RANDOM)
        if not model._default_manager.filter(reference=reference).exists():
            return reference

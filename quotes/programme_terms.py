"""What a programme adds to the terms of an offer: how many devices it plans, and the least prices of the month."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from quotes.models import Programme, PromisedPrice, Wave
from quotes.pricing.terms import LeastPrice, Terms


def on_programme(terms: Terms, wave: Wave, *, at: datetime, today: date) -> Terms:
    """The terms of a wave's offer opened at this instant; its month is the wave's, or today's where that is past."""
    programme, month = wave.programme, max(wave.month_on, today.replace(day=1))
    return replace(
        terms,
        programme_units=programme.device_count,
        least_prices=_of_month(promises_of(programme, at=at), month),
    )


def promises_of(programme: Programme, *, at: datetime) -> Sequence[PromisedPrice]:
    """The price table as it stands, by model: every month first, then the months of their own; one query."""
    found = [row for row in programme.promised_prices.in_force(at=at) if row.amount is not None]
    return sorted(found, key=lambda row: (row.model_label, row.model_id, row.month_on or date.min))


def _of_month(promises: Iterable[PromisedPrice], month: date) -> tuple[LeastPrice, ...]:
    """A month of its own goes before every month; in an order of their own, so that equal terms are equal values."""
    found: dict[str, PromisedPrice] = {}
    for row in promises:
        if row.month_on == month or (row.month_on is None and row.model_id not in found):
            found[row.model_id] = row
    return tuple(
        LeastPrice(model_slug=slug, amount=row.amount) for slug, row in sorted(found.items()) if row.amount is not None
    )

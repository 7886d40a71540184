"""The notes of an offer as its own people read them, and how it stands beside what they expect."""

from dataclasses import dataclass
from decimal import Decimal

from quotes.models import BuyBackOffer, OwnNote

MOST = 50


@dataclass(frozen=True, kw_only=True)
class OwnSide:
    """The latest notes; `expected` is the one with the last amount, `shortfall` what the sale misses of it (or 0)."""

    notes: list[OwnNote]
    expected: OwnNote | None
    shortfall: Decimal


def own_side_of(offer: BuyBackOffer, *, sold_amount: Decimal) -> OwnSide:
    """Return what members have written; one query."""
    notes = list(offer.own_notes.latest_first()[:MOST])
    expected = next((note for note in notes if note.expected_amount is not None), None)
    least = expected.expected_amount if expected and expected.expected_amount else Decimal(0)
    return OwnSide(notes=notes, expected=expected, shortfall=max(least - sold_amount, Decimal(0)))

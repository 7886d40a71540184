"""The prices of an offer that were set by hand, in full: for the desk alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from quotes.actions.hand_prices import REASON_WORDS
from quotes.models import BuyBackOffer
from records.events import events_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST = 50


@dataclass(frozen=True, kw_only=True)
class SetPrice:
    """What was set of how many devices, by whom, when, and why; amounts are for one device."""

    model: str
    units: int
    before: Decimal
    after: Decimal
    reason: "StrPromise"
    note: str
    by: str
    at: datetime


def prices_set(offer: BuyBackOffer) -> Sequence[SetPrice]:
    """The latest first; one query."""
    return [
        SetPrice(
            model=event.data["model"],
            units=event.data["lines"],
            before=Decimal(event.data["before"]),
            after=Decimal(event.data["after"]),
            reason=REASON_WORDS[event.data["reason"]],
            note=event.data["note"],
            by=event.by_name,
            at=event.at,
        )
        for event in events_of(offer).filter(verb="offer.price_set")[:MOST]
    ]

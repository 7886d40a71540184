"""An expired offer beside the one that prices its devices again: both totals, and what changed by group."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from quotes.models import BuyBackOffer
from quotes.states import OfferState

SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Devices of one model that cost the same before and the same after; None once they are in no new offer."""

    model_label: str
    units: int
    before: Decimal
    after: Decimal | None

    @property
    def gain(self) -> Decimal:
        """What all of them bring more; less than 0 when they bring less."""
        return ((self.after or Decimal(0)) - self.before) * self.units


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """Both offers, and every kind of device whose price is another one, those that change most first."""

    expired: BuyBackOffer
    successor: BuyBackOffer
    before: Decimal
    after: Decimal
    moved: tuple[Moved, ...]

    @property
    def gain(self) -> Decimal:
        """The difference of the totals."""
        return self.after - self.before

    @property
    def shown(self) -> tuple[Moved, ...]:
        """Those that change most."""
        return self.moved[:SHOWN]

    @property
    def units_left(self) -> int:
        """How many devices are in the old offer alone."""
        return sum(kind.units for kind in self.moved if kind.after is None)


def renewal_of(offer: BuyBackOffer) -> Renewal | None:
    """The renewal that an offer is the end or the beginning of, None for one that replaces and was replaced by none."""
    if offer.state == OfferState.EXPIRED:
        successor = BuyBackOffer.objects.filter(replaces=offer).first()
        if successor:
            return _compare(offer, successor)
    return _compare(offer.replaces, offer) if offer.replaces else None


_KINDS = """
    SELECT before.model_label, count(*), before.net_amount, after.net_amount
    FROM quotes_offerline before
    LEFT JOIN quotes_offerline after ON after.offer_id = %(successor)s AND after.device_id = before.device_id
    WHERE before.offer_id = %(expired)s
    GROUP BY before.model_label, before.net_amount, after.net_amount
"""


def _compare(expired: BuyBackOffer, successor: BuyBackOffer) -> Renewal:
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, {"expired": expired.pk, "successor": successor.pk})
        kinds = [Moved(model_label=row[0], units=row[1], before=row[2], after=row[3]) for row in cursor.fetchall()]
    moved = [kind for kind in kinds if kind.after != kind.before]
    return Renewal(
        expired=expired,
        successor=successor,
        before=sum((kind.before * kind.units for kind in kinds), Decimal(0)),
        after=sum(((kind.after or Decimal(0)) * kind.units for kind in kinds), Decimal(0)),
        moved=tuple(sorted(moved, key=lambda kind: (-abs(kind.gain), kind.model_label))),
    )

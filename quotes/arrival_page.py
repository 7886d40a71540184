"""The arrival of a sale as both sides read it: how much has come, what late devices count, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum
from django.http import QueryDict

from b2b_portal.lib.keyset import TOKEN, Page, page_of
from quotes.arrivals import lock_after_sale, missing_of
from quotes.models import Arrival, ArrivedLine, BuyBackOffer, Delivery, OfferLine
from quotes.states import ArrivalState

A_PAGE = 100
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """The devices of a sale: how many have come, what was agreed for them, and what counts."""

    arrival: Arrival
    is_overdue: bool
    devices: int
    came: int
    agreed: Decimal  # for all
    agreed_arrived: Decimal
    counted: Decimal

    @property
    def missing(self) -> int:
        """How many have not come."""
        return self.devices - self.came

    @property
    def agreed_missing(self) -> Decimal:
        """What was agreed for those."""
        return self.agreed - self.agreed_arrived

    @property
    def lost(self) -> Decimal:
        """How much less late devices bring than was agreed: 0 or below."""
        return self.counted - self.agreed_arrived

    @property
    def lock(self) -> str:
        """Until when the price is locked, and what follows, in a sentence."""
        return lock_after_sale(self.arrival)


@dataclass(frozen=True, kw_only=True)
class LateGroup:
    """Late devices of one model and day with the same amounts, each in the offer's currency."""

    model_label: str
    arrived_on: date
    units: int
    agreed: Decimal
    counted: Decimal

    @property
    def gain(self) -> Decimal:
        """What all of them bring more than was agreed: 0 or below."""
        return (self.counted - self.agreed) * self.units


@dataclass(frozen=True, kw_only=True)
class ArrivalPage:
    """Everything on the page; its queries do not grow with the devices."""

    progress: Progress
    deliveries: Sequence[Delivery]  # with `devices`, `agreed` and `counted`
    late: Sequence[LateGroup]
    missing: Page[OfferLine]


def progress_of(offer: BuyBackOffer, *, today: date) -> Progress | None:
    """How far it is; None for an offer that waits for no device. Two queries."""
    if offer.decided_at is None:
        return None
    arrival = Arrival.objects.select_related("offer").filter(offer=offer).first()
    if arrival is None:
        return None
    sums = offer.lines.to_sell().aggregate(
        devices=Count("pk"),
        came=Count("arrived"),
        agreed=Sum("net_amount", default=_NOTHING),
        agreed_arrived=Sum("arrived__agreed_amount", default=_NOTHING),
        counted=Sum("arrived__counted_amount", default=_NOTHING),
    )
    is_overdue = arrival.state != ArrivalState.ARRIVED and today > arrival.arrive_by_on
    return Progress(arrival=arrival, is_overdue=is_overdue, **sums)


def build_arrival_page(offer: BuyBackOffer, *, query: QueryDict, today: date) -> ArrivalPage | None:
    """Read the page; None for an offer that waits for no device."""
    progress = progress_of(offer, today=today)
    if progress is None:
        return None
    missing = missing_of(offer)
    return ArrivalPage(
        progress=progress,
        deliveries=list(_deliveries(progress.arrival)),
        late=_late(offer),
        missing=page_of(missing, order=("position",), size=A_PAGE, token=query.get(TOKEN, "")),
    )


def _deliveries(arrival: Arrival) -> "QuerySet[Delivery, Delivery]":
    sums = {"devices": Count("lines"), "agreed": Sum("lines__agreed_amount"), "counted": Sum("lines__counted_amount")}
    return Delivery.objects.filter(arrival=arrival).annotate(**sums).order_by("-arrived_on", "-noted_at", "pk")


def _late(offer: BuyBackOffer) -> Sequence[LateGroup]:
    """Those that count less than was agreed, the biggest difference first."""
    fallen = ArrivedLine.objects.filter(offer=offer, counted_amount__lt=F("agreed_amount"))
    alike = fallen.values(
        model_label=F("line__model_label"),
        arrived_on=F("delivery__arrived_on"),
        agreed=F("agreed_amount"),
        counted=F("counted_amount"),
    )
    groups = [LateGroup(**row) for row in alike.annotate(units=Count("pk")).order_by()]
    return sorted(groups, key=lambda group: (group.gain, group.model_label, group.arrived_on))

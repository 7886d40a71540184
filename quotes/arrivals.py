"""The lock on a price: until when sold devices have to arrive to be paid as agreed, and what is said of it before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.templatetags.formats import day
from quotes.day_prices import DayPrices, prices_on
from quotes.models import Arrival, BuyBackOffer, Delivery, OfferLine
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import Actor


def expect_devices(offer: BuyBackOffer, *, by: Actor, at: datetime) -> Arrival:
    """Begin to wait for what has just been sold; in the caller's transaction."""
    last = timezone.localdate(at) + timedelta(days=settings.OFFER_ARRIVAL_DAYS)
    arrival = Arrival.objects.create(offer=offer, arrive_by_on=last)
    record_event(subject=arrival, verb="arrival.expected", by=by, at=at, to_state=arrival.state)
    note_case(arrival, at=at, moved=True)
    return arrival


def arrival_of(offer: BuyBackOffer) -> Arrival | None:
    """Its arrival; None for one that is not sold, or was before arrivals were followed."""
    return Arrival.objects.filter(offer=offer).first()


def missing_of(offer: BuyBackOffer) -> "QuerySet[OfferLine, OfferLine]":
    """The sold devices that have not arrived."""
    return offer.lines.to_sell().filter(arrived__isnull=True)


def price_holds(offer: BuyBackOffer) -> bool:
    """Whether late devices are paid as agreed too: the price that a public body's decision fixed does not run out."""
    return offer.firm_amount is not None


def lock_before_sale(*, is_public_body: bool) -> str:
    """How long the price is locked, in a sentence for whoever is to accept."""
    days = settings.OFFER_ARRIVAL_DAYS
    if is_public_body:
        told = ngettext(
            "The devices arrive within %(days)s day of the sale; for later ones the firm price holds too.",
            "The devices arrive within %(days)s days of the sale; for later ones the firm price holds too.",
            days,
        )
    else:
        told = ngettext(
            "The price is locked for devices that arrive within %(days)s day of the sale. One that arrives later is"
            " paid at the price of its day of arrival, and never more than agreed.",
            "The price is locked for devices that arrive within %(days)s days of the sale. One that arrives later is"
            " paid at the price of its day of arrival, and never more than agreed.",
            days,
        )
    return told % {"days": days}


def lock_after_sale(arrival: Arrival) -> str:
    """The same once the day is known."""
    told = (
        _("The devices arrive by %(day)s. For later ones the firm price holds too.")
        if price_holds(arrival.offer)
        else _(
            "The price is locked for devices that arrive by %(day)s. One that arrives later is paid at the price of its"
            " day of arrival, and never more than agreed."
        )
    )
    return told % {"day": day(arrival.arrive_by_on)}


def late_prices(arrival: Arrival, *, on: date, at: datetime, of: "QuerySet[OfferLine, OfferLine]") -> DayPrices | None:
    """What these devices are worth on their day of arrival; None while the agreed prices hold.

    Raises: NoPriceBookInForce.
    """
    if on <= arrival.arrive_by_on or price_holds(arrival.offer):
        return None
    ids = of.order_by().values_list("price_id", flat=True).distinct()
    return prices_on(arrival.offer, day=on, at=at, only=list(ids))


# What counts is the agreed amount, or the day's where that is less: one statement, however many devices; a device that
# came before stays as it was noted first.
_WRITE = """
    INSERT INTO quotes_arrivedline (line_id, offer_id, delivery_id, price_id, agreed_amount, counted_amount)
    SELECT line.id, line.offer_id, %(delivery)s, coalesce(fallen.after, line.price_id), line.net_amount,
        least(fallen.net, line.net_amount)
    FROM quotes_offerline line
    LEFT JOIN unnest(%(before)s::bigint[], %(after)s::bigint[], %(nets)s::numeric[]) AS fallen(before, after, net)
        ON fallen.before = line.price_id
    WHERE line.id = ANY(%(lines)s)
    ON CONFLICT (line_id) DO NOTHING
"""
# A later latest day makes devices that came by it as good as in time.
_GIVE_BACK = """
    UPDATE quotes_arrivedline arrived
    SET price_id = line.price_id, counted_amount = arrived.agreed_amount
    FROM quotes_offerline line, quotes_delivery delivery
    WHERE line.id = arrived.line_id AND delivery.id = arrived.delivery_id
        AND delivery.arrival_id = %(offer)s AND delivery.arrived_on <= %(day)s
        AND arrived.counted_amount < arrived.agreed_amount
"""


def write_arrived(delivery: Delivery, *, lines: "QuerySet[OfferLine, OfferLine]", prices: DayPrices | None) -> None:
    """Write down what came, and for how much each device counts."""
    fallen = _fallen(prices) if prices else {}
    kept = prices.keep(delivery.arrival.offer, of=list(fallen)) if prices else {}
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "delivery": delivery.pk,
                "lines": list(lines.values_list("pk", flat=True)),
                "before": list(fallen),
                "after": [kept[pk].pk for pk in fallen],
                "nets": list(fallen.values()),
            },
        )


def _fallen(prices: DayPrices) -> Mapping[int, Decimal]:
    """The prices that are lower on the day than they were agreed."""
    return {
        pk: prices.now[pk].net.amount
        for pk, before in prices.before.items()
        if prices.now[pk].net.amount < before.priced.net.amount
    }


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Devices that came, what was agreed for them, and what counts."""

    devices: int
    agreed: Decimal
    counted: Decimal


def sums_of(delivery: Delivery) -> Sums:
    """Add up what was noted at once; one query."""
    nothing = Decimal("0.00")
    agreed, counted = Sum("agreed_amount", default=nothing), Sum("counted_amount", default=nothing)
    return Sums(**delivery.lines.aggregate(devices=Count("pk"), agreed=agreed, counted=counted))


def pay_as_agreed(arrival: Arrival) -> int:
    """Let what came late, but by the latest day as it is now, count as agreed; returns how many devices that is."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"offer": arrival.pk, "day": arrival.arrive_by_on})
        return int(cursor.rowcount)

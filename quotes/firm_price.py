"""What an offer comes to on the day of the council's decision, by the prices that held on that day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone

from catalogue.models import PriceBook
from quotes.day_prices import DayPrices, prices_on
from quotes.models import BuyBackOffer, OfferPrice, OfferRevision
from quotes.pricing.waterfall import Waterfall
from quotes.states import LineDecision


@dataclass(frozen=True, kw_only=True)
class FirmPrice:
    """The amounts of the devices to sell, and of all, before and on the day; `moved` are the prices that differ."""

    day: date
    book: PriceBook
    before: Decimal
    after: Decimal
    all_before: Decimal
    all_after: Decimal
    units: int
    moved: Sequence[tuple[OfferPrice, Waterfall]]
    on_day: DayPrices

    @property
    def has_moved(self) -> bool:
        """Whether anything is bought for another price."""
        return bool(self.moved)


def firm_price_of(offer: BuyBackOffer, *, at: datetime) -> FirmPrice:
    """Price an offer again as of the day of its decision, in three queries.

    What was decided before the offer counts as offered; what its opening promised on top of the book still holds.
    """
    day = max(offer.decision_on or timezone.localdate(at), timezone.localdate(offer.opened_at))
    on_day = prices_on(offer, day=day, at=at)
    prices, now = on_day.before, on_day.now
    moved = {pk for pk, price in prices.items() if _differ(now[pk], price.priced)}
    groups = list(_groups(offer))
    to_sell = [group for group in groups if group["decision"] == LineDecision.SELL]
    return FirmPrice(
        day=day,
        book=on_day.book,
        before=_sum(group["net"] for group in to_sell),
        after=_sum(now[group["price_id"]].net.amount * group["units"] for group in to_sell),
        all_before=_sum(group["net"] for group in groups),
        all_after=_sum(now[group["price_id"]].net.amount * group["units"] for group in groups),
        units=sum(group["units"] for group in groups if group["price_id"] in moved),
        moved=[(prices[pk], now[pk]) for pk in sorted(moved)],
        on_day=on_day,
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal("0.00"))


def _groups(offer: BuyBackOffer) -> Any:
    groups = offer.lines.order_by("price_id", "decision").values("price_id", "decision")
    return groups.annotate(units=Count("pk"), net=Sum("net_amount"))


def _differ(now: Waterfall, before: Waterfall) -> bool:
    return (now.net, now.high, now.withheld) != (before.net, before.high, before.withheld)


# Every line of a price that has moved, before and after, and then the line itself: two statements, however many lines.
_KEEP = """
    INSERT INTO quotes_offerlinechange (
        revision_id, line_id, price_before_id, price_after_id, was_assumed, is_assumed, was_declared)
    SELECT %(revision)s, line.id, line.price_id, moved.after, line.grade_is_assumed, line.grade_is_assumed,
        line.is_declared
    FROM quotes_offerline line
    JOIN unnest(%(before)s::bigint[], %(after)s::bigint[]) AS moved(before, after) ON moved.before = line.price_id
    WHERE line.offer_id = %(offer)s
"""
_WRITE = """
    UPDATE quotes_offerline line
    SET price_id = moved.after, net_amount = moved.net, high_amount = moved.high, is_indicative = moved.is_indicative
    FROM unnest(%(before)s::bigint[], %(after)s::bigint[], %(nets)s::numeric[], %(highs)s::numeric[],
                %(indicative)s::boolean[]) AS moved(before, after, net, high, is_indicative)
    WHERE moved.before = line.price_id AND line.offer_id = %(offer)s
"""


def write_firm_price(offer: BuyBackOffer, *, firm: FirmPrice, revision: OfferRevision) -> None:
    """Give every line the price of the day; what it was before is kept with the revision."""
    kept = firm.on_day.keep(offer, of=[price.pk for price, _now in firm.moved])
    columns: Mapping[str, Any] = {
        "offer": offer.pk,
        "revision": revision.pk,
        "before": [price.pk for price, _now in firm.moved],
        "after": [kept[price.pk].pk for price, _now in firm.moved],
        "nets": [now.net.amount for _price, now in firm.moved],
        "highs": [now.high.amount for _price, now in firm.moved],
        "indicative": [now.indicative for _price, now in firm.moved],
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, columns)
        cursor.execute(_WRITE, columns)

"""What a declaration would make of an offer: its lines priced again by the offer's own book and lot size."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from quotes.models import BuyBackOffer, OfferLine, OfferPrice
from quotes.opening import facts_of
from quotes.price_terms import book_on_terms
from quotes.pricing.declaration import Declaration
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall


@dataclass(frozen=True, kw_only=True)
class KindChange:
    """Devices alike that a declaration reaches: the price of each before and after."""

    model_label: str
    units: int
    before: Decimal
    after: Decimal

    @property
    def gain(self) -> Decimal:
        """What all of them bring more; less than 0 when they bring less."""
        return (self.after - self.before) * self.units


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would change, before anything is saved."""

    kinds: tuple[KindChange, ...]

    @property
    def units(self) -> int:
        """How many devices it reaches."""
        return sum(kind.units for kind in self.kinds)

    @property
    def before(self) -> Decimal:
        """What they bring now."""
        return sum((kind.before * kind.units for kind in self.kinds), Decimal(0))

    @property
    def after(self) -> Decimal:
        """What they would bring."""
        return sum((kind.after * kind.units for kind in self.kinds), Decimal(0))

    @property
    def gain(self) -> Decimal:
        """The difference."""
        return self.after - self.before

    @property
    def changing(self) -> tuple[KindChange, ...]:
        """The kinds whose price changes, those that change most first."""
        return tuple(sorted((kind for kind in self.kinds if kind.gain), key=lambda kind: -abs(kind.gain)))


class Repricing:
    """The prices of one offer as they were made: same book and terms, same lot, same day; equal facts are priced once.

    With `book_id` by another book, as if that had been in force.
    """

    def __init__(self, offer: BuyBackOffer, *, book_id: UUID | None = None) -> None:
        self._book = book_on_terms(book_id or offer.price_book_id, offer.priced_on)
        self._units = offer.line_count
        self._day: date = offer.priced_at_day
        self._priced: dict[DeviceFacts, Waterfall] = {}

    def price(self, facts: DeviceFacts) -> Waterfall:
        """The price of a device with these facts."""
        if facts not in self._priced:
            self._priced[facts] = price_device(facts, self._book, at=self._day, lot_units=self._units)
        return self._priced[facts]


def preview_of(offer: BuyBackOffer, lines: "QuerySet[OfferLine, OfferLine]", declaration: Declaration) -> Preview:
    """Price what is about to change; two queries, that count devices alike together."""
    groups = lines.exclude(price__facts={}).values("model_label", "price_id")
    repricing, prices = Repricing(offer), OfferPrice.objects.filter(offer=offer).in_bulk()
    kinds: dict[tuple[str, Decimal, Decimal], int] = defaultdict(int)
    for group in groups.annotate(units=Count("pk"), net=Sum("net_amount")).order_by("model_label", "price_id"):
        facts = declaration.laid_over(prices[group["price_id"]].priced_by)
        kinds[group["model_label"], group["net"] / group["units"], repricing.price(facts).net.amount] += group["units"]
    return Preview(
        kinds=tuple(
            KindChange(model_label=label, units=units, before=before, after=after)
            for (label, before, after), units in kinds.items()
        )
    )


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """One line with the facts that are now said of it."""

    line: OfferLine
    facts: DeviceFacts
    waterfall: Waterfall
    is_assumed: bool
    is_declared: bool = True


def changes_of(offer: BuyBackOffer, said: Mapping[Any, Declaration]) -> Sequence[LineChange]:
    """Price again the lines (by id) that something new is said of; to repeat what was assumed is to declare it."""
    repricing = Repricing(offer)
    found = []
    for line in offer.lines.filter(pk__in=said).in_order().select_related("price", "device", "device__model"):
        before, declaration = facts_behind(line), said[line.pk]
        after = declaration.laid_over(before)
        if after != before or (declaration.said and not line.is_declared):
            found.append(
                LineChange(
                    line=line,
                    facts=after,
                    waterfall=repricing.price(after),
                    is_assumed=line.grade_is_assumed and declaration.grade is None,
                )
            )
    return found


def facts_behind(line: OfferLine) -> DeviceFacts:
    """What a line was priced by; those written before facts were kept are read from the fleet."""
    if line.price.facts:
        return line.priced_by
    return facts_of(line.device, launched_on=line.device.model.launched_on if line.device.model else None)

"""The lines of an offer as people read them: one group per model, condition, price and reasons, added up by SQL."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from quotes.condition_words import condition_of, questions_of, translated
from quotes.models import BuyBackOffer, OfferLine
from quotes.pricing.explain import DOUBTS, explain
from quotes.states import LineDecision

GROUPS_A_PAGE = 50
LINES_A_PAGE = 50
HALF_A_CENT = Decimal("0.005")
_AMOUNT = DecimalField(max_digits=14, decimal_places=2)


@dataclass(frozen=True, kw_only=True)
class StepRead:
    """One step of a price, as <c-waterfall> shows it."""

    label: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class StorageGain:
    """How much more a device is worth with this storage."""

    storage_gb: int
    gain: Decimal


@dataclass(frozen=True, kw_only=True)
class OfferGroup:
    """Devices with the same price for the same reasons; `line` stands for all of them, amounts are for all."""

    key: str
    line: OfferLine
    count: int
    net_amount: Decimal
    decisions: tuple[tuple[LineDecision, int], ...]

    @property
    def condition(self) -> str:
        """Grade, storage, function and lock in words."""
        return condition_of(self.line)

    @property
    def steps(self) -> tuple[StepRead, ...]:
        """How one of these devices came to its price, in the reader's language; roundings below a cent are left out."""
        return tuple(
            StepRead(
                label=explain(code=step.code, params=translated(step.params), translate=_),
                amount=step.amount,
            )
            for step in self.line.priced.steps
            if step.code != "rounding" or abs(step.amount) >= HALF_A_CENT
        )

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why this price does not bind yet."""
        return tuple(_(DOUBTS[doubt]) for doubt in self.line.priced.doubts)

    @property
    def questions(self) -> tuple[str, ...]:
        """The answers that would narrow the range of its price."""
        return questions_of(self.line.priced)

    @property
    def has_range(self) -> bool:
        """Whether an answer may raise the price."""
        return self.line.high_amount > self.line.net_amount

    @property
    def high_amount(self) -> Decimal:
        """The most that all its devices may be worth."""
        return self.line.high_amount * self.count

    @property
    def withheld(self) -> Decimal:
        """What becomes payable for one of these devices when its lock is removed."""
        return self.line.priced.withheld.amount

    @property
    def gains(self) -> tuple[StorageGain, ...]:
        """What one of these devices is worth more with each other storage it may turn out to have."""
        priced = self.line.priced
        found = (
            StorageGain(storage_gb=one.storage_gb, gain=one.net.amount - priced.net.amount) for one in priced.if_storage
        )
        return tuple(one for one in found if one.gain)

    @property
    def is_for_sale(self) -> bool:
        """Whether every device of it is to be sold."""
        return [decision for decision, _count in self.decisions] == [LineDecision.SELL]


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """Some groups in the offer's order; `previous` and `next` are positions to go on from, 0 at the ends."""

    groups: tuple[OfferGroup, ...]
    previous: int
    next: int


@dataclass(frozen=True, kw_only=True)
class OfferSums:
    """What an offer comes to as its lines are decided now."""

    devices: int
    groups: int
    sold_devices: int
    sold_amount: Decimal
    high_amount: Decimal
    withheld_amount: Decimal
    kept_devices: int
    recycled_devices: int
    other_devices: int
    indicative_devices: int


def lines_of_groups(offer: BuyBackOffer, keys: Collection[str]) -> "QuerySet[OfferLine, OfferLine]":
    """Every line of these groups."""
    return OfferLine.objects.filter(offer=offer, group_key__in=keys)


def sums_of(offer: BuyBackOffer) -> OfferSums:
    """Add the offer up; two queries, however many lines."""
    sold = Q(decision=LineDecision.SELL)
    named = (LineDecision.SELL, LineDecision.KEEP, LineDecision.RECYCLE)
    nothing = Value(Decimal(0), output_field=_AMOUNT)
    lines = OfferLine.objects.filter(offer=offer)
    values = lines.aggregate(
        devices=Count("pk"),
        sold_devices=Count("pk", filter=sold),
        sold_amount=Coalesce(Sum("net_amount", filter=sold), nothing),
        high_amount=Coalesce(Sum("high_amount", filter=sold), nothing),
        withheld_amount=Coalesce(Sum("price__withheld_amount", filter=sold), nothing),
        kept_devices=Count("pk", filter=Q(decision=LineDecision.KEEP)),
        recycled_devices=Count("pk", filter=Q(decision=LineDecision.RECYCLE)),
        other_devices=Count("pk", filter=~Q(decision__in=named)),
        indicative_devices=Count("pk", filter=sold & Q(is_indicative=True)),
    )
    return OfferSums(**values, groups=lines.values("group_key").distinct().count())


def groups_of(offer: BuyBackOffer, *, after: int = 0, before: int = 0) -> GroupPage:
    """The groups whose first device stands after (or before) a position in the offer."""
    rows = _group_rows(OfferLine.objects.filter(offer=offer))
    if before:
        found = list(rows.filter(first__lt=before).order_by("-first")[: GROUPS_A_PAGE + 1])
        more_before, more_after = len(found) > GROUPS_A_PAGE, True
        found = found[GROUPS_A_PAGE - 1 :: -1]
    else:
        found = list(rows.filter(first__gt=after).order_by("first")[: GROUPS_A_PAGE + 1])
        more_before, more_after = after > 0, len(found) > GROUPS_A_PAGE
        found = found[:GROUPS_A_PAGE]
    return GroupPage(
        groups=_read_groups(offer, found),
        previous=found[0]["first"] if found and more_before else 0,
        next=found[-1]["first"] if found and more_after else 0,
    )


def group_of(offer: BuyBackOffer, *, key: str) -> OfferGroup:
    """One group.

    Raises: OfferLine.DoesNotExist, when the offer has no such group.
    """
    rows = list(_group_rows(lines_of_groups(offer, [key])))
    if not rows:
        raise OfferLine.DoesNotExist(key)
    (group,) = _read_groups(offer, rows)
    return group


def _group_rows(lines: QuerySet[Any, Any]) -> "QuerySet[Any, dict[str, Any]]":
    counts = {f"{decision.value}_count": Count("pk", filter=Q(decision=decision)) for decision in LineDecision}
    amounts = {"first": Min("position"), "count": Count("pk"), "amount": Sum("net_amount")}
    rows: QuerySet[Any, dict[str, Any]] = lines.values("group_key").annotate(**amounts, **counts)
    return rows


def _read_groups(offer: BuyBackOffer, rows: Sequence[dict[str, Any]]) -> tuple[OfferGroup, ...]:
    first_lines = OfferLine.objects.in_order().filter(offer=offer, position__in=[row["first"] for row in rows])
    samples = {line.position: line for line in first_lines}
    return tuple(
        OfferGroup(
            key=row["group_key"],
            line=samples[row["first"]],
            count=row["count"],
            net_amount=row["amount"],
            decisions=tuple(
                (decision, count) for decision in LineDecision if (count := row[f"{decision.value}_count"])
            ),
        )
        for row in rows
    )

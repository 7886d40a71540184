"""The lines of an offer as people read them: one group per model, condition, price and reasons, added up by SQL."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, Min, QuerySet, Sum
from django.utils.translation import gettext as _

from quotes.condition_words import condition_of, questions_of, translated
from quotes.models import BuyBackOffer, OfferLine, OfferPrice, StaffSale
from quotes.pricing.explain import DOUBTS, explain
from quotes.pricing.worthless import why_nothing
from quotes.states import LineDecision
from quotes.worthless import WHY_NOTHING

GROUPS_A_PAGE = 50
LINES_A_PAGE = 50
NOTHING = Decimal("0.00")
_ORDER = {decision: place for place, decision in enumerate(LineDecision)}


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
    staff_price: Decimal | None = None  # of one device, where its staff may buy it

    @property
    def condition(self) -> str:
        """Grade, storage, function and lock in words."""
        return condition_of(self.line)

    @property
    def steps(self) -> tuple[StepRead, ...]:
        """How one of these devices came to its price, in the reader's language."""
        return tuple(
            StepRead(
                label=explain(code=step.code, params=translated(step.params), translate=_),
                amount=step.amount,
            )
            for step in self.line.priced.steps
            if step.is_told
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
    def why_nothing(self) -> str:
        """Why nothing is paid for its devices, '' where something is or may be."""
        code = why_nothing(self.line.priced)
        return str(WHY_NOTHING[code]) if code else ""

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
    indicative_devices: int
    unpaid_devices: int  # nothing is paid for them, or not yet
    decisions: Mapping[LineDecision, int]

    @property
    def set_aside(self) -> Sequence[tuple[LineDecision, int]]:
        """How many devices are not to be sold, by what becomes of them."""
        return [(one, self.decisions[one]) for one in LineDecision if one != LineDecision.SELL and self.decisions[one]]


@dataclass(frozen=True, kw_only=True)
class _Share:
    """Devices of one group of which the same is decided; amounts are for all of them."""

    group_key: str
    decision: LineDecision
    first: int
    count: int
    net_amount: Decimal
    high_amount: Decimal
    price_id: int
    is_indicative: bool


def lines_of_groups(offer: BuyBackOffer, keys: Collection[str]) -> "QuerySet[OfferLine, OfferLine]":
    """Every line of these groups."""
    return OfferLine.objects.filter(offer=offer, group_key__in=keys)


def read_groups(offer: BuyBackOffer, *, after: int = 0, before: int = 0) -> tuple[OfferSums, GroupPage]:
    """What an offer comes to, and its groups after (or before) a position; three queries, however many lines."""
    shares = _shares_of(OfferLine.objects.filter(offer=offer))
    return _add_up(offer, shares), _page_of(offer, shares, after=after, before=before)


def sums_of(offer: BuyBackOffer) -> OfferSums:
    """Add the offer up."""
    return _add_up(offer, _shares_of(OfferLine.objects.filter(offer=offer)))


def groups_of(offer: BuyBackOffer, *, after: int = 0, before: int = 0) -> GroupPage:
    """The groups whose first device stands after (or before) a position in the offer."""
    return read_groups(offer, after=after, before=before)[1]


def group_of(offer: BuyBackOffer, *, key: str) -> OfferGroup:
    """One group.

    Raises: OfferLine.DoesNotExist, when the offer has no such group.
    """
    shares = _shares_of(lines_of_groups(offer, [key]))
    if not shares:
        raise OfferLine.DoesNotExist(key)
    (group,) = _with_lines(offer, [shares])
    return group


def _shares_of(lines: "QuerySet[OfferLine, OfferLine]") -> list[_Share]:
    """All lines, added up in one pass: a group has one price, so that its shares differ by decision alone."""
    rows = lines.values("group_key", "decision").annotate(
        first=Min("position"),
        count=Count("*"),
        net=Sum("net_amount"),
        high=Sum("high_amount"),
        of_price=Min("price_id"),
        indicative=BoolOr("is_indicative"),
    )
    return [
        _Share(
            group_key=row["group_key"],
            decision=LineDecision(row["decision"]),
            first=row["first"],
            count=row["count"],
            net_amount=row["net"],
            high_amount=row["high"],
            price_id=row["of_price"],
            is_indicative=row["indicative"],
        )
        for row in rows
    ]


def _add_up(offer: BuyBackOffer, shares: Sequence[_Share]) -> OfferSums:
    withheld = dict(
        OfferPrice.objects.filter(offer=offer).exclude(withheld_amount=0).values_list("pk", "withheld_amount")
    )
    devices: Counter[LineDecision] = Counter()
    for share in shares:
        devices[share.decision] += share.count
    sold = [share for share in shares if share.decision == LineDecision.SELL]
    return OfferSums(
        devices=devices.total(),
        groups=len({share.group_key for share in shares}),
        sold_devices=devices[LineDecision.SELL],
        sold_amount=sum((share.net_amount for share in sold), NOTHING),
        high_amount=sum((share.high_amount for share in sold), NOTHING),
        withheld_amount=sum((share.count * withheld.get(share.price_id, NOTHING) for share in sold), NOTHING),
        indicative_devices=sum(share.count for share in sold if share.is_indicative),
        unpaid_devices=sum(share.count for share in shares if not share.high_amount),
        decisions=devices,
    )


def _page_of(offer: BuyBackOffer, shares: Sequence[_Share], *, after: int, before: int) -> GroupPage:
    """A page of the groups in the order of their first devices."""
    of_group: dict[str, list[_Share]] = defaultdict(list)
    for share in sorted(shares, key=lambda share: share.first):
        of_group[share.group_key].append(share)
    groups = list(of_group.values())
    firsts = [group[0].first for group in groups]
    if before:
        end = bisect_left(firsts, before)
        start = max(0, end - GROUPS_A_PAGE)
    else:
        start = bisect_right(firsts, after)
        end = min(len(groups), start + GROUPS_A_PAGE)
    return GroupPage(
        groups=_with_lines(offer, groups[start:end]),
        previous=firsts[start] if 0 < start < len(groups) else 0,
        next=firsts[end - 1] if start < end < len(groups) else 0,
    )


def _with_lines(offer: BuyBackOffer, groups: Sequence[Sequence[_Share]]) -> tuple[OfferGroup, ...]:
    """Groups, each given by its shares, with the line that stands for it; one query."""
    firsts = [min(share.first for share in group) for group in groups]
    samples = {line.position: line for line in OfferLine.objects.in_order().filter(offer=offer, position__in=firsts)}
    for_staff = _staff_sale(offer, groups)
    return tuple(
        OfferGroup(
            key=group[0].group_key,
            line=samples[first],
            staff_price=for_staff.price_of(samples[first].net_amount, currency=offer.currency) if for_staff else None,
            count=sum(share.count for share in group),
            net_amount=sum((share.net_amount for share in group), NOTHING),
            decisions=tuple(
                (share.decision, share.count) for share in sorted(group, key=lambda share: _ORDER[share.decision])
            ),
        )
        for group, first in zip(groups, firsts, strict=True)
    )


def _staff_sale(offer: BuyBackOffer, groups: Sequence[Sequence[_Share]]) -> StaffSale | None:
    """The terms of its sale to staff, read only where one of the groups is for them."""
    wanted = any(share.decision == LineDecision.STAFF_SALE for group in groups for share in group)
    return StaffSale.objects.filter(offer=offer).first() if wanted else None

"""The next version of an offer: some of its lines rest on other facts, and everything that follows from it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from quotes.models import BuyBackOffer, OfferLine, OfferLineChange, OfferPrice, OfferRevision
from quotes.offer_prices import BATCH, columns_of, keep_prices
from quotes.pricing.facts import DeviceFacts
from quotes.repricing import LineChange, facts_behind
from tenants.actor import Actor


def in_silence(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def revise_offer(
    offer: BuyBackOffer,
    changes: Sequence[LineChange],
    *,
    why: str,
    by: Actor,
    at: datetime,
    tell: Callable[[int, int], None] = in_silence,
) -> OfferRevision:
    """Make the next version of an offer that is held; `tell` hears how many lines of how many are written."""
    prices = _prices_of(offer, changes)
    revision = _revise(offer, changes, prices, why=why, by=by, at=at)
    _write_lines(changes, prices, tell)
    return revision


Prices = Mapping[DeviceFacts, OfferPrice]


def _prices_of(offer: BuyBackOffer, changes: Sequence[LineChange]) -> Prices:
    """The prices before and after by their facts; those of lines written without facts are kept with them now."""
    before = {facts_behind(change.line): change.line.priced for change in changes}
    return keep_prices(offer, before | {change.facts: change.waterfall for change in changes})


def _revise(
    offer: BuyBackOffer, changes: Sequence[LineChange], prices: Prices, *, why: str, by: Actor, at: datetime
) -> OfferRevision:
    gained = sum((change.waterfall.net.amount - change.line.net_amount for change in changes), Decimal(0))
    revision = OfferRevision.objects.create(
        offer=offer,
        number=offer.version + 1,
        revised_at=at,
        revised_by_id=by.id,
        revised_by_name=by.name,
        why=why,
        line_count=len(changes),
        total_before_amount=offer.total_amount,
        total_after_amount=offer.total_amount + gained,
    )
    OfferLineChange.objects.bulk_create([_kept(revision, change, prices) for change in changes], batch_size=BATCH)
    offer.version, offer.total_amount = revision.number, revision.total_after_amount
    offer.save(update_fields=["version", "total_amount"])
    return revision


def _write_lines(changes: Sequence[LineChange], prices: Prices, tell: Callable[[int, int], None]) -> None:
    """One statement for all lines that end up alike."""
    alike: dict[tuple[DeviceFacts, bool, bool], list[LineChange]] = defaultdict(list)
    for change in changes:
        alike[change.facts, change.is_assumed, change.is_declared].append(change)
    done = 0
    for (facts, is_assumed, is_declared), group in alike.items():
        lines = OfferLine.objects.filter(pk__in=[change.line.pk for change in group])
        columns = columns_of(facts, group[0].waterfall)
        done += lines.update(**columns, price=prices[facts], is_declared=is_declared, grade_is_assumed=is_assumed)
        tell(done, len(changes))


def _kept(revision: OfferRevision, change: LineChange, prices: Prices) -> OfferLineChange:
    return OfferLineChange(
        revision=revision,
        line=change.line,
        price_before=prices[facts_behind(change.line)],
        price_after=prices[change.facts],
        was_assumed=change.line.grade_is_assumed,
        is_assumed=change.is_assumed,
        was_declared=change.line.is_declared,
    )

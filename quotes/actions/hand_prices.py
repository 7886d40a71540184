"""Setting a price by hand: of devices alike in an open offer, within what the role may, for a reason that is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.money import Money
from quotes.actions.offers import OfferExpired, hold_offer
from quotes.models import BuyBackOffer, OfferLine, OfferRevision
from quotes.offer_groups import lines_of_groups
from quotes.price_limits import HAND_LIMITS, check_limit
from quotes.pricing.facts import HAND_REASONS, HandPrice
from quotes.repricing import LineChange, Repricing, facts_behind
from quotes.revising import revise_offer
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import Actor
from tenants.outbox import publish
from tenants.permissions import DeskPermission, check_may

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REASON_WORDS: "dict[str, StrPromise]" = dict(
    zip(
        HAND_REASONS,
        (
            gettext_lazy("A competitor offers another price"),
            gettext_lazy("The customer brings large numbers"),
            gettext_lazy("Goodwill"),
            gettext_lazy("Our price for this model is wrong"),
            gettext_lazy("The condition differs from its grade"),
            gettext_lazy("The market has moved"),
        ),
        strict=True,
    )
)


class PriceFixed(Exception):
    """The offer has been answered or confirmed."""

    def __init__(self) -> None:
        super().__init__(_("This offer has been answered or confirmed: its prices stand as they are."))


class OfferMoved(Exception):
    """Somebody made another version of the offer since it was read."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this offer meanwhile: look at its prices again before you set one."))


class NothingToSet(Exception):
    """The price cannot be set, or is that already."""


@dataclass(frozen=True, kw_only=True)
class HandPriced:
    """What was asked for: the price of each device, and why; the note stays at the desk."""

    amount: Decimal
    reason: str
    note: str = ""


def price_by_rules(line: OfferLine) -> Money:
    """What one of these devices is bought for without a price by hand; with its lock removed, where it has one."""
    priced = Repricing(line.offer).price(replace(facts_behind(line), by_hand=None))
    return priced.net if priced.net.amount else priced.withheld


def set_price(
    *,
    offer: BuyBackOffer,
    key: str,
    only: Collection[UUID] = (),
    asked: HandPriced,
    seen_version: int,
    by: Actor,
    at: datetime,
    today: date,
) -> OfferRevision:
    """Set the price of every device of a group, or of `only` these lines of it, as the next version of the offer.

    The price by the rules undoes it. Lines that differ in price from their group are a group of their own.

    Raises: PermissionRefused; OfferMoved; PriceFixed; OfferExpired; NothingToSet; BeyondLimit.
    """
    check_may(by.role, DeskPermission.PRICE_SET)
    with transaction.atomic():
        hold_offer(offer)
        if not offer.condition_may_be_declared:
            raise PriceFixed
        if offer.has_run_out(on=today):
            raise OfferExpired(offer)
        lines = list(meant_lines(offer, key, only).select_related("price", "device__model", "offer"))
        if offer.version != seen_version or not lines or (only and len(lines) != len(set(only))):
            raise OfferMoved
        changes = _changes(offer, lines, asked, by=by)
        before = lines[0].net_amount
        revision = revise_offer(offer, changes, why="", by=by, at=at)
        _tell(offer, revision, asked, changes[0], before=before, by=by, at=at)
    return revision


def meant_lines(offer: BuyBackOffer, key: str, only: Collection[UUID]) -> "QuerySet[OfferLine, OfferLine]":
    """The lines of a group, or `only` these of it."""
    lines = lines_of_groups(offer, [key])
    return lines.filter(pk__in=only) if only else lines


def _changes(offer: BuyBackOffer, lines: Sequence[OfferLine], asked: HandPriced, *, by: Actor) -> list[LineChange]:
    ruled = price_by_rules(lines[0]).amount
    if not ruled:
        raise NothingToSet(_("Our rules pay nothing for these devices: there is no price to change by hand."))
    check_limit(percent=abs(asked.amount - ruled) / ruled * 100, role=by.role, limits=HAND_LIMITS)
    by_hand = None if asked.amount == ruled else HandPrice(amount=asked.amount, reason=asked.reason)
    repricing = Repricing(offer)
    changes = [_change(line, by_hand, repricing) for line in lines]
    if all(change.waterfall == change.line.priced for change in changes):
        raise NothingToSet(_("This is their price already."))
    return changes


def _change(line: OfferLine, by_hand: HandPrice | None, repricing: Repricing) -> LineChange:
    facts = replace(facts_behind(line), by_hand=by_hand)
    return LineChange(
        line=line,
        facts=facts,
        waterfall=repricing.price(facts),
        is_assumed=line.grade_is_assumed,
        is_declared=line.is_declared,
    )


def _tell(
    offer: BuyBackOffer,
    revision: OfferRevision,
    asked: HandPriced,
    change: LineChange,
    *,
    before: Decimal,
    by: Actor,
    at: datetime,
) -> None:
    told = {
        "version": revision.number,
        "lines": revision.line_count,
        "model": change.line.model_label,
        "before": str(before),
        "after": str(change.waterfall.net.amount),
        "set": str(asked.amount),
        "reason": asked.reason,
        "note": asked.note,
    }
    record_event(subject=offer, verb="offer.price_set", by=by, at=at, data=told)
    note_case(offer, at=at)
    payload = {"offer": str(offer.pk), "version": str(revision.number)}
    publish(kind="offer.revised", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)

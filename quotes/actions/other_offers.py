"""Adding and removing what a public body was offered elsewhere. No event tells of it: the operator would read it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from quotes.actions.offers import hold_offer
from quotes.models import BuyBackOffer, OtherOffer
from quotes.other_offers import MOST, is_comparing
from records.kept_files import forget_file, keep_file
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

if TYPE_CHECKING:
    from django.core.files.base import File


class ComparisonFrozen(Exception):
    """No council is about to decide, or it has decided."""

    def __init__(self) -> None:
        super().__init__(_("Other offers are added and removed until the council's decision is recorded."))


class TooManyOffers(Exception):
    """More than a council compares."""

    def __init__(self) -> None:
        super().__init__(_("At most %(most)d other offers are kept: remove one first.") % {"most": MOST})


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What somebody else offers for the devices to sell, in the offer's currency; `file` is his paper."""

    buyer: str
    offered_on: date
    amount: Decimal
    file: "File[bytes] | None" = None


def add_other_offer(*, offer: BuyBackOffer, offered: Offered, by: Actor, at: datetime) -> OtherOffer:
    """Keep what somebody else offers beside ours; a file that is refused keeps nothing.

    Raises: PermissionRefused; ComparisonFrozen; TooManyOffers; FileRefused.
    """
    with transaction.atomic():
        _hold(offer, by)
        if offer.other_offers.count() >= MOST:
            raise TooManyOffers
        file = offered.file
        return OtherOffer.objects.create(
            offer=offer,
            buyer=offered.buyer,
            offered_on=offered.offered_on,
            amount=offered.amount,
            file=keep_file(file=file, filename=file.name or "", by=by, at=at) if file else None,
            added_at=at,
            added_by_id=by.id,
            added_by_name=by.name,
        )


def remove_other_offer(*, other: OtherOffer, by: Actor) -> None:
    """Take it away with its file; nothing of it is kept.

    Raises: PermissionRefused; ComparisonFrozen.
    """
    with transaction.atomic():
        _hold(other.offer, by)
        file = other.file
        other.delete()
        if file:
            forget_file(file)


def _hold(offer: BuyBackOffer, by: Actor) -> None:
    check_may(by.role, Permission.OFFER_ACCEPT)
    hold_offer(offer)
    if not is_comparing(offer):
        raise ComparisonFrozen

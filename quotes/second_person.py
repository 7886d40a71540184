"""Whether a sale needs a second person, and asking for one."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from quotes.models import AcceptanceRule, BuyBackOffer, OfferApproval
from records.documents import current_organisation
from records.events import record_event
from tenants.actor import Actor
from tenants.outbox import publish


class ApprovalWaits(Exception):
    """Somebody has asked for this sale already."""

    def __init__(self, approval: OfferApproval) -> None:
        super().__init__(
            _("%(name)s has asked for this sale already: a second person approves or refuses it.")
            % {"name": approval.asked_by_name}
        )


def limit() -> Decimal | None:
    """The amount above which a sale needs a second person; None where one is enough."""
    rule = AcceptanceRule.objects.first()
    return rule.above_amount if rule else None


def is_needed(total: Decimal) -> bool:
    """Whether a sale for this total needs a second person."""
    above = limit()
    return above is not None and total > above


def approval_waiting(offer: BuyBackOffer) -> OfferApproval | None:
    """The request that waits for an answer."""
    return OfferApproval.objects.waiting().filter(offer=offer).first()


def ask_second_person(offer: BuyBackOffer, *, total: Decimal, by: Actor, at: datetime) -> OfferApproval:
    """Ask for the sale of an offer that is held, in the caller's transaction.

    Raises: ApprovalWaits.
    """
    waiting = approval_waiting(offer)
    if waiting:
        raise ApprovalWaits(waiting)
    approval = OfferApproval.objects.create(
        offer=offer,
        total_amount=total,
        currency=offer.currency,
        asked_at=at,
        asked_by_id=by.id,
        asked_by_name=by.name,
    )
    record_event(subject=offer, verb="offer.approval_asked", by=by, at=at, data={"total": str(total)})
    publish(
        kind="offer.approval_asked",
        organisation_id=current_organisation().pk,
        payload={"approval": str(approval.pk)},
        by=by,
        at=at,
    )
    return approval

"""Fixing the price of a public body's offer on the day of its council's decision."""

from datetime import datetime
from typing import Any

from django.db import transaction

from quotes.actions.offers import hold_offer
from quotes.firm_price import FirmPrice, firm_price_of, write_firm_price
from quotes.models import BuyBackOffer, OfferRevision
from quotes.states import OFFER, OfferState
from records.documents import current_organisation
from records.transitions import move
from tenants.actor import Actor
from tenants.outbox import publish
from tenants.permissions import DeskPermission, check_may


def firm_offer(*, offer: BuyBackOffer, by: Actor, at: datetime) -> FirmPrice:
    """Fix the prices of the day of the decision; where they differ from the indicative ones, both stay readable.

    Raises: PermissionRefused; IllegalTransition; StateChanged; NoPriceBookInForce.
    """
    check_may(by.role, DeskPermission.OFFER_PUBLISH)
    with transaction.atomic():
        hold_offer(offer)
        OFFER.check(source=offer.state, target=OfferState.FIRM)
        firm = firm_price_of(offer, at=at)
        changes: dict[str, Any] = {"indicative_amount": firm.before, "firm_amount": firm.after}
        if firm.has_moved:
            revision = _revise(offer, firm, by=by, at=at)
            write_firm_price(offer, firm=firm, revision=revision)
            changes |= {
                "version": revision.number,
                "total_amount": firm.all_after,
                "price_book": firm.book,
                "book_version": firm.book.version,
            }
        told = {"before": str(firm.before), "after": str(firm.after), "book": firm.book.version}
        move(
            offer,
            machine=OFFER,
            to=OfferState.FIRM,
            by=by,
            at=at,
            reason=offer.decision_reference,
            data=told,
            **changes,
        )
        payload = {"offer": str(offer.pk), "version": str(offer.version)}
        publish(kind="offer.firmed", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)
    return firm


def _revise(offer: BuyBackOffer, firm: FirmPrice, *, by: Actor, at: datetime) -> OfferRevision:
    return OfferRevision.objects.create(
        offer=offer,
        number=offer.version + 1,
        revised_at=at,
        revised_by_id=by.id,
        revised_by_name=by.name,
        why=offer.decision_reference,
        line_count=firm.units,
        total_before_amount=firm.all_before,
        total_after_amount=firm.all_after,
    )

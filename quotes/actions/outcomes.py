"""Saying who receives the donated devices of an offer, and at what price its staff may buy."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from quotes.actions.offers import OfferAnswered, hold_offer
from quotes.models import BuyBackOffer, DonationRecipient, StaffSale
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import Permission, check_may


def name_recipient(*, offer: BuyBackOffer, recipient: Mapping[str, str], by: Actor, at: datetime) -> DonationRecipient:
    """Say who receives the donated devices: name, kind, registration, address_line, postcode, city.

    Raises: PermissionRefused; OfferAnswered.
    """
    with transaction.atomic():
        _hold(offer, by)
        said, _made = DonationRecipient.objects.update_or_create(offer=offer, defaults={**recipient, **_said(by, at)})
        record_event(subject=offer, verb="offer.recipient_named", by=by, at=at, reason=said.name)
    return said


def set_staff_price(*, offer: BuyBackOffer, percent: Decimal, by: Actor, at: datetime) -> StaffSale:
    """Say what staff pay, in per cent of our price for the same device.

    Raises: PermissionRefused; OfferAnswered.
    """
    with transaction.atomic():
        _hold(offer, by)
        said, _made = StaffSale.objects.update_or_create(offer=offer, defaults={"percent": percent, **_said(by, at)})
        record_event(subject=offer, verb="offer.staff_price_set", by=by, at=at, data={"percent": str(percent)})
    return said


def _hold(offer: BuyBackOffer, by: Actor) -> None:
    check_may(by.role, Permission.OFFER_ACCEPT)
    hold_offer(offer)
    if not offer.lines_may_change:
        raise OfferAnswered


def _said(by: Actor, at: datetime) -> dict[str, Any]:
    return {"said_at": at, "said_by_id": by.id, "said_by_name": by.name}

"""Extending an offer: its prices hold for longer than was promised, for a reason that stays in its history."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quotes.actions.offers import hold_offer
from quotes.models import BuyBackOffer
from quotes.states import OfferState
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import Actor
from tenants.outbox import publish
from tenants.permissions import DeskPermission, check_may


class ExtensionRefused(Exception):
    """The offer does not run out any more, or not on such a day; says which day would do."""


def latest_day(*, today: date) -> date:
    """The last day that an offer may be moved to."""
    return today + timedelta(days=settings.OFFER_MOST_DAYS)


def extend_offer(
    *, offer: BuyBackOffer, valid_until_on: date, reason: str, by: Actor, at: datetime, today: date
) -> None:
    """Move the last day of an open offer to a later one, and tell the customer.

    An offer whose last day is over may be extended until it is marked as expired: its devices are free from then on.

    Raises: PermissionRefused; ExtensionRefused.
    """
    check_may(by.role, DeskPermission.OFFER_EXTEND)
    with transaction.atomic():
        hold_offer(offer)
        _check(offer, valid_until_on, reason, today)
        before, offer.valid_until_on = offer.valid_until_on, valid_until_on
        offer.save(update_fields=["valid_until_on"])
        told = {"before": before.isoformat(), "after": valid_until_on.isoformat()}
        record_event(subject=offer, verb="offer.extended", by=by, at=at, reason=reason.strip(), data=told)
        note_case(offer, at=at)
        payload = {"offer": str(offer.pk), "version": str(offer.version), "reason": reason.strip()}
        publish(kind="offer.extended", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)


def _check(offer: BuyBackOffer, day: date, reason: str, today: date) -> None:
    if offer.state != OfferState.OPEN:
        raise ExtensionRefused(_("Only an open offer runs out: the last day of this one can no longer be moved."))
    if not reason.strip():
        raise ExtensionRefused(_("Say why the offer is extended: the customer reads it in its history."))
    if not max(offer.valid_until_on, today) < day <= latest_day(today=today):
        raise ExtensionRefused(
            _("Choose a day after %(first)s, and %(last)s at the latest.")
            % {
                "first": date_format(max(offer.valid_until_on, today), "DATE_FORMAT"),
                "last": date_format(latest_day(today=today), "DATE_FORMAT"),
            }
        )

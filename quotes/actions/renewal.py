"""Asking for an expired offer's devices to be priced again: what is still free, by the book now in force."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from quotes.actions.offers import expire_if_late, hold_offer
from quotes.models import BuyBackOffer, OfferLine
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import Permission, check_may
from tenants.sent_twice import about

KIND = "quotes.open_offer"


class StillValid(Exception):
    """Its prices hold, or it was answered: there is nothing to make again."""

    def __init__(self, offer: BuyBackOffer) -> None:
        super().__init__(_("%(offer)s has not expired: it cannot be priced again.") % {"offer": offer})


class AlreadyRenewed(Exception):
    """Its devices stand in a newer offer."""

    def __init__(self, offer: BuyBackOffer, successor: BuyBackOffer) -> None:
        super().__init__(
            _("%(offer)s was priced again already: see %(successor)s.") % {"offer": offer, "successor": successor}
        )


def renew_offer(*, offer: BuyBackOffer, by: Actor, at: datetime, today: date) -> Job:
    """Queue a new offer for the same devices, as the successor of this one; a second click is none.

    Raises: PermissionRefused; StillValid; AlreadyRenewed.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    expire_if_late(offer, at=at, today=today)
    with transaction.atomic():
        hold_offer(offer)
        if not offer.is_over(on=today):
            raise StillValid(offer)
        successor = BuyBackOffer.objects.filter(replaces=offer).first()
        if successor:
            raise AlreadyRenewed(offer, successor)
        organisation_id, arguments = current_organisation().pk, {"replaces": str(offer.pk)}
        asked = Job.objects.filter(kind=KIND, organisation_id=organisation_id, arguments__contains=arguments)
        first = asked.unfinished().first() or asked.filter(created_at__range=about(at)).first()
        return first or enqueue_job(
            kind=KIND, organisation_id=organisation_id, arguments={**arguments, "role": by.role}, by=by, at=at
        )


def devices_in(offer: BuyBackOffer) -> DeviceQuerySet:
    """The devices of its lines, also those that are no longer free: a new offer counts why it leaves them out."""
    return Device.objects.filter(pk__in=OfferLine.objects.filter(offer=offer).values("device_id"))

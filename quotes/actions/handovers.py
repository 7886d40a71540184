"""Saying that devices which are not sold to us have left."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fleet.fleet_changed import tell_fleet_changed
from fleet.models import Device
from fleet.staging import lock_fleet
from quotes.handovers import LEAVING
from quotes.models import BuyBackOffer
from quotes.states import LineDecision, OfferState
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

SOLD = (OfferState.ACCEPTED, OfferState.PARTLY_ACCEPTED)


class NothingLeft(Exception):
    """There is no such device to mark."""

    def __init__(self) -> None:
        super().__init__(_("None of these devices is still in your fleet and free."))


def note_handed_over(*, offer: BuyBackOffer, decision: LineDecision, by: Actor, at: datetime) -> int:
    """Mark the devices of which this was decided as gone, but for those another offer holds; returns how many.

    Raises: PermissionRefused; NothingLeft.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    if decision not in LEAVING or offer.state not in SOLD:
        raise NothingLeft
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        lines = offer.lines.filter(decision=decision)
        devices = Device.objects.free().filter(pk__in=lines.values("device_id"))
        count = devices.update(gone_at=at, gone_by_id=by.id, gone_by_name=by.name, changed_at=at)
        if not count:
            raise NothingLeft
        told = {"decision": str(decision), "devices": count}
        record_event(subject=offer, verb=f"offer.handed_over_{decision}", by=by, at=at, data=told)
        tell_fleet_changed(offer=str(offer.pk), by=by, at=at)
    return count

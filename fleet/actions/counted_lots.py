"""Counting a lot anew by hand: fewer devices, more, or none any longer."""

from datetime import datetime

from django.db import transaction

from fleet.models import CountedLot
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import Permission, check_may


def count_lot(*, lot: CountedLot, quantity: int, by: Actor, at: datetime) -> None:
    """Say how many devices the lot has now; with none it is gone.

    Raises: PermissionRefused.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    with transaction.atomic():
        locked = CountedLot.objects.select_for_update().get(pk=lot.pk)
        data = {"from": locked.quantity, "to": quantity}
        record_event(subject=locked, verb="lot.counted", by=by, at=at, data=data)
        if quantity == 0:
            locked.delete()
            return
        locked.quantity, locked.changed_at = quantity, at
        locked.save(update_fields=["quantity", "changed_at"])

"""Asking for a change to many devices at once, and for the fleet without it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fleet.models import BulkChange
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.permissions import Permission, check_may
from tenants.sent_twice import about, wait_for_first


class NothingToChange(Exception):
    """No device was selected."""

    def __init__(self) -> None:
        super().__init__(_("Tick the devices that you want to change."))


class ChangeNotThere(Exception):
    """There is nothing of this change in the fleet."""

    def __init__(self) -> None:
        super().__init__(_("This change was undone already, or changed nothing."))


def ask_for_change(
    *, selection: Mapping[str, Any], values: Mapping[str, str | None], by: Actor, at: datetime
) -> BulkChange:
    """Queue that the selected devices get these values, by the names of CHANGEABLE; a second click is none.

    Raises: PermissionRefused; NothingToChange.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    if not values or (not selection.get("devices") and "filter" not in selection):
        raise NothingToChange
    what = {"selection": dict(selection), "values": dict(values), "asked_by_id": by.id}
    with transaction.atomic():
        wait_for_first(what=f"change {current_organisation().pk} {by.id}")
        first = BulkChange.objects.filter(**what, asked_at__range=about(at)).order_by("asked_at").first()
        if first:
            return first
        change = BulkChange(**what, asked_by_name=by.name, asked_at=at)
        _queue("fleet.change_devices", change, by=by, at=at)
        change.save(force_insert=True)
    return change


def ask_to_undo(*, change: BulkChange, by: Actor, at: datetime) -> None:
    """Queue that the changed devices get back what they had.

    Raises: PermissionRefused; ChangeNotThere.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    with transaction.atomic():
        held = BulkChange.objects.select_for_update().get(pk=change.pk)
        if not held.may_be_undone:
            raise ChangeNotThere
        _queue("fleet.undo_change", held, by=by, at=at)
        held.save(update_fields=["job_id"])


def _queue(kind: str, change: BulkChange, *, by: Actor, at: datetime) -> None:
    arguments = {"change": str(change.pk), "role": by.role}
    job = enqueue_job(kind=kind, organisation_id=current_organisation().pk, arguments=arguments, by=by, at=at)
    change.job_id = job.pk

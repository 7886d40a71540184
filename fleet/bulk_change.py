"""One change to many devices in one statement, and the same taken back from their history.

A device in a buy-back offer stays as it is: the offer names what was declared.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from fleet.models import BulkChange
from fleet.models.device import DeviceQuerySet
from fleet.selection import select_devices
from fleet.staging import lock_fleet

# What may be said of many devices at once, and the column that keeps it.
CHANGEABLE = {"site": "site_id", "cost_centre": "cost_centre", "owner": "owner", "grade": "grade", "lock": "lock"}


def count_reached(devices: DeviceQuerySet) -> Mapping[str, int]:
    """How many devices a selection reaches, and how many of them an offer holds; one query."""
    return devices.aggregate(devices=Count("pk"), in_offer=Count("pk", filter=Q(offer_id__isnull=False)))


def make_change(change: BulkChange, *, at: datetime) -> None:
    """Write the values on the devices of the selection that are free and have other ones; three statements.

    Raises: UnreadableSelection.
    """
    values = {CHANGEABLE[name]: value for name, value in change.values.items()}
    with connection.cursor() as cursor:
        lock_fleet(cursor)
    devices = select_devices(change.selection)
    reached = devices.count()
    has_them = _holds(values)
    change.unchanged = devices.filter(has_them, offer_id__isnull=True).count()
    change.changed = devices.filter(~has_them, offer_id__isnull=True).update(**values, changed_at=at)
    change.in_offer = reached - change.unchanged - change.changed
    change.made_at = at


def _holds(values: Mapping[str, Any]) -> Q:
    """Devices that have all these values: NULL is a value like another."""
    held = Q()
    for name, value in values.items():
        unknown = Q(**{f"{name}__isnull": True})
        held &= unknown if value is None else Q(**{name: value}) & ~unknown
    return held


def take_change_back(change: BulkChange, *, at: datetime) -> None:
    """Give the devices what they had before; those that an offer or another change has touched since stay."""
    restored = ", ".join(f"{CHANGEABLE[name]} = before.{CHANGEABLE[name]}" for name in change.values)
    with connection.cursor() as cursor:
        lock_fleet(cursor)
        cursor.execute(_RESTORE.format(restored=restored), {"made_at": change.made_at, "at": at})
        change.restored = cursor.rowcount


_RESTORE = """
    WITH touched AS (
        SELECT id FROM fleet_device WHERE changed_at = %(made_at)s AND offer_id IS NULL
    ), before AS (
        SELECT DISTINCT ON (version.pgh_obj_id) version.*
        FROM touched JOIN fleet_devicehistory version ON version.pgh_obj_id = touched.id
        WHERE version.changed_at < %(made_at)s
        ORDER BY version.pgh_obj_id, version.pgh_id DESC
    )
    UPDATE fleet_device device SET {restored}, changed_at = %(at)s
    FROM before
    WHERE device.id = before.pgh_obj_id AND device.changed_at = %(made_at)s AND device.offer_id IS NULL
"""

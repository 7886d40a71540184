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

# What may be said of many devices at once, and the columns that keep it.
CHANGEABLE: Mapping[str, tuple[str, ...]] = {
    "site": ("site_id",),
    "cost_centre": ("cost_centre",),
    "owner": ("owner",),
    "funding": ("funding",),
    "grant_name": ("grant_name",),
    "restricted_until_year": ("restricted_until_year",),
    "grade": ("grade",),
    "lock": ("lock",),
    "gone": ("gone_at", "gone_by_id", "gone_by_name"),
}


def count_reached(devices: DeviceQuerySet) -> Mapping[str, int]:
    """How many devices a selection reaches, and how many of them an offer holds; one query."""
    return devices.aggregate(devices=Count("pk"), in_offer=Count("pk", filter=Q(offer_id__isnull=False)))


def make_change(change: BulkChange, *, at: datetime) -> None:
    """Write the values on the devices of the selection that are free and have other ones; three statements.

    Raises: UnreadableSelection.
    """
    values = _columns(change, at)
    with connection.cursor() as cursor:
        lock_fleet(cursor)
    devices = select_devices(change.selection)
    reached = devices.count()
    has_them = _holds(change.values)
    change.unchanged = devices.filter(has_them, offer_id__isnull=True).count()
    change.changed = devices.filter(~has_them, offer_id__isnull=True).update(**values, changed_at=at)
    change.in_offer = reached - change.unchanged - change.changed
    change.made_at = at


def _columns(change: BulkChange, at: datetime) -> dict[str, Any]:
    """What is written in each column; what is gone says since when and by whose word."""
    values: dict[str, Any] = {CHANGEABLE[name][0]: value for name, value in change.values.items() if name != "gone"}
    if "gone" in change.values:
        said = (at, change.asked_by_id, change.asked_by_name) if change.values["gone"] else (None, "", "")
        values |= dict(zip(CHANGEABLE["gone"], said, strict=True))
    return values


def _holds(values: Mapping[str, Any]) -> Q:
    """Devices that have all these values: NULL is a value like another."""
    held = Q()
    for name, value in values.items():
        column = CHANGEABLE[name][0]
        unknown = Q(**{f"{column}__isnull": True})
        if name == "gone":
            held &= ~unknown if value else unknown
        else:
            held &= unknown if value is None else Q(**{column: value}) & ~unknown
    return held


def take_change_back(change: BulkChange, *, at: datetime) -> None:
    """Give the devices what they had before; those that an offer or another change has touched since stay."""
    columns = [column for name in change.values for column in CHANGEABLE[name]]
    restored = ", ".join(f"{column} = before.{column}" for column in columns)
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

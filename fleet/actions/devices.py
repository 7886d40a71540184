"""Adding one device by hand, and changing one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fleet.fleet_changed import tell_fleet_changed
from fleet.models import Device, Site
from fleet.staging import lock_fleet
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

FREE_IN_OFFER = ("site_id", "cost_centre")  # an offer names what was declared; where it stands and who pays it does not
_NUMBERS = ("serial", "imei", "asset_tag")


class DeviceThere(Exception):
    """The fleet has this device already: which one it is."""

    def __init__(self, device: Device) -> None:
        self.device = device
        super().__init__(_("Your fleet has this device already: %(device)s.") % {"device": device})


class DeviceTouched(Exception):
    """Somebody or something has changed the device since it was looked at."""

    def __init__(self) -> None:
        super().__init__(_("This device was changed meanwhile. Look at it again, then make your change."))


class DeviceOffered(Exception):
    """The device stands in a buy-back offer, which names what was declared of it."""

    def __init__(self) -> None:
        super().__init__(_("This device stands in a buy-back offer: only its site and cost centre can be changed."))


def add_device(*, facts: Mapping[str, Any], site: str, by: Actor, at: datetime) -> Device:
    """Bring one device into the fleet, at the site of this name; a name nobody knows makes a site.

    Raises: PermissionRefused; DeviceThere.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        device = Device(**facts, created_at=at, changed_at=at)
        _refuse_twice(device)
        device.site = _site_named(site)
        device.save(force_insert=True)
        _tell(device, verb="device.added", by=by, at=at)
    return device


def change_device(
    *, device: Device, seen_at: datetime | None, facts: Mapping[str, Any], site: str | None, by: Actor, at: datetime
) -> Device:
    """Write the facts on the device as it was seen, and the site unless that is None; nothing new is no change.

    Raises: PermissionRefused; DeviceTouched; DeviceOffered; DeviceThere.
    """
    check_may(by.role, Permission.FLEET_CHANGE)
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        held = Device.objects.in_fleet().select_for_update().filter(pk=device.pk).first()
        if held is None or held.changed_at != seen_at:
            raise DeviceTouched
        new = {name: value for name, value in facts.items() if getattr(held, name) != value}
        if site is not None and (placed := _site_named(site)) != held.site:
            new["site_id"] = placed.pk if placed else None
        if held.offer_id and not new.keys() <= set(FREE_IN_OFFER):
            raise DeviceOffered
        for name, value in new.items():
            setattr(held, name, value)
        if not new.keys().isdisjoint(_NUMBERS):
            _refuse_twice(held)
        if new:
            held.changed_at = at
            held.save(update_fields=[*new, "changed_at"])
            _tell(held, verb="device.changed", by=by, at=at, fields=sorted(new))
    return held


def _refuse_twice(device: Device) -> None:
    """Look for another device that is the same by its numbers, or by its asset tag where it has no other."""
    same = Q()
    for name in ("imei", "serial"):
        same |= Q(**{name: number}) if (number := getattr(device, name)) else Q()
    there = Device.objects.filter(same or Q(asset_tag=device.asset_tag)).exclude(pk=device.pk)
    if other := there.order_by("created_at", "pk").first():
        raise DeviceThere(other)


def _site_named(name: str) -> Site | None:
    """The site of this name, made where there is none; a list finds it by the same key."""
    plain = " ".join(name.split())
    if not plain:
        return None
    site, _created = Site.objects.get_or_create(sort_key=plain.lower(), defaults={"name": plain})
    return site.merged_into or site


def _tell(device: Device, *, verb: str, by: Actor, at: datetime, fields: list[str] | None = None) -> None:
    record_event(subject=device, verb=verb, by=by, at=at, data={"fields": fields} if fields else None)
    tell_fleet_changed(device=str(device.pk), by=by, at=at)

"""A device's history: what changed, from what to what, when, and by which upload or deed it came."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, cast

from django.apps import apps
from django.db.models import Field, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from b2b_portal.lib.templatetags.formats import NOTHING, day, number
from catalogue.condition import Defect
from fleet.models import Device, Upload
from fleet.states import UploadState
from records.models import Event

MOST = 50
# What a reader follows; the columns beside them (evidence, category, folded names) follow from these.
FOLLOWED = (
    "serial", "imei", "imei2", "asset_tag", "model_label", "storage_gb", "ram_gb", "purchased_on", "age_from_on",
    "site_id", "cost_centre", "owner", "lessor", "lease_reference", "lease_ends_on",
    "purchase_amount", "funding", "grant_name", "restricted_until_year", "grade", "functional_state",
    "lock", "battery_health", "cracked", "has_charger", "defects", "gone_at",
)  # fmt: skip

# A change to many devices does not name each of them: the instant that they bear tells.
_ANYTHING = ""
_ITSELF = "device"
_BULK: Mapping[str, Callable[[], str]] = {
    "offer.revised": lambda: _("Condition declared in a buy-back offer"),
    "devices.changed": lambda: _("Changed together with other devices"),
    "devices.moved": lambda: _("Moved as its site was merged with another"),
    "devices.change_undone": lambda: _("Given back as it was before a change to many devices"),
}
_ONE: Mapping[str, Callable[[], str]] = {
    "device.added": lambda: _("Added by hand"),
    "device.changed": lambda: _("Changed by hand"),
}


@dataclass(frozen=True)
class Change:
    """One fact: `before` and `after` as a reader sees them."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened to the device."""

    at: datetime
    title: str
    by: str = ""
    sign: str = "edit"
    tone: str = "secondary"
    changes: Sequence[Change] = field(default_factory=tuple)


@dataclass(frozen=True)
class Versions:
    """The last versions of a device, oldest first and itself the last; `is_whole`: its first one is among them."""

    rows: Sequence[Any]
    is_whole: bool

    @property
    def device(self) -> Device:
        """The device as it is."""
        device: Device = self.rows[-1]
        return device


def versions_of(device: Device) -> Versions:
    """Return the device, the last fifty versions of it that were replaced, and the one before them; one query."""
    kept = apps.get_model("fleet", "DeviceHistory").objects.filter(pgh_obj_id=device.pk)
    replaced = list(kept.select_related("site", "last_upload").order_by("-pgh_id")[:MOST])
    return Versions([*replaced[::-1], device], is_whole=len(replaced) < MOST)


def history_of(device: Device, *, versions: Versions | None = None) -> list[Happening]:
    """What happened to the device, from its last fifty versions, the latest first; two queries."""
    versions = versions or versions_of(device)
    deeds = _deeds(versions)
    happenings = [_arrival(versions.rows[0], deeds)] if versions.is_whole else []
    happenings += [told for before, after in pairwise(versions.rows) if (told := _change(before, after, deeds))]
    return happenings[::-1]


def _arrival(version: Any, deeds: dict[tuple[str, datetime], Event]) -> Happening:
    upload, typed = version.last_upload, deeds.get((_ITSELF, version.created_at))
    plain = _ONE[typed.verb]() if typed else _("Added to the fleet")
    return Happening(
        at=version.created_at,
        title=_("Added from %(file)s") % {"file": upload.filename} if upload else plain,
        by=upload.committed_by_name if upload else typed.by_name if typed else "",
        sign="plus",
        tone="green",
    )


def _change(before: Any, after: Any, deeds: dict[tuple[str, datetime], Event]) -> Happening | None:
    """What happened between two versions; None when nothing that a reader follows has changed."""
    if before.offer_id != after.offer_id:
        return _offer_change(before, after, deeds)
    changes = tuple(_changes(before, after))
    if not changes:
        return None
    if undone := _undoing(before, after, deeds):
        return Happening(
            at=after.changed_at,
            title=_("Given back as it was before %(file)s") % {"file": undone.subject_label},
            by=undone.by_name,
            sign="arrow-back-up",
            changes=changes,
        )
    if before.gone_at and not after.gone_at and before.last_upload_id != after.last_upload_id:
        return Happening(
            at=after.changed_at,
            title=_("There again: named by %(file)s") % {"file": after.last_upload.filename},
            by=after.last_upload.committed_by_name,
            tone="green",
            changes=changes,
        )
    if bulk := deeds.get((_ANYTHING, after.changed_at)):
        return Happening(at=after.changed_at, title=_BULK[bulk.verb](), by=bulk.by_name, tone="blue", changes=changes)
    if typed := deeds.get((_ITSELF, after.changed_at)):
        return Happening(at=after.changed_at, title=_ONE[typed.verb](), by=typed.by_name, tone="blue", changes=changes)
    upload = after.last_upload if before.last_upload_id != after.last_upload_id else None
    return Happening(
        at=after.changed_at,
        title=_("Changed by %(file)s") % {"file": upload.filename} if upload else _("Changed"),
        by=upload.committed_by_name if upload else "",
        sign="edit",
        tone="blue",
        changes=changes,
    )


def _changes(before: Any, after: Any) -> Iterator[Change]:
    for name in FOLLOWED:
        if getattr(before, name) != getattr(after, name):
            yield Change(
                _("Site") if name == "site_id" else _field(name).verbose_name, _shown(before, name), _shown(after, name)
            )


def _shown(version: Any, name: str) -> str:
    value = getattr(version, name)
    if value in (None, "", []):
        return NOTHING
    if name == "site_id":
        return str(version.site or NOTHING)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number(value, 2)
    if isinstance(value, list):
        return ", ".join(str(dict(Defect.choices).get(one, one)) for one in value)
    return str(dict(_field(name).flatchoices).get(value, value))


def _field(name: str) -> "Field[Any, Any]":
    return cast("Field[Any, Any]", Device._meta.get_field(name))


def _deeds(versions: Versions) -> dict[tuple[str, datetime], Event]:
    """The events behind the versions, by subject and instant: its own, of offers and of uploads taken back, of many."""
    device = str(versions.device.pk)
    subjects = {str(version.offer_id) for version in versions.rows if version.offer_id}
    subjects |= {str(version.last_upload_id) for version in versions.rows if _is_undone(version.last_upload)}
    at_once = Q(verb__in=_BULK, at__in=[version.changed_at for version in versions.rows])
    events = Event.objects.filter(at_once | Q(subject_id__in={device, *subjects})).order_by("at")
    names = {device: _ITSELF}
    return {
        (_ANYTHING if event.verb in _BULK else names.get(event.subject_id, event.subject_id), event.at): event
        for event in events
    }


def _is_undone(upload: Upload | None) -> bool:
    return upload is not None and upload.state == UploadState.UNDONE


def _undoing(before: Any, after: Any, deeds: dict[tuple[str, datetime], Event]) -> Event | None:
    """The event by which `before`'s upload was taken back, when that is what made `after`."""
    deed = deeds.get((str(before.last_upload_id), after.changed_at))
    return deed if deed and deed.verb == "upload.undone" else None


def _offer_change(before: Any, after: Any, deeds: dict[tuple[str, datetime], Event]) -> Happening:
    deed = deeds.get((str(after.offer_id or before.offer_id), after.changed_at))
    number = {"offer": deed.subject_label if deed else ""}
    title = _("Put into the buy-back offer %(offer)s") if after.offer_id else _("Released from the offer %(offer)s")
    return Happening(
        at=after.changed_at,
        title=(title % number).strip(),
        by=deed.by_name if deed else "",
        sign="tag" if after.offer_id else "arrow-back-up",
        tone="blue" if after.offer_id else "secondary",
    )

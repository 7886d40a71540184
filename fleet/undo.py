"""Taking an upload out of the fleet again: the devices it brought go, those it changed get back what they had.

What they had stands in their history: the last replaced version that is not this upload's. Nothing is taken back while
an offer or a later file relies on it. Sites stay, for the history names them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fleet.counted_lots import HELD, take_lots_back
from fleet.merging import MERGED
from fleet.models import Upload
from fleet.staging import lock_fleet
from records.models import Event
from tenants.actions import sort_key

NAMED = 5  # offers or files that a refusal names; the others are counted


@dataclass(frozen=True)
class Holder:
    """An offer or a file that relies on devices of the upload, and on how many."""

    label: str
    devices: int


class UploadHeld(Exception):
    """Offers or later files rely on devices of this upload: what they are, and how many devices."""

    def __init__(self, *, offers: Sequence[Holder], uploads: Sequence[Holder]) -> None:
        self.offers, self.uploads = tuple(offers), tuple(uploads)
        sentences = [_("This import cannot be undone.")]
        if offers:
            count = sum(holder.devices for holder in offers)
            sentence = ngettext(
                "%(count)d of its devices is or was in a buy-back offer: %(names)s.",
                "%(count)d of its devices are or were in a buy-back offer: %(names)s.",
                count,
            )
            sentences.append(sentence % {"count": count, "names": _names(offers)})
        if uploads:
            count = sum(holder.devices for holder in uploads)
            sentence = ngettext(
                "%(count)d of its devices was changed by a later file: %(names)s. Undo that one first.",
                "%(count)d of its devices were changed by a later file: %(names)s. Undo that one first.",
                count,
            )
            sentences.append(sentence % {"count": count, "names": _names(uploads)})
        super().__init__(" ".join(sentences))


def refuse_if_held(*, upload_id: UUID) -> None:
    """Look whether the upload can be taken back as things stand; four queries at most.

    Raises: UploadHeld.
    """
    parameters = {"upload": upload_id}
    with connection.cursor() as cursor:
        cursor.execute(_HELD_BY_OFFERS, parameters)
        offers = dict(cursor.fetchall())
        cursor.execute(_HELD_BY_UPLOADS, parameters)
        uploads = dict(cursor.fetchall())
    if offers or uploads:
        raise UploadHeld(offers=_offers(offers), uploads=_uploads(uploads))


def take_back(*, upload_id: UUID, at: datetime) -> dict[str, int]:
    """Remove what the upload brought and give back what it changed; a fixed number of statements, all or nothing.

    Raises: UploadHeld, and nothing is changed.
    """
    parameters: dict[str, Any] = {"upload": upload_id, "at": at}
    with connection.cursor() as cursor:
        lock_fleet(cursor)
        cursor.execute(_LOCK, parameters)
        refuse_if_held(upload_id=upload_id)
        cursor.execute(_REMOVE, parameters)
        removed = cursor.rowcount
        cursor.execute(_LABELS, parameters)
        labels = [label for (label,) in cursor.fetchall()]
        cursor.execute(_RESTORE, {**parameters, "labels": labels, "sorts": [sort_key(label) for label in labels]})
        restored = cursor.rowcount
        lots_removed, lots_restored = take_lots_back(cursor, parameters)
    return {"removed": removed + lots_removed, "restored": restored + lots_restored}


# `created` tells the devices that go from those that get their values back.
_TOUCHED = """
    touched AS (
        SELECT id, true AS created FROM fleet_device WHERE first_upload_id = %(upload)s
        UNION ALL
        SELECT device.id, false FROM fleet_uploadrow row JOIN fleet_device device ON device.id = row.device_id
        WHERE row.upload_id = %(upload)s AND row.outcome = 'update'
          AND device.first_upload_id IS DISTINCT FROM %(upload)s
    )
"""
_BEFORE = f"""
    {_TOUCHED}, before AS (
        SELECT DISTINCT ON (version.pgh_obj_id) version.*
        FROM touched JOIN fleet_devicehistory version ON version.pgh_obj_id = touched.id
        WHERE NOT touched.created AND version.last_upload_id IS DISTINCT FROM %(upload)s
        ORDER BY version.pgh_obj_id, version.pgh_id DESC
    )
"""

# In the order in which an offer takes its devices, or the two could wait for each other.
_LOCK = f"""
    WITH {_TOUCHED}
    SELECT count(*) FROM (
        SELECT 1 FROM fleet_device WHERE id IN (SELECT id FROM touched) ORDER BY model_sort, id FOR UPDATE
    ) held
"""

# A changed device is held by the offer it stands in. A new one also by any it ever stood in: the offer's lines name it.
_HELD_BY_OFFERS = f"""
    WITH {_TOUCHED}, held AS (
        SELECT device.offer_id, device.id FROM touched JOIN fleet_device device ON device.id = touched.id
        WHERE device.offer_id IS NOT NULL
        UNION
        SELECT version.offer_id, touched.id
        FROM touched JOIN fleet_devicehistory version ON version.pgh_obj_id = touched.id
        WHERE touched.created AND version.offer_id IS NOT NULL
    )
    SELECT offer_id, count(*) FROM held GROUP BY offer_id
"""

# Changed since by another file, or another file's device bears the number that would be given back.
_HELD_BY_UPLOADS = f"""
    WITH {_BEFORE}, changed AS (
        SELECT before.* FROM before JOIN fleet_device device ON device.id = before.pgh_obj_id
        WHERE (before.serial, before.imei) <> (device.serial, device.imei)
    ), held AS (
        SELECT device.last_upload_id, device.id FROM touched JOIN fleet_device device ON device.id = touched.id
        WHERE device.last_upload_id IS DISTINCT FROM %(upload)s
        UNION
        SELECT other.last_upload_id, other.id FROM changed
        JOIN fleet_device other ON other.serial <> '' AND other.serial = changed.serial
        WHERE other.id <> changed.pgh_obj_id AND other.last_upload_id IS DISTINCT FROM %(upload)s
        UNION
        SELECT other.last_upload_id, other.id FROM changed
        JOIN fleet_device other ON other.imei <> '' AND other.imei = changed.imei
        WHERE other.id <> changed.pgh_obj_id AND other.last_upload_id IS DISTINCT FROM %(upload)s
        UNION
        {HELD}
    )
    SELECT last_upload_id, count(*) FROM held GROUP BY last_upload_id
"""

_REMOVE = "DELETE FROM fleet_device WHERE first_upload_id = %(upload)s"

_LABELS = f"WITH {_BEFORE} SELECT DISTINCT model_label FROM before"

# The history does not keep how labels sort, so that comes with them.
_GIVEN_BACK = [name for name in MERGED if name != "model_sort"]
_RESTORE = f"""
    WITH {_BEFORE}
    UPDATE fleet_device device SET
        {", ".join(f"{name} = before.{name}" for name in _GIVEN_BACK)}, site_id = before.site_id,
        model_sort = sorted.sort, last_upload_id = before.last_upload_id, changed_at = %(at)s
    FROM before JOIN unnest(%(labels)s::text[], %(sorts)s::text[]) AS sorted(label, sort)
        ON sorted.label = before.model_label
    WHERE device.id = before.pgh_obj_id
"""


def _offers(held: dict[UUID, int]) -> list[Holder]:
    """Named by the events that tell of them: the fleet does not know what an offer is."""
    if not held:
        return []
    named = dict(Event.objects.filter(subject_id__in=map(str, held)).values_list("subject_id", "subject_label"))
    return _largest_first(Holder(named.get(str(offer), str(offer)), devices) for offer, devices in held.items())


def _uploads(held: dict[UUID | None, int]) -> list[Holder]:
    named: dict[UUID | None, str] = (
        dict(Upload.objects.filter(pk__in=filter(None, held)).values_list("pk", "filename")) if held else {}
    )
    return _largest_first(Holder(named.get(upload, "–"), devices) for upload, devices in held.items())


def _largest_first(holders: Iterable[Holder]) -> list[Holder]:
    return sorted(holders, key=lambda holder: (-holder.devices, holder.label))


def _names(holders: Sequence[Holder]) -> str:
    names = ", ".join(holder.label for holder in holders[:NAMED])
    more = len(holders) - NAMED
    return _("%(names)s and %(count)d more") % {"names": names, "count": more} if more > 0 else names

"""A file that was read before is not read again: as long as nobody has changed its rows, they are taken over."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import connection

from catalogue.models import CatalogueRevision
from fleet import intake
from fleet.models import NamedModel, RememberedColumn, RememberedWord, Upload
from fleet.models.device import FACTS
from fleet.staging import COUNT_STAGED
from fleet.states import UploadState

_COLUMNS = ("row_number", "raw", "problems", "site_name", "quantity", "lot_key", *FACTS)
_NAMES = ", ".join(_COLUMNS)
_ROWS = ", ".join(f"row.{name}" for name in _COLUMNS)

# What the fleet knows by these numbers is most likely as the file says, for it came by the same file.
_TAKE_OVER = f"""
    INSERT INTO fleet_uploadrow (upload_id, outcome, device_id, {_NAMES})
    SELECT %(upload)s,
           CASE WHEN row.outcome = 'refuse' THEN 'refuse' WHEN device.id IS NULL THEN 'create' ELSE 'leave' END,
           device.id, {_ROWS}
    FROM fleet_uploadrow row
    LEFT JOIN fleet_device by_imei ON row.imei <> '' AND by_imei.imei = row.imei AND by_imei.imei <> ''
    LEFT JOIN fleet_device by_serial ON row.serial <> '' AND by_serial.serial = row.serial AND by_serial.serial <> ''
    LEFT JOIN LATERAL (SELECT coalesce(by_imei.id, by_serial.id) AS id WHERE row.outcome <> 'refuse') device ON true
    WHERE row.upload_id = %(earlier)s
"""
_TAKEN = ("profile", "encoding", "delimiter", "sheet", "header_row", "mapping")


def reading_key(upload: Upload) -> str:
    """Return what decides how the file is read: its bytes, the code, the catalogue, what the organisation has said."""
    said = (
        sorted(RememberedColumn.objects.as_mapping().items()),
        sorted(NamedModel.objects.as_names().items()),
        sorted(RememberedWord.objects.values_list("code", "word_key", "text")),
    )
    parts = (upload.sha256, _code(), str(CatalogueRevision.objects.current()), json.dumps(said))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_before(upload: Upload) -> Upload | None:
    """The last upload of the same bytes, read as they would be read now, whose rows nobody has changed."""
    same = Upload.objects.filter(sha256=upload.sha256, reading_key=reading_key(upload)).exclude(pk=upload.pk)
    return same.exclude(state=UploadState.DISCARDED).latest_first().first()


def take_over(*, earlier: Upload, upload: Upload) -> None:
    """Stage the rows of `earlier` for `upload`, and say of it how it was read."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM fleet_uploadrow WHERE upload_id = %s", [upload.pk])
        cursor.execute(_TAKE_OVER, {"earlier": earlier.pk, "upload": upload.pk})
        cursor.execute(COUNT_STAGED)


def how_it_was_read(earlier: Upload) -> dict[str, Any]:
    """The fields of an upload that say how its file was read."""
    return {name: getattr(earlier, name) for name in _TAKEN}


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of the code that reads."""
    digest = hashlib.sha256()
    for folder in intake.__path__:
        for path in sorted(Path(folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()

"""Putting a row of a checked file right, before it reaches the fleet."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fleet.intake.fields import FIELDS
from fleet.intake.layout import RowLayout, UsedColumn
from fleet.models import Upload, UploadRow
from fleet.rereading import Rereading, layout_of, with_doubles
from fleet.rows_checked import tell_rows_checked
from fleet.states import UploadState
from records.events import record_event
from records.transitions import StateChanged
from tenants.actor import Actor
from tenants.permissions import Permission, check_may


def correct_row(*, upload: Upload, row: UploadRow, cells: Mapping[str, str], by: Actor, at: datetime) -> UploadRow:
    """Read the row again with these cells, by their column's label, and compare it with the fleet.

    Raises: PermissionRefused; StateChanged, when the upload is no longer waiting to be confirmed.
    """
    check_may(by.role, Permission.FLEET_UPLOAD)
    labels = {column.label for column in correctable(layout_of(upload))}
    changed = {label: text.strip() for label, text in cells.items() if label in labels}
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.state != UploadState.CHECKED:
            raise StateChanged(upload)
        mended = sorted(label for label, text in changed.items() if text != row.raw.get(label, ""))
        rereading = Rereading(upload=locked, answers=locked.answers.all())
        numbers = with_doubles(upload=locked, numbers=[row.row_number])
        rereading.read(numbers=numbers, cells={row.row_number: {**row.raw, **changed}})
        rereading.take_place(locked)
        record_event(
            subject=locked, verb="upload.corrected", by=by, at=at, data={"row": row.row_number, "columns": mended}
        )
        tell_rows_checked(locked, by=by, at=at)
    row.refresh_from_db()
    return row


def correctable(layout: RowLayout) -> list[UsedColumn]:
    """The columns whose cells were kept, and can be put right."""
    return [column for column in layout.columns if FIELDS[column.field].kept]

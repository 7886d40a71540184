"""Putting a row of a checked file right, before it reaches the fleet."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fleet.identification import catalogue_index, known_models
from fleet.intake.correcting import read_again, still_true
from fleet.intake.fields import FIELDS
from fleet.intake.layout import RowLayout, UsedColumn, lay_out
from fleet.intake.mapping import Mapping as ColumnMapping
from fleet.intake.problems import RowProblem
from fleet.models import NamedModel, Upload, UploadRow
from fleet.staging import compare_with_fleet, facts_of, problem_to_json
from fleet.states import UploadState
from fleet.summary import count_again
from records.events import record_event
from records.transitions import StateChanged
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

# What is read of columns whose words are not kept: a correction leaves it as it was.
_CLOSED_FACTS = ("owner", "grade", "functional_state", "lock")
_PROVE_DATES = 5_000  # rows that tell how a file writes its dates


def correct_row(*, upload: Upload, row: UploadRow, cells: Mapping[str, str], by: Actor, at: datetime) -> UploadRow:
    """Read the row again with these cells, by their column's label, and compare it with the fleet.

    Raises: PermissionRefused; StateChanged, when the upload is no longer waiting to be confirmed.
    """
    check_may(by.role, Permission.FLEET_UPLOAD)
    layout = layout_of(upload)
    labels = {column.label for column in correctable(layout)}
    changed = {label: text.strip() for label, text in cells.items() if label in labels}
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.state != UploadState.CHECKED:
            raise StateChanged(upload)
        mended = sorted(label for label, text in changed.items() if text != row.raw.get(label, ""))
        _read_again(row, {**row.raw, **changed}, layout)
        doubles = UploadRow.objects.of(upload).filter(
            problems__contains=[{"code": "duplicate_in_file", "hint": str(row.row_number)}]
        )
        for double in doubles.exclude(pk=row.pk):
            _read_again(double, double.raw, layout)
        compare_with_fleet(upload_id=upload.pk)
        count_again(locked)
        record_event(
            subject=locked, verb="upload.corrected", by=by, at=at, data={"row": row.row_number, "columns": mended}
        )
    row.refresh_from_db()
    return row


def layout_of(upload: Upload) -> RowLayout:
    """How the file is read, by its columns and the rows that are staged."""
    mapping = ColumnMapping.from_json(upload.mapping)
    labels = {column.index: column.label for column in lay_out(mapping=mapping, rows=()).columns}
    raws = upload.rows.in_file_order().values_list("row_number", "raw")[:_PROVE_DATES]
    return lay_out(mapping=mapping, rows=_as_written(raws, labels, width=len(mapping.columns)))


def correctable(layout: RowLayout) -> list[UsedColumn]:
    """The columns whose cells were kept, and can be put right."""
    return [column for column in layout.columns if FIELDS[column.field].kept]


def _as_written(
    raws: Iterable[tuple[int, dict[str, str]]], labels: Mapping[int, str], *, width: int
) -> Iterable[tuple[int, list[str]]]:
    for row_number, raw in raws:
        yield row_number, [raw.get(labels.get(index, ""), "") for index in range(width)]


def _read_again(row: UploadRow, raw: Mapping[str, str], layout: RowLayout) -> None:
    read = read_again(
        row_number=row.row_number,
        raw=raw,
        layout=layout,
        index=catalogue_index(),
        own_names=NamedModel.objects.as_names(),
    )
    facts = facts_of(read, known_models())
    closed = [column.header for column in layout.columns if not FIELDS[column.field].kept]
    problems = [*read.parsed.problems, *still_true(row.problems, closed_columns=closed)]
    is_refused = read.parsed.is_refused
    if not is_refused and (first := _first_of_the_same(row, facts)):
        problems.append(RowProblem(code="duplicate_in_file", value=facts["serial"] or facts["imei"], hint=str(first)))
        is_refused = True
    row.raw, row.problems = read.raw, [problem_to_json(problem) for problem in problems]
    row.site_name, row.outcome, row.device_id = read.parsed.site, "refuse" if is_refused else "create", None
    for name, value in facts.items():
        if name not in _CLOSED_FACTS:
            setattr(row, name, value)
    row.save()


def _first_of_the_same(row: UploadRow, facts: Mapping[str, Any]) -> int | None:
    """The number of another row of the file that is the same device and will be imported, if there is one."""
    others = UploadRow.objects.filter(upload_id=row.upload_id).exclude(pk=row.pk).exclude(outcome="refuse")
    for name in ("imei", "serial"):
        if facts[name]:
            found = others.filter(**{name: facts[name]}).order_by("row_number").values_list("row_number", flat=True)
            if found:
                return int(found[0])
    return None

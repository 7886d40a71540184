"""Rows that are not imported with the others: they go on as an upload of their own, in which nothing is lost.

The rows move, they are not copied: each stands in one upload, and no device comes into the fleet twice.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.templatetags.formats import number
from fleet.intake.fields import DATES
from fleet.intake.group_fixes import QUESTIONS
from fleet.models import Upload
from fleet.models.upload_row import Outcome, UploadRowQuerySet
from fleet.rereading import layout_of
from fleet.rows_checked import tell_rows_checked
from fleet.same_file import how_it_was_read
from fleet.states import UploadState
from fleet.summary import count_again
from fleet.upload_counts import counts_of
from records.events import record_event
from records.open_cases import note_if_case
from tenants.actor import Actor


class Keep(StrEnum):
    REFUSED = "refused"  # the rows that cannot be imported
    QUESTIONS = "questions"  # these, and the rows that something is still asked about


class NothingToKeep(Exception):
    """The upload would stay whole: no row is left for one of the two parts."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to keep apart: import the rows, or put the others right first."))


@dataclass(frozen=True, kw_only=True)
class Division:
    """What may be kept, how many rows that are, and how many of the others change the fleet."""

    keep: Keep
    rows: int
    imported: int


_IMPORTED = Q(outcome__in=(Outcome.CREATE, Outcome.UPDATE))

# An answer goes with the rows that it served: to either upload, or to both.
_GIVE_ANSWERS = """
    INSERT INTO fleet_uploadanswer (upload_id, code, "column", value, text, row_numbers, is_remembered,
                                    answered_at, answered_by_id, answered_by_name)
    SELECT %(part)s, code, "column", value, text, served.numbers, is_remembered,
           answered_at, answered_by_id, answered_by_name
    FROM fleet_uploadanswer answer CROSS JOIN LATERAL (
        SELECT array_agg(row.row_number ORDER BY row.row_number) AS numbers
        FROM unnest(answer.row_numbers) number
        JOIN fleet_uploadrow row ON row.upload_id = %(part)s AND row.row_number = number
    ) served
    WHERE answer.upload_id = %(upload)s AND served.numbers IS NOT NULL
"""
_LEAVE_ANSWERS = """
    UPDATE fleet_uploadanswer answer SET row_numbers = array(
        SELECT number FROM unnest(answer.row_numbers) number
        JOIN fleet_uploadrow row ON row.upload_id = answer.upload_id AND row.row_number = number ORDER BY number)
    WHERE answer.upload_id = %(upload)s;
    DELETE FROM fleet_uploadanswer WHERE upload_id = %(upload)s AND row_numbers = '{}'
"""


def divisions_of(upload: Upload) -> list[Division]:
    """The ways in which a checked upload may be divided; one query."""
    counts = counts_of(upload)
    asked = upload.rows.asked_about(QUESTIONS).exclude(outcome=Outcome.REFUSE)
    found = asked.aggregate(rows=Count("pk"), imported=Count("pk", filter=_IMPORTED))
    refused = counts.refused or 0
    divisions = [Division(keep=Keep.REFUSED, rows=refused, imported=counts.importable)] if refused else []
    if found["rows"]:
        clean = counts.importable - found["imported"]
        divisions.append(Division(keep=Keep.QUESTIONS, rows=refused + found["rows"], imported=clean))
    return [division for division in divisions if division.imported]


def keep_rows(*, upload: Upload, keep: Keep, by: Actor, at: datetime) -> Upload:
    """Move the rows to keep into an upload of their own, with the answers that served them.

    Inside the caller's transaction, with the upload locked. Raises: NothingToKeep.
    """
    if keep not in {division.keep for division in divisions_of(upload)}:
        raise NothingToKeep
    upload.date_orders, upload.reading_key = _date_orders(upload), ""
    upload.save(update_fields=["date_orders", "reading_key"])
    kept = _kept(upload.rows.all(), keep)
    part = _part_of(upload, rows=kept.count(), by=by, at=at)
    kept.update(upload=part)
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_ANSWERS, {"upload": upload.pk, "part": part.pk})
        cursor.execute(_LEAVE_ANSWERS, {"upload": upload.pk})
    for counted in (upload, part):
        count_again(counted)
    told = {"from": str(upload.pk), "rows": part.summary["rows"]}
    record_event(subject=part, verb="upload.kept", by=by, at=at, to_state=part.state, data=told)
    note_if_case(part, at=at)
    tell_rows_checked(part, by=by, at=at)
    return part


def _kept(rows: UploadRowQuerySet, keep: Keep) -> UploadRowQuerySet:
    refused = rows.filter(outcome=Outcome.REFUSE)
    return refused if keep is Keep.REFUSED else refused | rows.asked_about(QUESTIONS)


def _part_of(upload: Upload, *, rows: int, by: Actor, at: datetime) -> Upload:
    whole = Upload.objects.get(storage_name=upload.storage_name, kept_from=None)
    ending = ngettext(", the %(count)s row left", ", the %(count)s rows left", rows) % {"count": number(rows)}
    return Upload.objects.create(
        filename=f"{whole.filename[: 300 - len(ending)]}{ending}",
        storage_name=upload.storage_name,
        sha256=upload.sha256,
        size=upload.size,
        state=UploadState.CHECKED,
        received_at=at,
        received_by_id=by.id,
        received_by_name=by.name,
        kept_from=upload,
        date_orders=upload.date_orders,
        **how_it_was_read(upload),
    )


def _date_orders(upload: Upload) -> dict[str, str]:
    """How the dates are written, which the rows of a part may not prove any more."""
    layout = layout_of(upload)
    return {column.field: layout.date_orders.of(column.field) for column in layout.columns if column.field in DATES}

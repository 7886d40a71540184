"""What the machine does with a change to many devices: makes it, or takes it back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from fleet.bulk_change import make_change, take_change_back
from fleet.fleet_changed import tell_fleet_changed
from fleet.models import BulkChange
from fleet.selection import UnreadableSelection
from records.events import record_event
from tenants.jobs import JobFailed, JobRun, job_kind


@job_kind("fleet.change_devices")
def change_devices(run: JobRun) -> Mapping[str, Any]:
    """Change the selected devices: all of them with the job's end, or none."""
    change = BulkChange.objects.get(pk=run.arguments["change"])
    run.progress(step="changing")
    try:
        make_change(change, at=run.at)
    except (UnreadableSelection, IntegrityError) as gone:
        sentence = _("What was selected, or the site to set, no longer exists. Nothing was changed; select again.")
        raise JobFailed("selection_gone", sentence) from gone
    change.save(update_fields=["made_at", "changed", "unchanged", "in_offer"])
    _tell(change, run, verb="devices.changed", count=change.changed)
    return {"change": str(change.pk), "changed": change.changed}


@job_kind("fleet.undo_change")
def undo_change(run: JobRun) -> Mapping[str, Any]:
    """Give the changed devices back what they had."""
    change = BulkChange.objects.get(pk=run.arguments["change"])
    run.progress(step="undoing")
    if change.may_be_undone:
        take_change_back(change, at=run.at)
        change.undone_at, change.undone_by_id, change.undone_by_name = run.at, run.by.id, run.by.name
        change.save(update_fields=["undone_at", "undone_by_id", "undone_by_name", "restored"])
        _tell(change, run, verb="devices.change_undone", count=change.restored)
    return {"change": str(change.pk), "restored": change.restored}


def _tell(change: BulkChange, run: JobRun, *, verb: str, count: int) -> None:
    by = replace(run.by, role=run.arguments["role"])
    record_event(subject=change, verb=verb, by=by, at=run.at, data={**change.values, "devices": count})
    if count:
        tell_fleet_changed(change=str(change.pk), by=run.by, at=run.at)

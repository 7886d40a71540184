"""What the machine does for offers, quotes and orders."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from fleet.selection import select_devices
from quotes.opening import NothingOfferable, open_offer
from tenants.jobs import JobFailed, JobRun, job_kind


@job_kind("quotes.open_offer")
def open_offer_of_selection(run: JobRun) -> Mapping[str, Any]:
    """Price the selected devices."""
    devices = select_devices(run.arguments["selection"]).select_for_update().order_by("model_sort", "id")
    run.progress(step="pricing", done=0, total=devices.count())
    try:
        offer = open_offer(
            devices=devices,
            by=replace(run.by, role=run.arguments["role"]),
            at=run.at,
            today=timezone.localdate(run.at),
        )
    except NothingOfferable as refused:
        raise JobFailed("nothing_offerable", str(refused)) from refused
    return {"offer": str(offer.pk), "reference": offer.reference, "lines": offer.line_count}

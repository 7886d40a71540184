"""What the machine does for impact reports."""

from collections.abc import Mapping
from typing import Any

from impact.reporting import NothingAssessable, report_order
from quotes.models import Order
from tenants.jobs import JobRun, job_kind


@job_kind("impact.report_for_order")
def report_for_order(run: JobRun) -> Mapping[str, Any]:
    """Make the report of a delivered order, if it holds devices."""
    order = Order.objects.get(pk=run.arguments["order"])
    try:
        report = report_order(order=order, by=run.by, at=run.at)
    except NothingAssessable:
        return {"report": None}
    return {"report": str(report.pk), "reference": report.reference}

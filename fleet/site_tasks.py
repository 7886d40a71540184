"""What the machine does once sites were merged, or a list has written a spelling that was."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from fleet.models import CountedLot, Device, Site
from fleet.staging import lock_fleet
from records.documents import current_organisation
from records.events import record_event
from tenants.jobs import JobRun, job_kind


@job_kind("fleet.settle_sites")
def settle_sites(run: JobRun) -> Mapping[str, Any]:
    """Move what stands at another spelling of a site to that site: a statement for devices, one for counted lots."""
    meant = Site.objects.filter(pk=OuterRef("site_id")).values("merged_into")
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        spellings = Site.objects.filter(merged_into__isnull=False)
        moved = sum(
            things.objects.filter(site__in=spellings).update(site_id=Subquery(meant), changed_at=run.at)
            for things in (Device, CountedLot)
        )
        if moved:
            record_event(
                subject=current_organisation(), verb="devices.moved", by=run.by, at=run.at, data={"devices": moved}
            )
    return {"moved": moved}

"""What the machine does once sites were merged, or a list has written a spelling that was."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from fleet.models import Device, Site
from fleet.staging import lock_fleet
from records.documents import current_organisation
from records.events import record_event
from tenants.jobs import JobRun, job_kind


@job_kind("fleet.settle_sites")
def settle_sites(run: JobRun) -> Mapping[str, Any]:
    """Move the devices that stand at another spelling of a site to that site, in one statement."""
    meant = Site.objects.filter(pk=OuterRef("site_id")).values("merged_into")
    with transaction.atomic():
        with connection.cursor() as cursor:
            lock_fleet(cursor)
        astray = Device.objects.filter(site__in=Site.objects.filter(merged_into__isnull=False))
        moved = astray.update(site_id=Subquery(meant), changed_at=run.at)
        if moved:
            record_event(
                subject=current_organisation(), verb="devices.moved", by=run.by, at=run.at, data={"devices": moved}
            )
    return {"moved": moved}

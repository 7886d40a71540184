"""Devices of the fleet that a whole list does not name: proposed as gone, never taken for it.

A list that knows nothing of laptops does not say that they are gone. So only what an earlier list of the same source
named counts, unless somebody says that this list holds everything. What stands in an offer is on its way to us.
"""

from django.db.models import Exists, OuterRef, Q

from fleet.models import Upload, UploadRow
from fleet.models.device import DeviceQuerySet
from fleet.models.upload import UploadQuerySet


def missing_from(upload: Upload, *, devices: DeviceQuerySet, of_its_source: bool) -> DeviceQuerySet:
    """The devices that were there before the upload, and that neither it nor a list since then names."""
    committed = Upload.objects.committed()
    since = committed.filter(committed_at__gte=upload.committed_at)
    there = devices.filter(~_named_by(since), created_at__lt=upload.committed_at, offer_id__isnull=True)
    if not of_its_source:
        return there
    return there.filter(_named_by(committed.filter(profile=upload.profile, committed_at__lt=upload.committed_at)))


def _named_by(uploads: UploadQuerySet) -> Q:
    """Devices that one of these brought, or that stand in a row of one: a refused row names its device by number."""
    rows = UploadRow.objects.filter(upload__in=uploads)
    return (
        Q(first_upload__in=uploads, first_upload__isnull=False)
        | Q(Exists(rows.filter(device_id=OuterRef("pk"))))
        | Q(Exists(rows.exclude(serial="").filter(serial=OuterRef("serial"))))
        | Q(Exists(rows.exclude(imei="").filter(imei=OuterRef("imei"))))
    )

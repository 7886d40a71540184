"""A staged row: what the file says, what we read in it, what is wrong with it, and what will become of it."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.utils.translation import gettext_lazy as _

from fleet.models.device import DeviceFacts
from fleet.models.upload import Upload


class Outcome(models.TextChoices):
    CREATE = "create", _("New device")
    UPDATE = "update", _("Changes a device")
    LEAVE = "leave", _("Nothing changes")
    REFUSE = "refuse", _("Cannot be imported")


class UploadRowQuerySet(models.QuerySet["UploadRow"]):
    def of(self, upload: Upload) -> "UploadRowQuerySet":
        return self.filter(upload=upload)

    def with_problems(self) -> "UploadRowQuerySet":
        return self.exclude(problems=[])

    def asked_about(self, codes: Iterable[str]) -> "UploadRowQuerySet":
        """The rows with one of these problems at least."""
        return self.filter(reduce(or_, (models.Q(problems__contains=[{"code": code}]) for code in codes)))

    def asking_for_model(self) -> "UploadRowQuerySet":
        """Rows whose text names no model, of devices that the fleet does not know better."""
        asks = [models.Q(problems__contains=[{"code": code}]) for code in ("model_unknown", "model_ambiguous")]
        return self.filter(asks[0] | asks[1])

    def in_file_order(self) -> "UploadRowQuerySet":
        return self.order_by("row_number")


class UploadRow(DeviceFacts):
    id = models.BigAutoField(primary_key=True)
    # Found by the unique constraint below; the database deletes no upload, so no row is checked for its own.
    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="rows"
    )
    row_number = models.PositiveIntegerField()
    raw = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    quantity = models.PositiveIntegerField(default=1)
    lot_key = models.CharField(max_length=32, blank=True)  # of fleet.intake.lots, where the row counts devices
    site_name = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    device_id = models.UUIDField(null=True, blank=True)

    objects = UploadRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "row_number"], name="upload_row_once")]
        indexes = [
            models.Index(fields=["upload", "outcome", "row_number"], name="upload_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"row {self.row_number}"

"""Devices that a list counts and does not number."""

import uuid

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from fleet.models.device import DeviceFacts


class CountedLotQuerySet(models.QuerySet["CountedLot"]):
    def by_model(self) -> "CountedLotQuerySet":
        return self.order_by("model_sort", "id")

    def devices(self) -> int:
        """How many devices they are in all."""
        found: int | None = self.aggregate(sum=models.Sum("quantity"))["sum"]
        return found or 0


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=["changed_at", "last_upload_id"])),
    context_field=None,  # type: ignore[arg-type]  # the stubs forget None: no context row
    append_only=True,
    level=pghistory.Statement,
    model_name="CountedLotHistory",
    fields=["id", "quantity", "last_upload"],
)
class CountedLot(DeviceFacts):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lot_key = models.CharField(max_length=32, unique=True)
    quantity = models.PositiveIntegerField(_("quantity"))
    site = models.ForeignKey("fleet.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="lots")
    first_upload = models.ForeignKey("fleet.Upload", on_delete=models.PROTECT, related_name="+")
    last_upload = models.ForeignKey("fleet.Upload", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = CountedLotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="counted_lot_has_devices"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.model_label or self.model_text}"

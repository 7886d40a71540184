"""What people changed about a device model: one row for each fact, from what to what."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.device_model import DeviceModel


class ModelChange(models.Model):
    class Fact(models.TextChoices):
        NAME = "name", _("Name")
        CATEGORY = "category", _("Kind of device")
        LAUNCH = "launch", _("Launch")
        SUPPORT = "support", _("End of support")
        WEIGHT = "weight", _("Weight")
        IN_USE = "in_use", _("In use")
        VARIANT = "variant", _("Variant")
        KEY = "key", _("Identification key")

    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="changes")
    fact = models.CharField(max_length=10, choices=Fact)
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")),
                name="model_change_changes",
                violation_error_message=_("What is the same before and after is no change."),
            )
        ]
        indexes = [models.Index(fields=["model", "-id"], name="model_change_of_model")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.model_id} {self.fact}: {self.before} → {self.after}"

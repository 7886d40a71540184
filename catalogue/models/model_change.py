"""What people changed about a device model: one row for each fact, from what to what."""

from typing import NamedTuple

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.device_model import DeviceModel


class Decided(NamedTuple):
    """Something that people decided: a fact of a model, or one of its variants or keys."""

    model_id: str
    fact: str
    subject: str = ""


class ModelChangeQuerySet(models.QuerySet["ModelChange"]):
    def latest_first(self) -> "ModelChangeQuerySet":
        return self.order_by("-id")

    def decided(self) -> set[Decided]:
        """Everything that people have ever changed; the tables have it as they left it."""
        rows = self.order_by().values_list("model_id", "fact", "subject").distinct()
        return {Decided(*row) for row in rows}


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
    # Which variant (its slug) or key (its kind and folded text); empty for what a model has one of.
    subject = models.CharField(max_length=240, blank=True)
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=200)

    objects = ModelChangeQuerySet.as_manager()

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

"""The wanted list: models for which more is paid until a day, who put them there and who took them off."""

import uuid
from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models.device_model import DeviceModel

MOST_PERCENT = 50


class WantedModelQuerySet(models.QuerySet["WantedModel"]):
    def wanted_on(self, day: date) -> Self:
        """What a premium is paid for on a day, as the list stands now."""
        return self.filter(ended_at__isnull=True, until_on__gte=day)

    def not_wanted_on(self, day: date) -> Self:
        return self.exclude(ended_at__isnull=True, until_on__gte=day)

    def by_name(self) -> Self:
        return self.order_by("model__maker_id", "model__sort_key", F("storage_gb").asc(nulls_first=True), "added_at")

    def latest_first(self) -> Self:
        return self.order_by("-added_at", "-pk")


class WantedModel(models.Model):
    """Without storage any capacity is wanted. An offer keeps the premium it was opened with, whatever ends here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="+")
    storage_gb = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    percent = models.DecimalField(
        max_digits=4, decimal_places=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERCENT)]
    )
    until_on = models.DateField()
    # Told to customers; the row ends on its day or by hand, no count of units ends it.
    most_units = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    note_en = models.CharField(max_length=200, blank=True)
    note_fr = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by_id = models.CharField(max_length=36)
    added_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_id = models.CharField(max_length=36, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    objects = WantedModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=MOST_PERCENT),
                name="wanted_model_percent",
                violation_error_message=_("A premium is more than 0 and at most 50 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by_name="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by_name="")),
                name="wanted_model_ended_by_whom",
                violation_error_message=_("What has ended says when and by whom."),
            ),
            models.CheckConstraint(
                condition=Q(note_en="", note_fr="") | (~Q(note_en="") & ~Q(note_fr="")),
                name="wanted_model_note_in_both_languages",
                violation_error_message=_("A note stands in both languages or in none."),
            ),
        ]

    def __str__(self) -> str:
        if self.storage_gb is None:
            return str(self.model)
        return gettext("%(model)s, %(gb)d GB") % {"model": self.model, "gb": self.storage_gb}

    @property
    def note(self) -> str:
        """The note in the reader's language."""
        return self.note_fr if (get_language() or "").startswith("fr") else self.note_en

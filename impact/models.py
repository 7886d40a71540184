"""Impact reports of an organisation: final figures with everything needed to make them again."""

import uuid

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from impact.states import ReportState


class ReportQuerySet(models.QuerySet["ImpactReport"]):
    def latest_first(self) -> "ReportQuerySet":
        return self.order_by("-issued_at", "-id")

    def final(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.FINAL)


class ImpactReport(models.Model):
    class State(models.TextChoices):
        DRAFT = ReportState.DRAFT, _("Draft")
        FINAL = ReportState.FINAL, _("Final")
        RESTATED = ReportState.RESTATED, _("Replaced by a newer one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    order = models.OneToOneField("quotes.Order", on_delete=models.PROTECT, related_name="impact_report")
    state = models.CharField(max_length=8, choices=State.choices)
    period_from_on = models.DateField()
    period_to_on = models.DateField()
    quantity = models.PositiveIntegerField()
    avoided_kg = models.DecimalField(max_digits=14, decimal_places=3)
    avoided_low_kg = models.DecimalField(max_digits=14, decimal_places=3)
    avoided_high_kg = models.DecimalField(max_digits=14, decimal_places=3)
    avoided_per_year_kg = models.DecimalField(max_digits=14, decimal_places=3)
    refurbishing_kg = models.DecimalField(max_digits=14, decimal_places=3)
    factor_set = models.CharField(max_length=20)
    factor_set_sha256 = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=10)
    seed = models.PositiveBigIntegerField()
    lines = models.JSONField()  # as printed: name, quantity, N, R, lives, d, avoided with range, factor, source
    issued_at = models.DateTimeField()
    issued_by_id = models.CharField(max_length=36, blank=True)
    issued_by_name = models.CharField(max_length=300)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-issued_at", "-id"], name="report_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(avoided_low_kg__lte=models.F("avoided_kg"))
                & models.Q(avoided_kg__lte=models.F("avoided_high_kg")),
                name="report_central_within_range",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="report_final_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
            )
        ]

    def __str__(self) -> str:
        return self.reference

"""A refresh over months and sites: what leaves which site in which month, and how many of each model."""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quotes.states import ON_THE_TABLE, OfferState, ProgrammeState

MOST_MONTHS = 36


class Programme(models.Model):
    """A plan for devices of many sites; what is sold hangs under its waves, offer by offer."""

    class State(models.TextChoices):
        PLANNED = ProgrammeState.PLANNED, _("Planned")
        RUNNING = ProgrammeState.RUNNING, _("Running")
        CLOSED = ProgrammeState.CLOSED, _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices)
    currency = models.CharField(max_length=3)
    first_month_on = models.DateField()  # a first of a month, as `Wave.month_on`
    months = models.PositiveSmallIntegerField()
    selection = models.JSONField()  # which devices, as fleet.selection keeps it
    device_count = models.PositiveIntegerField()  # planned in all its waves
    made_at = models.DateTimeField()
    made_by_id = models.CharField(max_length=36)
    made_by_name = models.CharField(max_length=300)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_id = models.CharField(max_length=36, blank=True)
    closed_by_name = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gte=1, months__lte=MOST_MONTHS), name="programme_length_in_months"
            ),
            models.CheckConstraint(condition=models.Q(first_month_on__day=1), name="programme_begins_a_month"),
            models.CheckConstraint(condition=models.Q(device_count__gte=1), name="programme_has_devices"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by_name="") & ~models.Q(state="closed")
                | (models.Q(closed_at__isnull=False, state="closed") & ~models.Q(closed_by_name="")),
                name="programme_closed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_closed(self) -> bool:
        return self.state == ProgrammeState.CLOSED


class WaveQuerySet(models.QuerySet["Wave"]):
    def in_order(self) -> "WaveQuerySet":
        """By month, and there by the name of the site."""
        return self.order_by("month_on", "sort_key", "id")

    def due(self, *, on: date) -> "WaveQuerySet":
        """Those whose month has come, of which nothing waits in an offer or is sold."""
        running = self.exclude(programme__state=ProgrammeState.CLOSED).filter(month_on__lte=on)
        return running.exclude(offers__state__in=[*ON_THE_TABLE, OfferState.ACCEPTED, OfferState.PARTLY_ACCEPTED])


class Wave(models.Model):
    """What leaves one site in one month; devices without a site are a wave of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="waves")
    site = models.ForeignKey("fleet.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    site_name = models.CharField(max_length=300, blank=True)  # as it was called when the plan was made
    sort_key = models.CharField(max_length=300, blank=True)
    month_on = models.DateField()

    objects = WaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "site"], nulls_distinct=False, name="wave_once_per_site"),
            models.CheckConstraint(condition=models.Q(month_on__day=1), name="wave_in_a_month"),
        ]

    def __str__(self) -> str:
        return self.site_name or gettext("Without a site")

    def is_past(self, *, on: date) -> bool:
        """Whether its month is over."""
        return (self.month_on.year, self.month_on.month) < (on.year, on.month)


class WaveLine(models.Model):
    """How many devices of one model a wave was planned with; those without a model together."""

    id = models.BigAutoField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="lines")
    model = models.ForeignKey(
        "catalogue.DeviceModel", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    model_label = models.CharField(max_length=300, blank=True)
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "model"], nulls_distinct=False, name="wave_line_once_per_model"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="wave_line_has_devices"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.model_label}"

"""A partner's shop: where customers see a sample, hand over a few devices or have one repaired."""

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.distance import Place
from catalogue.models.protection import NEVER_DELETED


class TouchpointQuerySet(models.QuerySet["Touchpoint"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def offering(self, service: str) -> Self:
        """Those with this service; all of them for ''."""
        return self.filter(**{Touchpoint.Service(service).field: True}) if service else self


class Touchpoint(models.Model):
    """A shop of a partner. `is_sample` says that it is invented, and so does its name wherever it is shown."""

    class Service(models.TextChoices):
        SAMPLES = "samples", _("See a sample")
        LOTS = "lots", _("Drop a small lot")
        REPAIR = "repair", _("Repair")

        @property
        def field(self) -> str:
            return {"samples": "shows_samples", "lots": "takes_lots", "repair": "repairs"}[self.value]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    address_line = models.CharField(max_length=300)
    postcode = models.CharField(max_length=20, blank=True)
    town = models.CharField(max_length=120)
    latitude = models.DecimalField(
        max_digits=8, decimal_places=5, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.DecimalField(
        max_digits=8, decimal_places=5, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    shows_samples = models.BooleanField(default=False)
    takes_lots = models.BooleanField(default=False)
    repairs = models.BooleanField(default=False)
    opening_hours_en = models.CharField(max_length=200, blank=True)
    opening_hours_fr = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = TouchpointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="touchpoint_on_earth",
                violation_error_message=_("A latitude is between -90 and 90, a longitude between -180 and 180."),
            ),
            models.CheckConstraint(
                condition=Q(shows_samples=True) | Q(takes_lots=True) | Q(repairs=True),
                name="touchpoint_has_a_service",
                violation_error_message=_("A partner shop offers at least one service."),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """Its name, with "(sample)" in the reader's language where it is invented."""
        return str(_("%(name)s (sample)") % {"name": self.name}) if self.is_sample else self.name

    @property
    def opening_hours(self) -> str:
        """In the reader's language."""
        return self.opening_hours_fr if (get_language() or "en").startswith("fr") else self.opening_hours_en

    @property
    def services(self) -> list[str]:
        """The words of what it offers."""
        return [str(service.label) for service in self.Service if getattr(self, service.field)]

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(float(self.latitude), float(self.longitude))

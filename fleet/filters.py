"""The filters of the fleet table; everything stands in the query string."""

from datetime import date, timedelta

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Grade, Lock
from catalogue.models import Category
from fleet.models import Device, Site
from fleet.models.device import DeviceQuerySet, Owner

AGES = {"24": _("2 years or more"), "36": _("3 years or more"), "48": _("4 years or more"), "60": _("5 years or more")}
DAYS_PER_MONTH = 30.4375


def born_by(*, months: int, today: date) -> date:
    """The last day on which a device may have come into use to be so many months old today."""
    return today - timedelta(days=int(months * DAYS_PER_MONTH))


OWNERS_IN_FLEET = [(value, label) for value, label in Owner.choices if value != Owner.OPERATOR]
# Boxes to tick. No column repeats a device, and DISTINCT rows cannot be locked when an offer takes them.
TICKS = {"widget": forms.CheckboxSelectMultiple, "distinct": False}


def kinds_by_name(_request: HttpRequest | None) -> QuerySet[Category]:
    """Every kind of device, in the order of the reader's alphabet."""
    return Category.objects.order_by("name_fr" if (get_language() or "").startswith("fr") else "name_en")


class DeviceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Serial number, IMEI, asset tag or model"))
    category = django_filters.ModelMultipleChoiceFilter(
        queryset=kinds_by_name, label=_("Kind"), method="in_category", **TICKS
    )
    site = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _request: Site.objects.order_by("sort_key"), label=_("Site"), **TICKS
    )
    age = django_filters.ChoiceFilter(
        choices=list(AGES.items()), label=_("Age"), method="at_least_months_old", empty_label=_("Any")
    )
    grade = django_filters.MultipleChoiceFilter(choices=Grade.choices, label=_("Grade"), **TICKS)
    lock = django_filters.MultipleChoiceFilter(choices=Lock.choices, label=_("Lock"), **TICKS)
    owner = django_filters.MultipleChoiceFilter(choices=OWNERS_IN_FLEET, label=_("Owner"), **TICKS)
    identified = django_filters.ChoiceFilter(
        choices=[("yes", _("Model known")), ("no", _("Model to be identified"))],
        label=_("Identification"),
        method="identified_or_not",
        empty_label=_("Any"),
    )

    class Meta:
        model = Device
        fields: list[str] = []

    def search(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.matching(value)

    def in_category(self, devices: DeviceQuerySet, name: str, value: list[Category]) -> DeviceQuerySet:
        return devices.filter(category__in=[category.pk for category in value]) if value else devices

    def at_least_months_old(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.filter(age_from_on__lte=born_by(months=int(value), today=timezone.localdate()))

    def identified_or_not(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.filter(model__isnull=value == "no")

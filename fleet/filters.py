"""The filters of the fleet table; everything stands in the query string."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Grade, Lock
from catalogue.models import Category
from fleet.missing import missing_from
from fleet.models import Device, Site, Upload
from fleet.models.device import DeviceQuerySet, Owner
from fleet.models.upload import UploadQuerySet
from fleet.site_tree import Branch, with_below
from fleet.wanted import wanted_devices, wanted_today

AGES = {"24": _("2 years or more"), "36": _("3 years or more"), "48": _("4 years or more"), "60": _("5 years or more")}
DAYS_PER_MONTH = 30.4375


def born_by(*, months: int, today: date) -> date:
    """The last day on which a device may have come into use to be so many months old today."""
    return today - timedelta(days=int(months * DAYS_PER_MONTH))


OWNERS_IN_FLEET = [(value, label) for value, label in Owner.choices if value != Owner.OPERATOR]
# Boxes to tick. No column repeats a device, and DISTINCT rows cannot be locked when an offer takes them.
TICKS = {"widget": forms.CheckboxSelectMultiple, "distinct": False}


def _committed(_request: object) -> UploadQuerySet:
    return Upload.objects.committed().order_by("pk")


class DeviceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Serial number, IMEI, asset tag or model"))
    category = django_filters.MultipleChoiceFilter(choices=(), label=_("Kind"), **TICKS)
    site = django_filters.MultipleChoiceFilter(choices=(), label=_("Site"), method="at_site_or_below", **TICKS)
    cost_centre = django_filters.CharFilter(label=_("Cost centre, or how it begins"), method="cost_centre_begins")
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
    wanted = django_filters.ChoiceFilter(
        choices=[("yes", _("Bring more today"))],
        label=_("Wanted models"),
        method="only_wanted",
        empty_label=_("Any"),
    )

    gone = django_filters.ChoiceFilter(
        choices=[("yes", _("Only what is gone"))],
        label=pgettext_lazy("several devices", "Gone"),
        method="only_gone",
        empty_label=_("Not shown"),
    )
    missing = django_filters.ModelChoiceFilter(
        queryset=_committed, label=_("Not in the list"), method="missing_from_its_source"
    )
    missing_of_all = django_filters.ModelChoiceFilter(
        queryset=_committed, label=_("Not in the list, whoever named it before"), method="missing_from"
    )

    class Meta:
        model = Device
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["category"].extra["choices"] = lambda: self.kinds.items()
        self.filters["site"].extra["choices"] = lambda: [(site.id, site.indented) for site in self.sites]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Every kind of device and its name, in the order of the reader's alphabet; one query."""
        name = "name_fr" if (get_language() or "").startswith("fr") else "name_en"
        return dict(Category.objects.order_by(name).values_list("slug", name))

    @cached_property
    def sites(self) -> list[Branch]:
        """Every site, each followed by those below it, in the order of the alphabet; one query."""
        return Site.objects.as_tree()

    def filter_queryset(self, devices: DeviceQuerySet) -> DeviceQuerySet:
        """What is gone shows only where it is asked for."""
        found: DeviceQuerySet = super().filter_queryset(devices)
        return found if self.form.cleaned_data.get("gone") else found.in_fleet()

    def only_wanted(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        today = timezone.localdate()
        return wanted_devices(devices, wanted=wanted_today(today=today), today=today)

    def only_gone(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.gone()

    def missing_from_its_source(self, devices: DeviceQuerySet, name: str, value: Upload) -> DeviceQuerySet:
        return missing_from(value, devices=devices, of_its_source=True)

    def missing_from(self, devices: DeviceQuerySet, name: str, value: Upload) -> DeviceQuerySet:
        return missing_from(value, devices=devices, of_its_source=False)

    def search(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.matching(value)

    def at_site_or_below(self, devices: DeviceQuerySet, name: str, value: list[str]) -> DeviceQuerySet:
        return devices.filter(site_id__in=list(with_below(value, self.sites))) if value else devices

    def cost_centre_begins(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.filter(cost_centre__istartswith=value.strip())

    def at_least_months_old(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.filter(age_from_on__lte=born_by(months=int(value), today=timezone.localdate()))

    def identified_or_not(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.filter(model__isnull=value == "no")

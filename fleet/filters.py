"""The filters of the fleet table; everything stands in the query string."""

from datetime import timedelta

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.condition import Grade, Lock
from catalogue.models import Category
from fleet.models import Device, Site
from fleet.models.device import DeviceQuerySet, Owner

AGES = {"24": _("2 years or more"), "36": _("3 years or more"), "48": _("4 years or more"), "60": _("5 years or more")}
DAYS_PER_MONTH = 30.4375


class DeviceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Serial number, IMEI, asset tag or model"))
    category = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _request: Category.objects.order_by("slug"), label=_("Kind"), method="in_category"
    )
    site = django_filters.ModelMultipleChoiceFilter(
        queryset=lambda _request: Site.objects.order_by("sort_key"), label=_("Site")
    )
    age = django_filters.ChoiceFilter(choices=list(AGES.items()), label=_("Age"), method="at_least_months_old")
    grade = django_filters.MultipleChoiceFilter(choices=Grade.choices, label=_("Grade"))
    lock = django_filters.MultipleChoiceFilter(choices=Lock.choices, label=_("Lock"))
    owner = django_filters.MultipleChoiceFilter(choices=Owner.choices, label=_("Owner"))
    identified = django_filters.ChoiceFilter(
        choices=[("yes", _("Model known")), ("no", _("Model to be identified"))],
        label=_("Identification"),
        method="identified_or_not",
    )

    class Meta:
        model = Device
        fields: list[str] = []

    def search(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.matching(value)

    def in_category(self, devices: DeviceQuerySet, name: str, value: list[Category]) -> DeviceQuerySet:
        return devices.filter(category__in=[category.pk for category in value]) if value else devices

    def at_least_months_old(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        born_by = timezone.localdate() - timedelta(days=int(value) * DAYS_PER_MONTH)
        return devices.filter(age_from_on__lte=born_by)

    def identified_or_not(self, devices: DeviceQuerySet, name: str, value: str) -> DeviceQuerySet:
        return devices.filter(model__isnull=value == "no")

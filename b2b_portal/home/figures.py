"""The headline figures of an organisation: what its fleet would bring, by age, and what its purchases avoided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.charts import Chart, Series
from b2b_portal.lib.money import Money
from fleet.ages import BANDS
from impact.models import ImpactReport
from quotes.models import FleetEstimate

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

AGES: "Mapping[str, StrPromise]" = {
    "0": gettext_lazy("under 1 year"),
    "1": gettext_lazy("1 to 2 years"),
    "2": gettext_lazy("2 to 3 years"),
    "3": gettext_lazy("3 to 4 years"),
    "4": gettext_lazy("4 to 5 years"),
    "5": gettext_lazy("5 years or more"),
    "unknown": gettext_lazy("age unknown"),
}


@dataclass(frozen=True, kw_only=True)
class FleetValue:
    """What the devices that may be offered would bring, and the fleet by age; money in one currency."""

    amount: Decimal
    currency: str
    offerable: int
    priced: int
    book_version: str
    estimated_at: datetime
    chart: Chart


@dataclass(frozen=True, kw_only=True)
class ImpactSoFar:
    """The sum of all final reports, in kg CO₂e, and how many there are."""

    avoided_kg: Decimal
    reports: int
    devices: int


def value_of_fleet() -> FleetValue | None:
    """The latest estimate; None before the first one, and for an empty fleet. One query."""
    estimate = FleetEstimate.objects.filter(devices__gt=0).first()
    if estimate is None:
        return None
    return FleetValue(
        amount=estimate.net_amount,
        currency=estimate.currency,
        offerable=estimate.offerable,
        priced=estimate.priced,
        book_version=estimate.book_version,
        estimated_at=estimate.estimated_at,
        chart=_by_age(estimate),
    )


def impact_so_far() -> ImpactSoFar | None:
    """What every final report together says was avoided; None before the first one. One query."""
    sums = ImpactReport.objects.final().aggregate(
        avoided=Sum("avoided_kg"), devices=Sum("quantity"), reports=Count("pk")
    )
    if not sums["reports"]:
        return None
    return ImpactSoFar(avoided_kg=sums["avoided"], reports=sums["reports"], devices=sums["devices"])


def _by_age(estimate: FleetEstimate) -> Chart:
    bands = {band["band"]: band for band in estimate.bands}
    shown = [name for name in BANDS if name in bands or name != "unknown"]
    return Chart(
        categories_label=_("Age"),
        categories=tuple(str(AGES[name]) for name in shown),
        series=(
            Series(label=_("Devices"), values=tuple(bands[name]["devices"] if name in bands else 0 for name in shown)),
            Series(
                label=_("Average value"),
                values=tuple(_average(bands.get(name), estimate.currency) for name in shown),
                kind="line",
                format="money",
                currency=estimate.currency,
                tone="teal",
                axis="right",
            ),
        ),
    )


def _average(band: Mapping[str, Any] | None, currency: str) -> Decimal | None:
    """What one priced device of the band would bring on average; None where no device has a price."""
    if not band or not band["priced"]:
        return None
    return Money(Decimal(band["net_amount"]) / band["priced"], currency).quantise().amount

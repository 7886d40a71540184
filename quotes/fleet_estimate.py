"""What a fleet would bring today: every device that may be offered, priced by the book in force, by age band.

Devices with equal facts are priced once, so that the work grows with the kinds of devices and not with their number.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DateField, F, Q, Value, When
from django.db.models.functions import TruncMonth

from catalogue.models import DeviceModel, PriceBook
from fleet.ages import BANDS, age_band
from fleet.models import Device
from fleet.models.device import Owner
from fleet.sale_bans import banned
from quotes.models import FleetEstimate
from quotes.opening import facts_of
from quotes.price_terms import book_on_terms, terms_today
from quotes.pricing.price import price_device
from records.documents import current_organisation

_FACTS = (
    "model_id",
    "category",
    "storage_gb",
    "grade",
    "functional_state",
    "lock",
    "battery_health",
    "cracked",
    "has_charger",
    "defects",
    "confidence",
)


@dataclass
class _Band:
    """Figures of one age band, added up as groups of equal devices come by."""

    devices: int = 0
    offerable: int = 0
    priced: int = 0
    net: Decimal = Decimal(0)

    def as_json(self, name: str) -> dict[str, Any]:
        return {
            "band": name,
            "devices": self.devices,
            "offerable": self.offerable,
            "priced": self.priced,
            "net_amount": str(self.net),
        }


def estimate_fleet(*, at: datetime, today: date) -> FleetEstimate:
    """Price the current organisation's fleet as one collection, and keep the result in place of the last one.

    Raises: NoPriceBookInForce.
    """
    currency = current_organisation().currency
    published = PriceBook.objects.in_force(currency=currency, at=at)
    bands = _bands(published, today)
    estimate = FleetEstimate(
        estimated_at=at,
        book_version=published.version,
        currency=currency,
        devices=sum(band.devices for band in bands.values()),
        offerable=sum(band.offerable for band in bands.values()),
        priced=sum(band.priced for band in bands.values()),
        net_amount=sum((band.net for band in bands.values()), Decimal(0)),
        bands=[bands[name].as_json(name) for name in BANDS if bands[name].devices],
    )
    changing = [field.name for field in FleetEstimate._meta.local_fields if not field.primary_key]
    FleetEstimate.objects.bulk_create([estimate], update_conflicts=True, unique_fields=["id"], update_fields=changing)
    return estimate


def _bands(published: PriceBook, today: date) -> dict[str, _Band]:
    launches = dict(DeviceModel.objects.filter(launched_on__isnull=False).values_list("pk", "launched_on"))
    groups = list(_groups(launches, today))
    lot_units = sum(group["count"] for group in groups if group["may_be_offered"])
    book = book_on_terms(published.pk, terms_today(today=today))
    bands: dict[str, _Band] = defaultdict(_Band)
    for group in groups:
        band, count = bands[group["band"]], group["count"]
        band.devices += count
        if not group["may_be_offered"]:
            continue
        band.offerable += count
        like_these = Device(purchased_on=group["bought"], **{name: group[name] for name in _FACTS})
        facts = facts_of(like_these, launched_on=launches.get(group["model_id"] or ""))
        waterfall = price_device(facts, book, at=today, lot_units=lot_units)
        if waterfall.net.amount or waterfall.withheld.amount:
            band.priced += count
        band.net += count * waterfall.net.amount
    return bands


def _groups(launches: Mapping[str, date | None], today: date) -> Iterator[dict[str, Any]]:
    """Devices alike in all that a price depends on; the purchase counts only where no launch says the age."""
    launched, none = Q(model_id__in=list(launches)), Value(None, output_field=DateField())
    yield from (
        Device.objects.in_fleet()
        .annotate(
            band=age_band(today=today),
            may_be_offered=Case(
                When(~banned(on=today), owner=Owner.ORGANISATION, offer_id__isnull=True, then=Value(value=True)),
                default=Value(value=False),
            ),
            bought=Case(When(launched, then=none), default=TruncMonth(F("purchased_on"), output_field=DateField())),
        )
        .values("band", "may_be_offered", "bought", *_FACTS)
        .annotate(count=Count("pk"))
        .order_by()
    )

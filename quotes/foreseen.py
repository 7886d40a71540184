"""What an offer for chosen devices would say, before it is asked for: too small, and devices that bring nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from catalogue.models import DeviceModel, PriceBook
from catalogue.models.price_book import NoPriceBookInForce
from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from quotes.eligibility import offerable
from quotes.minimum_words import sentences_of
from quotes.opening import facts_of
from quotes.price_terms import book_on_terms, terms_today
from quotes.pricing.book import PriceBook as PriceRules
from quotes.pricing.minimum import Share, shortfalls_of
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall
from quotes.pricing.worthless import why_nothing
from quotes.worthless import Worthless, tell_worthless
from records.documents import current_organisation

MOST_PRICED = 1000  # devices that a page prices while its reader waits; of more it says how many there are

_FACTS = (
    *("model_id", "category", "storage_gb", "grade", "functional_state", "lock", "battery_health", "cracked"),
    *("has_charger", "defects", "confidence", "purchased_on"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """Sentences on what is missing for an offer, and the devices that would stand in it at nothing."""

    missing: Sequence[str] = ()
    worthless: Sequence[Worthless] = ()


def foresee(devices: DeviceQuerySet, *, at: datetime, today: date) -> Foreseen:
    """Look at those of the devices that may be offered; nothing is said without prices in force."""
    currency = current_organisation().currency
    chosen = offerable(devices, on=today).order_by()
    try:
        published = PriceBook.objects.in_force(currency=currency, at=at)
    except NoPriceBookInForce:
        return Foreseen()
    book = book_on_terms(published.pk, terms_today(today=today))
    if chosen.count() > MOST_PRICED:
        counted = chosen.values("category").annotate(units=Count("pk"))
        shares = [Share(category=row["category"], units=row["units"]) for row in counted]
        return Foreseen(missing=sentences_of(shortfalls_of(shares, book), currency=currency))
    kinds = _priced(chosen, book, today)
    return Foreseen(
        missing=sentences_of(shortfalls_of([_share(*kind) for kind in kinds], book), currency=currency),
        worthless=tell_worthless((why_nothing(waterfall), units) for _category, units, waterfall in kinds),
    )


def _priced(chosen: DeviceQuerySet, book: PriceRules, today: date) -> list[tuple[str, int, Waterfall]]:
    """Category, devices and price of each kind; one query for them, one for the launches of their models."""
    kinds: list[dict[str, Any]] = list(chosen.values(*_FACTS).annotate(units=Count("pk")))
    models = DeviceModel.objects.filter(pk__in={kind["model_id"] for kind in kinds if kind["model_id"]})
    launches = dict(models.values_list("pk", "launched_on"))
    lot_units = sum(kind["units"] for kind in kinds)
    found = []
    for kind in kinds:
        like_these = Device(**{name: kind[name] for name in _FACTS})
        facts = facts_of(like_these, launched_on=launches.get(kind["model_id"]))
        found.append((kind["category"], kind["units"], price_device(facts, book, at=today, lot_units=lot_units)))
    return found


def _share(category: str, units: int, waterfall: Waterfall) -> Share:
    return Share(category=category, units=units, amount=units * (waterfall.net.amount + waterfall.withheld.amount))

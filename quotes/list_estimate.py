"""What a list of models would bring by the prices in force, for anybody who asks: nothing of it is written down."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from catalogue.models import DeviceModel, PriceBook
from fleet.identification import KnownModel, catalogue_index, known_models
from fleet.intake.known_models import KnownModels
from fleet.intake.parsed_row import ParsedRow
from quotes.opening import ASSUMED_GRADE, ASSUMED_LOCK, ASSUMED_STATE
from quotes.price_terms import book_on_terms, public_terms
from quotes.pricing.estimate import Estimate, Kind, estimate_kinds
from quotes.pricing.facts import DeviceFacts

_OURS = ("", "organisation")


@dataclass(frozen=True, kw_only=True)
class ListEstimate:
    """The estimate, and how many devices are somebody else's: leased, personal or funded, so not for sale."""

    estimate: Estimate
    not_theirs: int


def estimate_list(rows: Iterable[ParsedRow], *, currency: str, at: datetime, today: date) -> ListEstimate:
    """Price rows as one collection; those of which the same is said are one kind.

    Raises: NoPriceBookInForce.
    """
    published = PriceBook.objects.in_force(currency=currency, at=at)
    rows = list(rows)
    theirs = [row for row in rows if row.owner in _OURS]
    kinds = _kinds(theirs)
    return ListEstimate(
        estimate=estimate_kinds(kinds, book_on_terms(published.pk, public_terms(today=today)), at=today),
        not_theirs=sum(row.quantity for row in rows) - sum(row.quantity for row in theirs),
    )


def _kinds(rows: Iterable[ParsedRow]) -> list[Kind]:
    """The kinds in the order of the list."""
    identifier, models = KnownModels(catalogue_index(), {}, column=""), known_models()
    launches = dict(DeviceModel.objects.filter(launched_on__isnull=False).values_list("pk", "launched_on"))
    counted: Counter[tuple[str, DeviceFacts, bool]] = Counter()
    for row in rows:
        found, _doubts = identifier.identify(row)
        slug = found.model_slug or ""
        known = models.get(slug) or KnownModel(found.label or _written(row), found.category or row.category)
        launched_on = launches.get(slug)
        facts = DeviceFacts(
            model_slug=found.model_slug,
            category=known.category,
            grade=row.grade or ASSUMED_GRADE,
            functional_state=row.functional_state or ASSUMED_STATE,
            lock=row.lock or ASSUMED_LOCK,
            storage_gb=found.storage_gb or row.storage_gb,
            battery_health=row.battery_health,
            launched_on=launched_on,
            purchased_on=row.purchased_on if slug and launched_on is None else None,
            confidence=found.confidence if slug else Decimal(1),
        )
        counted[known.label, facts, bool(row.grade)] += row.quantity
    return [
        Kind(label=label, units=units, facts=facts, says_grade=says) for (label, facts, says), units in counted.items()
    ]


def _written(row: ParsedRow) -> str:
    return " ".join(filter(None, (row.manufacturer, row.model or row.model_code)))

"""A price book of the database as the value that pricing takes."""

from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F

from catalogue.models import PriceBook as StoredBook
from quotes.pricing.book import PriceBook
from quotes.pricing.rules import (
    BatteryDeduction,
    ConditionRate,
    CrackedRate,
    DefectDeduction,
    Floor,
    Handling,
    LockRate,
    LotBonus,
    LotMinimum,
    MissingCharger,
    Retention,
    Rule,
    UnsureRate,
)

R = TypeVar("R", bound=Rule)


@lru_cache(maxsize=8)
def price_book(book_id: UUID) -> PriceBook:
    """The frozen book; kept in memory, since a published one never changes and no organisation owns it."""
    row = StoredBook.objects.get(pk=book_id)
    return replace(
        rules_of(row),
        base_prices={(price.model_id, price.storage_gb): price.amount for price in row.baseprice_rows.order_by("pk")},
        new_prices={price.model_id: price.amount for price in row.newprice_rows.order_by("pk")},
    )


def rules_of(row: StoredBook) -> PriceBook:
    """The book without the prices of its models: few rows, read anew since a draft may still change."""
    return PriceBook(
        version=row.version,
        currency=row.currency,
        retentions=_read(Retention, row.retention_rows),
        condition_rates=_read(ConditionRate, row.conditionrate_rows),
        cracked_rates=_read(CrackedRate, row.crackedrate_rows),
        defect_deductions=_read(DefectDeduction, row.defectdeduction_rows.annotate(code=F("defect"))),
        missing_chargers=_read(MissingCharger, row.missingcharger_rows),
        unsure_rates=_read(UnsureRate, row.unsurerate_rows),
        battery_deductions=_read(BatteryDeduction, row.batterydeduction_rows),
        lock_rates=_read(LockRate, row.lockrate_rows),
        lot_bonuses=_read(LotBonus, row.lotbonus_rows),
        lot_minimums=_read(LotMinimum, row.lotminimum_rows),
        handlings=_read(Handling, row.handling_rows),
        floors=_read(Floor, row.floor_rows),
    )


def _read(rule: type[R], rows: Any) -> tuple[R, ...]:
    """A kind of row as its rules: their columns are called alike."""
    names = [field.name for field in fields(rule)]
    return tuple(rule(**values) for values in rows.order_by("pk").values(*names))

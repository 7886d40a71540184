"""A price book of the database as the value that pricing takes."""

from dataclasses import replace
from functools import lru_cache
from uuid import UUID

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
    UnsureRate,
)


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
        retentions=tuple(
            Retention(category=rule.category, up_to_age_months=rule.up_to_age_months, percent=rule.percent)
            for rule in row.retention_rows.order_by("pk")
        ),
        condition_rates=tuple(
            ConditionRate(
                category=rule.category, grade=rule.grade, functional_state=rule.functional_state, percent=rule.percent
            )
            for rule in row.conditionrate_rows.order_by("pk")
        ),
        cracked_rates=tuple(
            CrackedRate(category=rule.category, functional_state=rule.functional_state, percent=rule.percent)
            for rule in row.crackedrate_rows.order_by("pk")
        ),
        defect_deductions=tuple(
            DefectDeduction(category=rule.category, code=rule.defect, percent=rule.percent, amount=rule.amount)
            for rule in row.defectdeduction_rows.order_by("pk")
        ),
        missing_chargers=tuple(
            MissingCharger(category=rule.category, amount=rule.amount)
            for rule in row.missingcharger_rows.order_by("pk")
        ),
        unsure_rates=tuple(
            UnsureRate(below_percent=rule.below_percent, percent=rule.percent)
            for rule in row.unsurerate_rows.order_by("pk")
        ),
        battery_deductions=tuple(
            BatteryDeduction(category=rule.category, below_percent=rule.below_percent, amount=rule.amount)
            for rule in row.batterydeduction_rows.order_by("pk")
        ),
        lock_rates=tuple(LockRate(lock=rule.lock, percent=rule.percent) for rule in row.lockrate_rows.order_by("pk")),
        lot_bonuses=tuple(
            LotBonus(min_units=rule.min_units, percent=rule.percent) for rule in row.lotbonus_rows.order_by("pk")
        ),
        lot_minimums=tuple(
            LotMinimum(category=rule.category, min_units=rule.min_units, min_amount=rule.min_amount)
            for rule in row.lotminimum_rows.order_by("pk")
        ),
        handlings=tuple(
            Handling(category=rule.category, amount=rule.amount) for rule in row.handling_rows.order_by("pk")
        ),
        floors=tuple(
            Floor(category=rule.category, amount=rule.amount, reason=rule.reason)
            for rule in row.floor_rows.order_by("pk")
        ),
    )

"""A published price book: frozen, dated, complete enough to price a lot again on any later day to the same cent."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

from quotes.pricing.rules import (
    EVERY_CATEGORY,
    BadPriceBook,
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
    check_amount,
)
from quotes.pricing.terms import NO_TERMS, Terms


@dataclass(frozen=True, kw_only=True)
class PriceBook:
    """All prices and deductions of one version, in one currency; `*` as a category stands for every category."""

    version: str
    currency: str
    base_prices: Mapping[tuple[str, int | None], Decimal] = field(default_factory=dict)
    new_prices: Mapping[str, Decimal] = field(default_factory=dict)
    retentions: tuple[Retention, ...] = ()
    condition_rates: tuple[ConditionRate, ...] = ()
    cracked_rates: tuple[CrackedRate, ...] = ()
    defect_deductions: tuple[DefectDeduction, ...] = ()
    battery_deductions: tuple[BatteryDeduction, ...] = ()
    missing_chargers: tuple[MissingCharger, ...] = ()
    unsure_rates: tuple[UnsureRate, ...] = ()
    lock_rates: tuple[LockRate, ...] = ()
    lot_bonuses: tuple[LotBonus, ...] = ()
    lot_minimums: tuple[LotMinimum, ...] = ()
    handlings: tuple[Handling, ...] = ()
    floors: tuple[Floor, ...] = ()
    # Below this confidence in the identification a price is shown, but does not bind.
    firm_from_confidence: Decimal = Decimal("0.80")
    # Not of the book: what is paid on top of it to this customer on this day.
    terms: Terms = NO_TERMS

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_prices", MappingProxyType(dict(self.base_prices)))
        object.__setattr__(self, "new_prices", MappingProxyType(dict(self.new_prices)))
        for (model_slug, storage_gb), amount in self.base_prices.items():
            check_amount(amount, rule_id=base_rule_id(model_slug=model_slug, storage_gb=storage_gb))
        for model_slug, amount in self.new_prices.items():
            check_amount(amount, rule_id=f"new_price:{model_slug}")
        self._check_each_rule_stands_once()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rows but the prices of models."""
        return (
            *self.retentions,
            *self.condition_rates,
            *self.cracked_rates,
            *self.defect_deductions,
            *self.battery_deductions,
            *self.missing_chargers,
            *self.unsure_rates,
            *self.lock_rates,
            *self.lot_bonuses,
            *self.lot_minimums,
            *self.handlings,
            *self.floors,
        )

    def capacities_of(self, model_slug: str) -> Mapping[int, Decimal]:
        """Return the base price of each capacity (GB) that the book knows of the model, smallest first."""
        return self._capacities.get(model_slug, {})

    def has_retention(self, category: str) -> bool:
        """Whether a price of this category can be derived from a new price."""
        return bool({category, EVERY_CATEGORY} & self._retentions.keys())

    def retention_of(self, *, category: str, age_months: int | None) -> Retention | None:
        """Return the row for this age: the last one when the age is unknown, none when it is past the last."""
        rows = self._retentions.get(category) or self._retentions.get(EVERY_CATEGORY, ())
        if age_months is None:
            return rows[-1] if rows else None
        return next((row for row in rows if age_months <= row.up_to_age_months), None)

    def condition_rate_of(self, *, category: str, grade: str, functional_state: str) -> ConditionRate | None:
        """Return the row of this category for this condition, else the one of every category."""
        own = self._condition_rates.get((category, grade, functional_state))
        return own or self._condition_rates.get((EVERY_CATEGORY, grade, functional_state))

    def cracked_rate_of(self, *, category: str, functional_state: str) -> CrackedRate | None:
        """Return the row of this category for a cracked device, else the one of every category."""
        rows = {(row.category, row.functional_state): row for row in self.cracked_rates}
        return rows.get((category, functional_state), rows.get((EVERY_CATEGORY, functional_state)))

    def defect_deduction_of(self, *, category: str, code: str) -> DefectDeduction | None:
        """Return the row of this category for this defect, else the one of every category."""
        return self._defect_deductions.get((category, code)) or self._defect_deductions.get((EVERY_CATEGORY, code))

    def missing_charger_of(self, category: str) -> MissingCharger | None:
        """Return the category's own row, else the one of every category."""
        rows = {row.category: row for row in self.missing_chargers}
        return rows.get(category, rows.get(EVERY_CATEGORY))

    def unsure_rate_of(self, confidence: Decimal) -> UnsureRate | None:
        """Return the row of the lowest threshold that the confidence (0 to 1) is below."""
        reached = [row for row in self.unsure_rates if confidence * 100 < row.below_percent]
        return min(reached, key=lambda row: row.below_percent, default=None)

    def battery_deduction_of(self, *, category: str, battery_health: int) -> BatteryDeduction | None:
        """Return the row of the lowest threshold that the battery is below."""
        rows = self._battery_deductions.get(category) or self._battery_deductions.get(EVERY_CATEGORY, ())
        return next((row for row in rows if battery_health < row.below_percent), None)

    def lock_rate_of(self, lock: str) -> LockRate | None:
        """Return the row of this lock."""
        return next((row for row in self.lock_rates if row.lock == lock), None)

    def lot_bonus_of(self, *, lot_units: int) -> LotBonus | None:
        """Return the row of the highest step that a lot of so many units reaches."""
        reached = [row for row in self.lot_bonuses if row.min_units <= lot_units]
        return max(reached, key=lambda row: row.min_units, default=None)

    def lot_bonus_after(self, *, lot_units: int) -> LotBonus | None:
        """Return the row of the lowest step that a lot of so many units does not reach yet."""
        beyond = [row for row in self.lot_bonuses if row.min_units > lot_units]
        return min(beyond, key=lambda row: row.min_units, default=None)

    def handling_of(self, category: str) -> Handling | None:
        """Return the category's own row, else the one of every category."""
        rows = {row.category: row for row in self.handlings}
        return rows.get(category, rows.get(EVERY_CATEGORY))

    def floor_of(self, category: str) -> Floor | None:
        """Return the category's own row, else the one of every category."""
        rows = {row.category: row for row in self.floors}
        return rows.get(category, rows.get(EVERY_CATEGORY))

    @cached_property
    def _capacities(self) -> dict[str, dict[int, Decimal]]:
        found: dict[str, dict[int, Decimal]] = {}
        known = [(model, storage, amount) for (model, storage), amount in self.base_prices.items() if storage]
        for model_slug, storage_gb, amount in sorted(known):
            found.setdefault(model_slug, {})[storage_gb] = amount
        return found

    @cached_property
    def _retentions(self) -> dict[str, tuple[Retention, ...]]:
        rows = sorted(self.retentions, key=lambda row: row.up_to_age_months)
        return {category: tuple(row for row in rows if row.category == category) for category in _categories(rows)}

    @cached_property
    def _battery_deductions(self) -> dict[str, tuple[BatteryDeduction, ...]]:
        rows = sorted(self.battery_deductions, key=lambda row: row.below_percent)
        return {category: tuple(row for row in rows if row.category == category) for category in _categories(rows)}

    @cached_property
    def _condition_rates(self) -> dict[tuple[str, str, str], ConditionRate]:
        return {(row.category, row.grade, row.functional_state): row for row in self.condition_rates}

    @cached_property
    def _defect_deductions(self) -> dict[tuple[str, str], DefectDeduction]:
        return {(row.category, row.code): row for row in self.defect_deductions}

    def _check_each_rule_stands_once(self) -> None:
        twice = [rule_id for rule_id, count in Counter(rule.rule_id for rule in self.rules).items() if count > 1]
        if twice:
            raise BadPriceBook(f"these rules stand in the book twice: {', '.join(twice)}")


def base_rule_id(*, model_slug: str, storage_gb: int | None) -> str:
    """Return the name of a base price in a waterfall."""
    return f"base:{model_slug}:{storage_gb or '*'}"


def _categories(rows: list[Retention] | list[BatteryDeduction]) -> set[str]:
    return {row.category for row in rows}

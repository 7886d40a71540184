"""The rows of a price book. Percentages are 0 to 100; amounts are in the book's currency; `*` is every category."""

from decimal import Decimal
from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.condition import NOT_SHIPPED, Defect, FunctionalState, Grade, Lock
from catalogue.models.device_model import DeviceModel
from catalogue.models.price_book import PriceBook

EVERY_CATEGORY = "*"

_FROZEN = pgtrigger.Trigger(
    name="frozen_with_its_book",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF EXISTS (
            SELECT 1 FROM public.catalogue_pricebook
            WHERE id IN (NEW.book_id, OLD.book_id) AND status <> 'draft'
        ) THEN
            RAISE EXCEPTION 'the rows of a published price book are frozen: publish a new version'
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    """,
)


def _category() -> "models.CharField[str, str]":
    """A category's slug, or `*`: not a foreign key, since `*` is none."""
    return models.CharField(max_length=40, validators=[RegexValidator(r"\A(\*|[a-z_]+)\Z")])


def _amount(**options: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=12, decimal_places=2, validators=[MinValueValidator(0)], **options)


def _percent(**options: Any) -> "models.DecimalField[Decimal, Decimal]":
    bounds = [MinValueValidator(0), MaxValueValidator(100)]
    return models.DecimalField(max_digits=5, decimal_places=2, validators=bounds, **options)


def _not_negative(field: str, *, name: str) -> models.CheckConstraint:
    message = _("An amount is 0 or more.")
    return models.CheckConstraint(condition=Q(**{f"{field}__gte": 0}), name=name, violation_error_message=message)


def _is_percent(*, name: str) -> models.CheckConstraint:
    message = _("A percentage is between 0 and 100.")
    condition = Q(percent__gte=0, percent__lte=100)
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)


def _once(*fields: str, name: str, condition: Q | None = None) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["book", *fields], name=name, condition=condition)


class PriceRow(models.Model):
    book = models.ForeignKey(PriceBook, on_delete=models.CASCADE, related_name="%(class)s_rows")

    class Meta:
        abstract = True
        triggers = [_FROZEN]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class BasePrice(PriceRow):
    """What a working unit of grade A is bought for; without storage it holds for any capacity."""

    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="+")
    storage_gb = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    amount = _amount()

    class Meta(PriceRow.Meta):
        constraints = [
            _once("model", "storage_gb", name="base_price_once"),
            _once("model", name="base_price_any_storage_once", condition=Q(storage_gb__isnull=True)),
            _not_negative("amount", name="base_price_amount"),
        ]


class NewPrice(PriceRow):
    """What the model cost new, in its smallest capacity: with `Retention` it stands in for a missing base price."""

    model = models.ForeignKey(DeviceModel, on_delete=models.PROTECT, related_name="+")
    amount = _amount()

    class Meta(PriceRow.Meta):
        constraints = [_once("model", name="new_price_once"), _not_negative("amount", name="new_price_amount")]


class Retention(PriceRow):
    """The share of the new price that is left up to this age; indicative."""

    category = _category()
    up_to_age_months = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    percent = _percent()

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", "up_to_age_months", name="retention_once"),
            _is_percent(name="retention_percent"),
        ]


class ConditionRate(PriceRow):
    """The share of the price that is paid for this grade and functional state."""

    category = _category()
    grade = models.CharField(max_length=1, choices=Grade)
    functional_state = models.CharField(max_length=10, choices=FunctionalState)
    percent = _percent()

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", "grade", "functional_state", name="condition_rate_once"),
            _is_percent(name="condition_rate_percent"),
        ]


class CrackedRate(PriceRow):
    """The share of the price that is paid for a cracked screen or case, in place of the rate of its grade."""

    category = _category()
    functional_state = models.CharField(max_length=10, choices=FunctionalState)
    percent = _percent()

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", "functional_state", name="cracked_rate_once"),
            _is_percent(name="cracked_rate_percent"),
        ]


class DefectDeduction(PriceRow):
    """What a defect costs: a percentage of what is left, an amount, or both. What may not be shipped has no price."""

    category = _category()
    defect = models.CharField(
        max_length=20, choices=[choice for choice in Defect.choices if choice[0] not in NOT_SHIPPED]
    )
    percent = _percent(default=Decimal(0))
    amount = _amount(default=Decimal(0))

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", "defect", name="defect_deduction_once"),
            _is_percent(name="defect_deduction_percent"),
            _not_negative("amount", name="defect_deduction_amount"),
        ]


class BatteryDeduction(PriceRow):
    """What a battery replacement costs when battery health is below this percentage."""

    category = _category()
    below_percent = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    amount = _amount()

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", "below_percent", name="battery_deduction_once"),
            _not_negative("amount", name="battery_deduction_amount"),
            models.CheckConstraint(
                condition=Q(below_percent__gte=1, below_percent__lte=100),
                name="battery_deduction_threshold",
                violation_error_message=_("Battery health is between 1 and 100 percent."),
            ),
        ]


class MissingCharger(PriceRow):
    """What is deducted when the charger is known to be missing."""

    category = _category()
    amount = _amount()

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", name="missing_charger_once"),
            _not_negative("amount", name="missing_charger_amount"),
        ]


class UnsureRate(PriceRow):
    """The share that is paid while we are less sure of the model than this, until it is confirmed."""

    below_percent = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    percent = _percent()

    class Meta(PriceRow.Meta):
        constraints = [_once("below_percent", name="unsure_rate_once"), _is_percent(name="unsure_rate_percent")]


class LockRate(PriceRow):
    """The share that is paid when this lock is never removed."""

    lock = models.CharField(max_length=20, choices=Lock)
    percent = _percent()

    class Meta(PriceRow.Meta):
        constraints = [_once("lock", name="lock_rate_once"), _is_percent(name="lock_rate_percent")]


class LotBonus(PriceRow):
    """The percentage added to every price of a lot of at least so many units."""

    min_units = models.PositiveIntegerField(validators=[MinValueValidator(2)])
    percent = _percent()

    class Meta(PriceRow.Meta):
        constraints = [_once("min_units", name="lot_bonus_once"), _is_percent(name="lot_bonus_percent")]


class LotMinimum(PriceRow):
    """The least that an offer holds, of every category together or of one of which it holds any; every row counts."""

    category = _category()
    min_units = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1)])
    min_amount = _amount(default=Decimal(0))

    class Meta(PriceRow.Meta):
        constraints = [
            _once("category", "min_units", name="lot_minimum_once"),
            _not_negative("min_amount", name="lot_minimum_amount"),
            models.CheckConstraint(
                condition=Q(min_units__gt=1) | Q(min_amount__gt=0),
                name="lot_minimum_asks_something",
                violation_error_message=_("A smallest offer has more than one device, or an amount."),
            ),
        ]


class Handling(PriceRow):
    """What collecting, testing and erasing one unit costs."""

    category = _category()
    amount = _amount()

    class Meta(PriceRow.Meta):
        constraints = [_once("category", name="handling_once"), _not_negative("amount", name="handling_amount")]


class Floor(PriceRow):
    """The least that is paid for an identified device, and why."""

    class Reason(models.TextChoices):
        PARTS = "parts", _("value of the parts")
        RECYCLING = "recycling", _("value of the materials")

    category = _category()
    amount = _amount()
    reason = models.CharField(max_length=10, choices=Reason)

    class Meta(PriceRow.Meta):
        constraints = [_once("category", name="floor_once"), _not_negative("amount", name="floor_amount")]


# Every kind of row, in the order of the file; the names are those of the file.
PRICE_ROWS: dict[str, type[PriceRow]] = {
    "base": BasePrice,
    "new_price": NewPrice,
    "retention": Retention,
    "condition": ConditionRate,
    "cracked": CrackedRate,
    "defect": DefectDeduction,
    "battery": BatteryDeduction,
    "missing_charger": MissingCharger,
    "unsure": UnsureRate,
    "lock": LockRate,
    "lot_bonus": LotBonus,
    "lot_minimum": LotMinimum,
    "handling": Handling,
    "floor": Floor,
}

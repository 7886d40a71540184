"""What a price book pays the wrong way round, in words: whoever publishes it reads that it is meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.condition import FunctionalState
from catalogue.models import Category, PriceBook
from catalogue.models.price_rows import EVERY_CATEGORY
from catalogue.price_words import EVERY
from quotes.price_books import rules_of
from quotes.pricing.rules import BatteryDeduction, ConditionRate, CrackedRate, UnsureRate
from quotes.pricing.warnings import Graded, warnings_of

_CONDITIONS: Mapping[type[Graded], Promise] = {
    ConditionRate: _("Grade %(grade)s, %(state)s"),
    CrackedRate: _("Cracked, %(state)s"),
    BatteryDeduction: _("Battery below %(below_percent)s %%"),
    UnsureRate: _("Model less than %(below_percent)s %% sure"),
}


@dataclass(frozen=True, kw_only=True)
class ShownCondition:
    """One rule: `percent` of the price is paid, or `amount` deducted."""

    label: str
    percent: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True, kw_only=True)
class ShownWarning:
    """Where a book pays the first condition, the worse, more than the second."""

    category: str
    conditions: tuple[ShownCondition, ShownCondition]


def shown_warnings(book: PriceBook) -> list[ShownWarning]:
    """Return where a worse condition is paid more under this book, draft or published."""
    names = {EVERY_CATEGORY: str(EVERY), **{category.slug: category.name for category in Category.objects.all()}}
    return [
        ShownWarning(
            category=names[warning.category], conditions=(_condition(warning.worse), _condition(warning.better))
        )
        for warning in warnings_of(rules_of(book))
    ]


def _condition(rule: Graded) -> ShownCondition:
    told: dict[str, Any] = dict(vars(rule))
    if isinstance(rule, ConditionRate | CrackedRate):
        told["state"] = str(FunctionalState(rule.functional_state).label).lower()
    return ShownCondition(
        label=str(_CONDITIONS[type(rule)]) % told, percent=told.get("percent"), amount=told.get("amount")
    )

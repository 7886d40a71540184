"""The rows of a price book. Each has a `rule_id` made of what it is about, so that a step can point to its rule."""

from dataclasses import dataclass
from decimal import Decimal

EVERY_CATEGORY = "*"


class BadPriceBook(ValueError):
    """The rows contradict one another or hold an impossible number: correct the book before it is published."""


@dataclass(frozen=True, kw_only=True)
class Retention:
    """The percentage of its new price that a category keeps up to this age; only used where no base price exists."""

    category: str
    up_to_age_months: int
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"retention:{self.category}:{self.up_to_age_months}"


@dataclass(frozen=True, kw_only=True)
class ConditionRate:
    """The percentage of the price that is paid for this grade and functional state."""

    category: str
    grade: str
    functional_state: str
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"condition:{self.category}:{self.grade}:{self.functional_state}"


@dataclass(frozen=True, kw_only=True)
class CrackedRate:
    """The percentage of the price that is paid when the screen or the case is cracked, whatever the grade."""

    category: str
    functional_state: str
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"cracked:{self.category}:{self.functional_state}"


@dataclass(frozen=True, kw_only=True)
class DefectDeduction:
    """What one defect of the coded list costs: a percentage of what is left, then an amount."""

    category: str
    code: str
    percent: Decimal
    amount: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)
        check_amount(self.amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"defect:{self.category}:{self.code}"


@dataclass(frozen=True, kw_only=True)
class BatteryDeduction:
    """What a replacement costs when battery health is below this percentage."""

    category: str
    below_percent: int
    amount: Decimal

    def __post_init__(self) -> None:
        check_amount(self.amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"battery:{self.category}:{self.below_percent}"


@dataclass(frozen=True, kw_only=True)
class MissingCharger:
    """What is deducted when the charger is known to be missing."""

    category: str
    amount: Decimal

    def __post_init__(self) -> None:
        check_amount(self.amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"missing_charger:{self.category}"


@dataclass(frozen=True, kw_only=True)
class UnsureRate:
    """The percentage paid while we are less sure of the model than this (in per cent): the low end of a range."""

    below_percent: int
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"unsure:{self.below_percent}"


@dataclass(frozen=True, kw_only=True)
class LockRate:
    """The percentage paid when the lock is never removed. Until it is removed, nothing is payable."""

    lock: str
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"lock:{self.lock}"


@dataclass(frozen=True, kw_only=True)
class LotBonus:
    """The percentage added to every price of a lot of at least so many units."""

    min_units: int
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"lot_bonus:{self.min_units}"


@dataclass(frozen=True, kw_only=True)
class LotMinimum:
    """The least that a lot holds of the category, if it holds any of it: so many units that bring so much."""

    category: str
    min_units: int
    min_amount: Decimal

    def __post_init__(self) -> None:
        check_amount(self.min_amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"lot_minimum:{self.category}:{self.min_units}"


@dataclass(frozen=True, kw_only=True)
class Handling:
    """What collecting, testing and erasing one unit costs."""

    category: str
    amount: Decimal

    def __post_init__(self) -> None:
        check_amount(self.amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"handling:{self.category}"


@dataclass(frozen=True, kw_only=True)
class Floor:
    """The least that is paid for an identified device of the category, and why (told to the customer)."""

    category: str
    amount: Decimal
    reason: str

    def __post_init__(self) -> None:
        check_amount(self.amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"floor:{self.category}"


Rule = (
    Retention
    | ConditionRate
    | CrackedRate
    | DefectDeduction
    | BatteryDeduction
    | MissingCharger
    | UnsureRate
    | LockRate
    | LotBonus
    | LotMinimum
    | Handling
    | Floor
)


def check_amount(amount: Decimal, *, rule_id: str) -> None:
    """Refuse an amount that is negative or not a decimal.

    Raises: BadPriceBook.
    """
    if not isinstance(amount, Decimal) or not amount.is_finite() or amount < 0:
        raise BadPriceBook(f"{rule_id}: an amount is a Decimal of 0 or more, not {amount!r}")


def check_percent(percent: Decimal, *, rule_id: str) -> None:
    """Refuse a percentage outside 0 to 100 or not a decimal.

    Raises: BadPriceBook.
    """
    if not isinstance(percent, Decimal) or not percent.is_finite() or not 0 <= percent <= 100:
        raise BadPriceBook(f"{rule_id}: a percentage is a Decimal from 0 to 100, not {percent!r}")

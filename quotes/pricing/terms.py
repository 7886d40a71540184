"""What comes on top of a book's prices: premiums for wanted models, what was agreed with a customer, his programme."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

from quotes.pricing.facts import NO_LOCK, DeviceFacts
from quotes.pricing.rules import check_amount, check_percent

LEAST_PRICE_GRADES = ("A", "B")


@dataclass(frozen=True, kw_only=True)
class Premium:
    """The percentage paid more for a wanted model; without storage (GB) it holds for any capacity."""

    model_slug: str
    storage_gb: int | None
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"premium:{self.model_slug}:{self.storage_gb or '*'}"

    def is_for(self, facts: DeviceFacts) -> bool:
        """Whether it is paid for such a device."""
        return self.model_slug == facts.model_slug and self.storage_gb in (None, facts.storage_gb)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The percentage agreed with a customer: for one model, for one category, or for everything when both are empty."""

    model_slug: str = ""
    category: str = ""
    percent: Decimal

    def __post_init__(self) -> None:
        check_percent(self.percent, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"agreement:{self.model_slug or self.category or '*'}"

    def is_for(self, facts: DeviceFacts) -> bool:
        """Whether it covers such a device."""
        return self.model_slug in ("", facts.model_slug) and self.category in ("", facts.category)


@dataclass(frozen=True, kw_only=True)
class LeastPrice:
    """The least that a programme pays for a device of a model that is as it should be."""

    model_slug: str
    amount: Decimal

    def __post_init__(self) -> None:
        check_amount(self.amount, rule_id=self.rule_id)

    @property
    def rule_id(self) -> str:
        return f"least_price:{self.model_slug}"

    def is_for(self, facts: DeviceFacts) -> bool:
        """Whether it is promised for such a device: grade B or better, working, without lock, crack or defect."""
        is_sound = facts.functional_state == "works" and not facts.cracked and not facts.defects
        is_as_promised = is_sound and facts.grade in LEAST_PRICE_GRADES and facts.lock == NO_LOCK
        return is_as_promised and facts.model_slug == self.model_slug


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The premiums and agreements of one day, and the programme; kept with an offer, they price it again to the cent.

    `programme_units` are the devices of the whole programme that the offer is a wave of, 0 without one.
    """

    premiums: tuple[Premium, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    least_prices: tuple[LeastPrice, ...] = ()
    programme_units: int = 0

    def premium_of(self, facts: DeviceFacts) -> Premium | None:
        """Return the highest premium for the device: a storage that becomes known never lowers a price."""
        return max((one for one in self.premiums if one.is_for(facts)), key=_by_percent, default=None)

    def agreement_of(self, facts: DeviceFacts) -> Agreement | None:
        """Return the most specific agreement: of the model, else of the category, else of everything."""
        return max((one for one in self.agreements if one.is_for(facts)), key=_by_scope, default=None)

    def least_price_of(self, facts: DeviceFacts) -> LeastPrice | None:
        """Return what the programme promises for such a device."""
        return next((one for one in self.least_prices if one.is_for(facts)), None)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column: percentages are strings, so that no float ever touches them."""
        rows = {name: [_plain(one) for one in getattr(self, name)] for name in _ROWS}
        return {name: found for name, found in {**rows, "programme_units": self.programme_units}.items() if found}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            premiums=tuple(Premium(**_read(one)) for one in data.get("premiums", ())),
            agreements=tuple(Agreement(**_read(one)) for one in data.get("agreements", ())),
            least_prices=tuple(LeastPrice(**_read(one)) for one in data.get("least_prices", ())),
            programme_units=data.get("programme_units", 0),
        )


_ROWS = ("premiums", "agreements", "least_prices")
_DECIMALS = ("percent", "amount")
NO_TERMS = Terms()


def _by_percent(premium: Premium) -> tuple[Decimal, int]:
    return premium.percent, premium.storage_gb or 0


def _by_scope(agreement: Agreement) -> tuple[bool, bool, Decimal]:
    return bool(agreement.model_slug), bool(agreement.category), agreement.percent


def _plain(one: Premium | Agreement | LeastPrice) -> dict[str, Any]:
    return {name: str(value) if name in _DECIMALS else value for name, value in asdict(one).items()}


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) if name in _DECIMALS else value for name, value in data.items()}

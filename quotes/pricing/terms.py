"""What comes on top of a book's prices: premiums for wanted models, and what was agreed with one customer."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, Self

from quotes.pricing.facts import DeviceFacts
from quotes.pricing.rules import check_percent


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
class Terms:
    """The premiums and agreements of one day; kept with an offer, they price it again to the cent."""

    premiums: tuple[Premium, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    def premium_of(self, facts: DeviceFacts) -> Premium | None:
        """Return the highest premium for the device: a storage that becomes known never lowers a price."""
        return max((one for one in self.premiums if one.is_for(facts)), key=_by_percent, default=None)

    def agreement_of(self, facts: DeviceFacts) -> Agreement | None:
        """Return the most specific agreement: of the model, else of the category, else of everything."""
        return max((one for one in self.agreements if one.is_for(facts)), key=_by_scope, default=None)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column: percentages are strings, so that no float ever touches them."""
        return {
            field.name: [asdict(one) | {"percent": str(one.percent)} for one in getattr(self, field.name)]
            for field in fields(self)
            if getattr(self, field.name)
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            premiums=tuple(Premium(**_read(one)) for one in data.get("premiums", ())),
            agreements=tuple(Agreement(**_read(one)) for one in data.get("agreements", ())),
        )


NO_TERMS = Terms()


def _by_percent(premium: Premium) -> tuple[Decimal, int]:
    return premium.percent, premium.storage_gb or 0


def _by_scope(agreement: Agreement) -> tuple[bool, bool, Decimal]:
    return bool(agreement.model_slug), bool(agreement.category), agreement.percent


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    return {**data, "percent": Decimal(data["percent"])}

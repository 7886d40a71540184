"""How one device's price was made: a step per rule, whose amounts add up to the net price."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from b2b_portal.lib.money import Money
from quotes.pricing.explain import DOUBTS, LABELS, QUESTIONS

HALF_A_CENT = Decimal("0.005")


class BrokenWaterfall(ValueError):
    """The steps do not lead to the net price: the waterfall was not made by `price_device`, or was changed since."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rule applied: what it added or took, and what was left after it. `code` names its sentence in `explain`."""

    code: str
    rule_id: str
    amount: Decimal
    running: Decimal
    params: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.code not in LABELS:
            raise BrokenWaterfall(f"there is no sentence for a step {self.code!r}")

    @property
    def label(self) -> str:
        """The English sentence with named placeholders, a gettext message id for the page to translate."""
        return LABELS[self.code]

    @property
    def is_told(self) -> bool:
        """Whether people read it: a rounding that does not reach a cent would be a row of zeros."""
        return self.code != "rounding" or abs(self.amount) >= HALF_A_CENT


def next_step(
    code: str, rule_id: str, amount: Decimal, *, after: Decimal, params: Mapping[str, str] | None = None
) -> Step:
    """Return the step that adds `amount` (negative when it takes) to what was left `after` the one before."""
    return Step(code=code, rule_id=rule_id, amount=tidy(amount), running=tidy(after + amount), params=params or {})


def tidy(amount: Decimal) -> Decimal:
    """Drop zeros that products leave behind, and the sign of a zero; the value stays exactly the same."""
    cents = amount.quantize(Decimal("0.01")) + 0
    return cents if cents == amount else amount.normalize()


def plain(percent: Decimal) -> str:
    """Write a percentage without idle zeros: 85, 62.5."""
    return format(percent.normalize(), "f")


@dataclass(frozen=True, kw_only=True)
class StoragePrice:
    """What the device is worth if its storage is confirmed to be this many GB."""

    storage_gb: int
    net: Money


@dataclass(frozen=True, kw_only=True)
class Question:
    """An answer that narrows the range: `code` names its sentence in `explain.QUESTIONS`, the price lies between."""

    code: str
    low: Money
    high: Money

    @property
    def label(self) -> str:
        """The English sentence with named placeholders, a gettext message id."""
        return QUESTIONS[self.code]


@dataclass(frozen=True, kw_only=True)
class Waterfall:
    """The net price of one device with its steps, how sure it is, and what a missing fact or a lock keeps back."""

    book_version: str
    steps: tuple[Step, ...]
    net: Money
    # Codes of `explain.DOUBTS`: why this price does not bind yet.
    doubts: tuple[str, ...] = ()
    # One price per capacity when the storage is unknown; `net` is the lowest of them.
    if_storage: tuple[StoragePrice, ...] = ()
    # The most it may be once the model is confirmed, where a doubt about the model holds a part back.
    if_confirmed: Money | None = None
    # What becomes payable when the lock is removed.
    withheld: Money

    def __post_init__(self) -> None:
        running = Decimal(0)
        for step in self.steps:
            running += step.amount
            if running != step.running:
                raise BrokenWaterfall(f"after the step {step.code!r} {running} is left, not {step.running}")
        if running != self.net.amount:
            raise BrokenWaterfall(f"the steps add up to {running}, not to {self.net}")
        if not self.net.is_quantised or self.net.amount < 0 or self.withheld.amount < 0:
            raise BrokenWaterfall(f"a net price is 0 or more and rounded, not {self.net} (withheld {self.withheld})")
        if any(doubt not in DOUBTS for doubt in self.doubts):
            raise BrokenWaterfall(f"there is no sentence for one of the doubts {self.doubts}")
        if any(price.net < self.net for price in self.if_storage):
            raise BrokenWaterfall("a price for unknown storage is the lowest of its capacities")
        if self.if_confirmed is not None and self.if_confirmed < self.net:
            raise BrokenWaterfall("a confirmed model brings no less than a doubtful one")

    @property
    def indicative(self) -> bool:
        """Whether the price is shown but does not bind."""
        return bool(self.doubts)

    def step(self, code: str) -> Step | None:
        """The step of this kind, where the price has one."""
        return next((step for step in self.steps if step.code == code), None)

    @property
    def low(self) -> Money:
        """The least it may turn out to be, which is the price itself."""
        return self.net

    @property
    def high(self) -> Money:
        """The most it may turn out to be once the storage and the model are known."""
        known = (*(price.net for price in self.if_storage), self.if_confirmed or self.net)
        return max((self.net, *known), key=lambda money: money.amount)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The answers that would narrow the range, each with what it may bring."""
        by_storage = max((price.net.amount for price in self.if_storage), default=self.net.amount)
        highs = {"storage": Money(by_storage, self.net.currency), "model": self.if_confirmed or self.net}
        return tuple(Question(code=code, low=self.net, high=high) for code, high in highs.items() if high > self.net)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column: amounts are strings, so that no float ever touches them."""
        return {
            "book": self.book_version,
            "currency": self.net.currency,
            "net": str(self.net.amount),
            "withheld": str(self.withheld.amount),
            "doubts": list(self.doubts),
            "if_storage": [{"storage_gb": one.storage_gb, "net": str(one.net.amount)} for one in self.if_storage],
            "if_confirmed": None if self.if_confirmed is None else str(self.if_confirmed.amount),
            "steps": [_step_to_json(step) for step in self.steps],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Waterfall":
        """Read what `to_json` wrote.

        Raises: BrokenWaterfall, when the steps no longer lead to the net price.
        """
        currency, confirmed = data["currency"], data.get("if_confirmed")
        return cls(
            book_version=data["book"],
            steps=tuple(_step_from_json(step) for step in data["steps"]),
            net=Money(Decimal(data["net"]), currency),
            doubts=tuple(data["doubts"]),
            if_storage=tuple(
                StoragePrice(storage_gb=one["storage_gb"], net=Money(Decimal(one["net"]), currency))
                for one in data["if_storage"]
            ),
            if_confirmed=None if confirmed is None else Money(Decimal(confirmed), currency),
            withheld=Money(Decimal(data["withheld"]), currency),
        )


def _step_to_json(step: Step) -> dict[str, Any]:
    return {
        "code": step.code,
        "rule": step.rule_id,
        "amount": str(step.amount),
        "running": str(step.running),
        "params": dict(step.params),
    }


def _step_from_json(data: Mapping[str, Any]) -> Step:
    return Step(
        code=data["code"],
        rule_id=data["rule"],
        amount=Decimal(data["amount"]),
        running=Decimal(data["running"]),
        params=dict(data["params"]),
    )

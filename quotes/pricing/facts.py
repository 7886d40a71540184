"""What is known about one device when it is priced."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

GRADES = ("A", "B", "C", "D")  # best first
FUNCTIONAL_STATES = ("works", "faulty", "dead")
NO_LOCK = "none"
LOCKS = (NO_LOCK, "activation_lock", "mdm", "frp", "firmware_password")
# The coded list of catalogue.condition, in its order: deductions follow it, whatever order they were declared in.
DEFECTS = (
    "screen_lines",
    "dead_pixels",
    "burn_in",
    "keyboard",
    "touchpad",
    "hinge",
    "port",
    "camera",
    "speaker",
    "buttons",
    "face_or_touch_id",
    "missing_parts",
    "water_mark",
    "engraving",
    "swollen_battery",
)
NOT_SHIPPED = frozenset({"swollen_battery"})


# Why an account manager sets a price by hand; the words stand at the desk.
HAND_REASONS = ("competitor", "volume", "goodwill", "book_gap", "condition", "market")


@dataclass(frozen=True, kw_only=True)
class HandPrice:
    """A price set by hand, in the currency of the book, in place of what the rules say; and why."""

    amount: Decimal
    reason: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite() or self.amount < 0:
            raise ValueError(f"a price is a Decimal of 0 or more, not {self.amount!r}")
        if self.reason not in HAND_REASONS:
            raise ValueError(f"a reason is one of {', '.join(HAND_REASONS)}, not {self.reason!r}")

    def to_json(self) -> dict[str, str]:
        """Return plain values for a JSON column."""
        return {"amount": str(self.amount), "reason": self.reason}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "HandPrice":
        """Read what `to_json` wrote."""
        return cls(amount=Decimal(data["amount"]), reason=data["reason"])


@dataclass(frozen=True, kw_only=True)
class DeviceFacts:
    """One device: what it is, how old, in what condition, and how sure we are of its identity (0 to 1).

    `model_slug` is None until the device is identified; battery health is a percentage of the original capacity;
    `has_charger` is None where nobody said, and nothing is deducted then. `by_hand` is a price that was set for exactly
    these facts.
    """

    model_slug: str | None
    category: str
    grade: str
    functional_state: str = "works"
    lock: str = NO_LOCK
    storage_gb: int | None = None
    battery_health: int | None = None
    cracked: bool = False
    has_charger: bool | None = None
    defects: frozenset[str] = frozenset()
    launched_on: date | None = None
    purchased_on: date | None = None
    confidence: Decimal = Decimal(1)
    by_hand: HandPrice | None = None

    def __post_init__(self) -> None:
        for name, words in (("grade", GRADES), ("functional_state", FUNCTIONAL_STATES), ("lock", LOCKS)):
            if getattr(self, name) not in words:
                raise ValueError(f"{name} is one of {', '.join(words)}, not {getattr(self, name)!r}")
        if unheard_of := self.defects - set(DEFECTS):
            raise ValueError(f"defects are of the coded list, not {sorted(unheard_of)}")
        if self.battery_health is not None and not 0 <= self.battery_health <= 100:
            raise ValueError(f"battery health is 0 to 100 per cent, not {self.battery_health}")
        if self.storage_gb is not None and self.storage_gb <= 0:
            raise ValueError(f"storage is more than 0 GB, not {self.storage_gb}")
        if not isinstance(self.confidence, Decimal) or not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence is a Decimal from 0 to 1, not {self.confidence!r}")

    def age_in_months(self, *, at: date) -> int | None:
        """Return whole months since the model's launch, or since the purchase when the launch is not known.

        The second-hand market prices a model by its own age; when this one unit was bought changes little.
        """
        born = self.launched_on or self.purchased_on
        if born is None:
            return None
        months = (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day)
        return max(months, 0)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON column; equal facts give equal values."""
        days = {name: day.isoformat() if (day := getattr(self, name)) else None for name in _DAYS}
        plain = asdict(self) | days | {"defects": sorted(self.defects), "confidence": str(self.confidence)}
        del plain["by_hand"]  # it stands there only where a price was set: most facts read as they always did
        return plain | ({"by_hand": self.by_hand.to_json()} if self.by_hand else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "DeviceFacts":
        """Read what `to_json` wrote."""
        days = {name: date.fromisoformat(data[name]) if data[name] else None for name in _DAYS}
        special: dict[str, Any] = {
            "defects": frozenset(data["defects"]),
            "confidence": Decimal(data["confidence"]),
            "by_hand": HandPrice.from_json(data["by_hand"]) if "by_hand" in data else None,
        }
        return cls(**{**data, **days, **special})


_DAYS = ("launched_on", "purchased_on")

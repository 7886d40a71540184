"""What its owner says of a device's condition: what is left unsaid stays as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from quotes.pricing.facts import DeviceFacts


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """Answers about one device or many alike; None is no answer, an empty set of defects is the answer "none"."""

    grade: str | None = None
    functional_state: str | None = None
    cracked: bool | None = None
    lock: str | None = None
    battery_health: int | None = None
    has_charger: bool | None = None
    defects: frozenset[str] | None = None
    storage_gb: int | None = None
    # That the model is the one we recognised.
    confirmed: bool | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The answers, by the names of the facts they decide."""
        answers = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "confirmed"}
        given = {name: answer for name, answer in answers.items() if answer is not None}
        return given | {"confidence": Decimal(1)} if self.confirmed else given

    def laid_over(self, facts: DeviceFacts) -> DeviceFacts:
        """Return the facts as they are with these answers; a price set by hand is for the facts as they were."""
        found = replace(facts, **self.said)
        return found if found == facts else replace(found, by_hand=None)

    def to_json(self) -> dict[str, Any]:
        """Return plain values for the arguments of a job."""
        return {
            field.name: sorted(value) if isinstance(value, frozenset) else value
            for field in fields(self)
            if (value := getattr(self, field.name)) is not None
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Declaration":
        """Read what `to_json` wrote."""
        defects = data.get("defects")
        return cls(**{**data, "defects": None if defects is None else frozenset(defects)})

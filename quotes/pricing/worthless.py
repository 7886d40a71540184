"""Why a device brings nothing: told by the steps of its price, so that it may be read from a stored one as well."""

from collections.abc import Mapping
from typing import Any

from quotes.pricing.waterfall import Waterfall

SPENT = "spent"  # what the price had was taken by its condition and the work on it

# The first of these steps that a price has is the reason; '' where there is no price yet to speak of.
REASON_BY_STEP: tuple[tuple[Mapping[str, Any], str], ...] = (
    ({"code": "to_be_identified"}, ""),
    ({"code": "to_be_priced"}, ""),
    ({"code": "not_shipped"}, "not_shipped"),
    ({"code": "age_past"}, "too_old"),
    ({"code": "age", "params": {"percent": "0"}}, "too_old"),
)


def why_nothing(waterfall: Waterfall) -> str:
    """Return the code of the reason, '' for a device that brings something, may yet, or is not priced."""
    if waterfall.high.amount or waterfall.withheld.amount:
        return ""
    return next((code for asked, code in REASON_BY_STEP if _has_step(waterfall, asked)), SPENT)


def _has_step(waterfall: Waterfall, asked: Mapping[str, Any]) -> bool:
    step = waterfall.step(asked["code"])
    return step is not None and asked.get("params", {}).items() <= step.params.items()

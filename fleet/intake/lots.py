"""Rows that count devices without numbers: "25 tablets, room 12" is one lot of 25, not 25 invented serial numbers."""

import hashlib
from collections.abc import Mapping
from typing import Any

from fleet.intake.makers import fold_maker
from fleet.intake.naming import fold_name

_TOLD_APART_BY = ("storage_gb", "site", "cost_centre", "owner", "lease_reference", "age_from_on")


def lot_key(facts: Mapping[str, Any], *, asset_tag: str) -> str:
    """Return what makes two rows the same lot, so that the list may come again; empty where no device is named.

    `facts` are those of ParsedRow. Spelling and colour tell no lot from another; condition and remarks may change.
    """
    name = fold_name(facts["model"]) or facts["model_code"].upper() or facts["category"]
    if not name:
        return ""
    apart = (str(facts[field] or "").lower() for field in _TOLD_APART_BY)
    said = "\n".join((fold_maker(facts["manufacturer"]), name, asset_tag, *apart))
    return hashlib.sha256(said.encode()).hexdigest()[:32]

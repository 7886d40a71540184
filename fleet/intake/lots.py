"""Rows that count devices without numbers: "25 tablets, room 12" is one lot of 25, not 25 invented serial numbers."""

import hashlib

from fleet.intake.makers import fold_maker
from fleet.intake.naming import fold_name
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.parts import Kind

_TOLD_APART_BY = ("storage_gb", "site", "cost_centre", "owner", "lease_reference", "age_from_on")


def names_lot(kind: Kind | ParsedRow) -> str:
    """Return what the devices of a lot are called, as far as it matters; empty where nothing says."""
    return fold_name(kind.model) or kind.model_code.upper() or kind.category


def lot_key(row: ParsedRow) -> str:
    """Return what makes two rows the same lot, so that the list may come again; empty where no device is named.

    Spelling and colour tell no lot from another; condition and remarks may change.
    """
    name = names_lot(row)
    if not name:
        return ""
    apart = (str(getattr(row, field) or "").lower() for field in _TOLD_APART_BY)
    said = "\n".join((fold_maker(row.manufacturer), name, row.asset_tag, *apart))
    return hashlib.sha256(said.encode()).hexdigest()[:32]

"""What one answer may do about all rows with the same problem: the table that the check page asks by."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from fleet.intake import capacities
from fleet.intake.amounts import read_amount
from fleet.intake.dates import DateOrder, read_date
from fleet.intake.funding import read_year


class Fix(StrEnum):
    SAY = "say"  # say what each text stands for, or that the cell counts as empty
    ORDER = "order"  # say whether the dates of the column start with the day or the month
    EMPTY = "empty"  # the number counts as missing, where the row has another one
    LEAVE_OUT = "leave_out"  # the rows stay out of the fleet
    LAST = "last"  # of rows that are the same device, the last counts
    OURS = "ours"  # the devices belong to the organisation


# None: only a look at the row helps, or there is nothing to do.
FIXES: Mapping[str, Fix | None] = MappingProxyType(
    {
        "no_identifier": None,
        "meid_only": None,
        "duplicate_in_file": Fix.LAST,
        "left_out": None,
        "virtual_machine": None,
        "quantity_row": None,
        "imei_rounded": Fix.EMPTY,
        "serial_rounded": Fix.EMPTY,
        "asset_tag_rounded": Fix.EMPTY,
        "imei_invalid": Fix.EMPTY,
        "imei_placeholder": Fix.EMPTY,
        "imei_in_serial_column": None,
        "imei_completed": None,
        "imei_software_version": None,
        "meid_in_imei_column": None,
        "serial_apple_barcode": None,
        "serial_lenovo_barcode": None,
        "serial_express_code": None,
        "hidden_row": Fix.LEAVE_OUT,
        "hidden_sheet": Fix.LEAVE_OUT,
        "meid_invalid": Fix.EMPTY,
        "serial_placeholder": Fix.EMPTY,
        "identifier_too_long": Fix.EMPTY,
        "quantity_with_serial": None,
        "date_unreadable": Fix.SAY,
        "date_ambiguous": Fix.ORDER,
        "date_approximate": None,
        "storage_unreadable": Fix.SAY,
        "storage_not_offered": None,
        "storage_contradicts": None,
        "ram_unreadable": Fix.SAY,
        "battery_unreadable": Fix.SAY,
        "condition_unknown": Fix.SAY,
        "ownership_unknown": Fix.SAY,
        "purchase_amount_unreadable": Fix.SAY,
        "funding_unknown": None,
        "year_unreadable": Fix.SAY,
        "personal_device": Fix.OURS,
        "personal_value_removed": None,
        "damage_mentioned": Fix.SAY,
        "model_missing": None,
        # Asked by name, for the fleet as well: fleet/unnamed_models.py.
        "model_unknown": None,
        "model_ambiguous": None,
        "model_contradicts": None,
    }
)

# Something is still asked of a person, whose answer may change what the row is or brings; the other problems only tell.
QUESTIONS = frozenset(
    {
        *(code for code, fix in FIXES.items() if fix in (Fix.SAY, Fix.ORDER, Fix.EMPTY, Fix.LEAVE_OUT)),
        *("model_missing", "model_unknown", "model_ambiguous", "model_contradicts"),
        *("storage_contradicts", "storage_not_offered"),
    }
)

# What a word of a column whose texts are not kept may stand for, as facts of the device; "" leaves it open.
_CONDITIONS = {
    **{grade: {"grade": grade} for grade in "ABCD"},
    **{state: {"functional_state": state} for state in ("works", "faulty", "dead")},
}
_OWNERS = {owner: {"owner": owner} for owner in ("organisation", "lessor", "person", "funder")}
MEANINGS: Mapping[str, Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "condition_unknown": _CONDITIONS,
        "damage_mentioned": _CONDITIONS,
        "ownership_unknown": _OWNERS,
        "personal_device": {"yes": {"owner": "organisation"}},
    }
)
# The facts as they are while nothing was said.
UNSAID: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "condition_unknown": {"grade": "", "functional_state": ""},
        "damage_mentioned": {},
        "ownership_unknown": {"owner": ""},
        "personal_device": {"owner": "person"},
    }
)
_YES = "yes"


def _is_battery(text: str) -> bool:
    return text.removesuffix("%").strip().isdecimal() and int(text.removesuffix("%")) <= 100


def _is_date(text: str) -> bool:
    return read_date(text=text, order=DateOrder.UNKNOWN).value is not None


_READABLE: Mapping[str, Callable[[str], bool]] = {
    "storage_unreadable": lambda text: capacities.parse_storage(text=text) is not None,
    "ram_unreadable": lambda text: capacities.parse_memory(text=text) is not None,
    "battery_unreadable": _is_battery,
    "purchase_amount_unreadable": lambda text: read_amount(text) is not None,
    "year_unreadable": lambda text: read_year(text) is not None,
    "date_unreadable": _is_date,
}


def accepts(code: str, text: str) -> bool:
    """Whether `text` is an answer to the problem `code` that the rows can be read with."""
    fix = FIXES[code]
    if fix is Fix.SAY:
        return not text or (text in MEANINGS[code] if code in MEANINGS else _READABLE[code](text))
    if fix is Fix.ORDER:
        return text in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
    return fix is not None and text == _YES

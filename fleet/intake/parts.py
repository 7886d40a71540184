"""What a row says beside its numbers, in parts: many rows say the same, so each distinct text is read once."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fleet.intake import capacities, identifiers
from fleet.intake.categories import CategoryWords, read_category
from fleet.intake.cells import RowCells
from fleet.intake.conditions import damage_in, read_condition
from fleet.intake.dates import AMBIGUOUS, DateOrder, read_date
from fleet.intake.fields import AGE_EVIDENCE
from fleet.intake.layout import RowLayout
from fleet.intake.naming import capacity_in_name
from fleet.intake.ownership import read_owner, read_yes_no
from fleet.intake.problems import RowProblem

_PERCENT = re.compile(r"0[.,](\d{2})|(\d{1,3})(?:[.,]\d+)? ?%?")
_LOCKS = {True: "activation_lock", False: "none", None: ""}
_MOST_KEPT = 20_000  # distinct texts of a part: remarks and instants may differ from row to row

PartReader = Callable[[RowCells, CategoryWords], dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class PartReading:
    """What was read of one part: facts by the name they have in ParsedRow, and the cells that may be kept."""

    facts: Mapping[str, Any]
    problems: tuple[RowProblem, ...]
    raw: Mapping[str, str]


def _read_kind(cells: RowCells, words: CategoryWords) -> dict[str, Any]:
    """Which device it is. What the row calls it counts, else what the model's name says."""
    return {
        "manufacturer": cells.words("manufacturer"),
        "model": cells.words("model"),
        "model_code": cells.words("model_code"),
        "category_text": cells.words("category"),
        "category": read_category(cells.text("category"), words=words) or words.category_within(cells.words("model")),
        "storage_gb": _storage(cells),
        "ram_gb": _memory(cells),
    }


def _storage(cells: RowCells) -> int | None:
    text = cells.text("storage") if cells.says("storage") else capacity_in_name(cells.text("model"))
    size = capacities.parse_storage(text=text) if text else None
    if size is None and cells.says("storage"):
        cells.report("storage_unreadable", "storage")
    return size


def _memory(cells: RowCells) -> int | None:
    size = capacities.parse_memory(text=cells.text("ram")) if cells.says("ram") else None
    if size is None and cells.says("ram"):
        cells.report("ram_unreadable", "ram")
    return size


def _read_age(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    """The purchase date, and the best date that tells the age with what it is evidence of."""
    dates = {field: found for field, _ in AGE_EVIDENCE if (found := _date(cells, field))}
    best = next(((dates[field], evidence) for field, evidence in AGE_EVIDENCE if field in dates), (None, ""))
    return {"purchased_on": dates.get("purchased_on"), "age_from_on": best[0], "age_evidence": best[1]}


def _date(cells: RowCells, field: str) -> date | None:
    if not cells.text(field):
        return None
    text = identifiers.plain_text(cells.text(field))
    reading = read_date(text=text, order=DateOrder.UNKNOWN)
    if reading.problem == AMBIGUOUS:
        reading = read_date(text=text, order=cells.layout.date_orders.of(field))
    if reading.problem:
        cells.report(reading.problem, field, hint=reading.value.isoformat() if reading.value else "")
    return reading.value


def _read_place(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    return {"site": cells.words("site"), "cost_centre": cells.words("cost_centre")}


def _read_owner(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    """Whose it is: what a column says, else a lessor's where a lease is named."""
    lease = {
        "lessor": cells.words("lessor"),
        "lease_reference": cells.words("lease_reference"),
        "lease_ends_on": _date(cells, "lease_ends_on"),
    }
    owner = "person" if read_yes_no(cells.text("byod")) else read_owner(cells.text("ownership"))
    if owner == "person":
        cells.report("personal_device", "ownership")
    elif not owner and cells.says("ownership"):
        cells.report("ownership_unknown", "ownership")
    if owner in ("", "organisation") and any(lease.values()):
        owner = "lessor"
    return {"owner": owner, **lease}


def _read_remarks(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    damage = damage_in(cells.text("remarks"))
    if damage:
        cells.report("damage_mentioned", "remarks", value=damage)
    return {}


def _read_condition(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    condition = read_condition(cells.text("condition")) if cells.says("condition") else ("", "")
    if condition is None:
        cells.report("condition_unknown", "condition")
    grade, functional_state = condition or ("", "")
    return {"grade": grade, "functional_state": functional_state}


def _read_management(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    return {
        "lock": _LOCKS[read_yes_no(cells.text("activation_lock"))],
        "supervised": read_yes_no(cells.text("supervised")),
    }


def _read_battery(cells: RowCells, _words: CategoryWords) -> dict[str, Any]:
    """Health in percent. Words such as "Normal", and -1 for "not asked", say nothing that counts."""
    text = identifiers.plain_text(cells.text("battery_health"))
    if not any(sign.isdigit() for sign in text) or text.startswith("-"):
        return {"battery_health": None}
    found = _PERCENT.fullmatch(text)
    health = int(found[1] or found[2]) if found else 101
    if health > 100:
        cells.report("battery_unreadable", "battery_health")
    return {"battery_health": health if health <= 100 else None}


# Fields that are read together, in the order in which their problems are told.
_PARTS: tuple[tuple[tuple[str, ...], PartReader], ...] = (
    (("manufacturer", "model", "model_code", "category", "storage", "ram"), _read_kind),
    (("remarks",), _read_remarks),
    (("condition",), _read_condition),
    (tuple(field for field, _ in AGE_EVIDENCE), _read_age),
    (("site", "cost_centre"), _read_place),
    (("ownership", "byod", "lessor", "lease_reference", "lease_ends_on"), _read_owner),
    (("activation_lock", "supervised"), _read_management),
    (("battery_health",), _read_battery),
)


class FilePart:
    """One part of a file: its columns, and what was read of every distinct text in them so far."""

    def __init__(self, read: PartReader, *, layout: RowLayout, words: CategoryWords) -> None:
        self._read, self._layout, self._words = read, layout, words
        self._indexes = [column.index for column in layout.columns]
        self._found: dict[tuple[str, ...], PartReading] = {}

    @property
    def has_columns(self) -> bool:
        """Whether the file says anything of this part."""
        return bool(self._indexes)

    def reading_of(self, values: Sequence[str]) -> PartReading:
        """Return what a row says of this part; `values` reach as far as the headers."""
        texts = tuple([values[index] for index in self._indexes])
        found = self._found.get(texts)
        if found is None:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            found = self._found[texts] = self._read_anew(values)
        return found

    def _read_anew(self, values: Sequence[str]) -> PartReading:
        cells = RowCells(values=values, layout=self._layout)
        facts = self._read(cells, self._words)
        return PartReading(facts=facts, problems=tuple(cells.problems), raw=cells.kept())


def parts_of(layout: RowLayout, *, words: CategoryWords) -> list[FilePart]:
    """Return the parts of a file."""
    return [FilePart(read, layout=layout.only(fields), words=words) for fields, read in _PARTS]

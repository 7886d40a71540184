"""What a row says beside its numbers, in parts: many rows say the same, so each distinct text is read once."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from fleet.intake import capacities, identifiers
from fleet.intake.amounts import read_amount
from fleet.intake.categories import CategoryWords, read_category
from fleet.intake.cells import RowCells
from fleet.intake.conditions import damage_in, read_condition
from fleet.intake.dates import AMBIGUOUS, DateOrder, read_date
from fleet.intake.fields import AGE_EVIDENCE
from fleet.intake.funding import read_funding, read_year
from fleet.intake.layout import RowLayout
from fleet.intake.naming import capacity_in_name
from fleet.intake.ownership import read_owner, read_yes_no
from fleet.intake.problems import RowProblem

_PERCENT = re.compile(r"0[.,](\d{2})|(\d{1,3})(?:[.,]\d+)? ?%?")
_LOCKS = {True: "activation_lock", False: "none", None: ""}
_MOST_KEPT = 20_000  # distinct texts of a part: remarks and instants may differ from row to row


class Kind(NamedTuple):
    """Which device it is."""

    manufacturer: str = ""
    model: str = ""
    model_code: str = ""
    category_text: str = ""
    category: str = ""
    storage_gb: int | None = None
    ram_gb: int | None = None


class Condition(NamedTuple):
    """In what state it is."""

    grade: str = ""
    functional_state: str = ""


class Age(NamedTuple):
    """When it was bought, and the best date that tells its age with what that is evidence of."""

    purchased_on: date | None = None
    age_from_on: date | None = None
    age_evidence: str = ""


class Place(NamedTuple):
    """Where it is, and who pays."""

    site: str = ""
    cost_centre: str = ""


class Ownership(NamedTuple):
    """Whose it is."""

    owner: str = ""
    lessor: str = ""
    lease_reference: str = ""
    lease_ends_on: date | None = None


class Purchase(NamedTuple):
    """What it cost, who paid for it, and until the end of which year it may not be sold for that."""

    purchase_amount: Decimal | None = None
    funding: str = ""
    grant_name: str = ""
    restricted_until_year: int | None = None


class Management(NamedTuple):
    """What device management says of it."""

    lock: str = ""
    supervised: bool | None = None


class Battery(NamedTuple):
    """What is left of the battery, in percent."""

    battery_health: int | None = None


class Remarks(NamedTuple):
    """No fact: words of damage are a problem to tell."""


Facts = Kind | Condition | Age | Place | Ownership | Purchase | Management | Battery | Remarks


class PartReading(NamedTuple):
    """What was read of one part: its facts, and the cells that may be kept."""

    facts: Facts
    problems: tuple[RowProblem, ...] = ()
    raw: Mapping[str, str] = {}


def _read_kind(cells: RowCells, words: CategoryWords) -> Kind:
    """What the row calls it counts, else what the model's name says."""
    return Kind(
        manufacturer=cells.words("manufacturer"),
        model=cells.words("model"),
        model_code=cells.words("model_code"),
        category_text=cells.words("category"),
        category=read_category(cells.text("category"), words=words) or words.category_within(cells.words("model")),
        storage_gb=_storage(cells),
        ram_gb=_memory(cells),
    )


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


def _read_age(cells: RowCells, _words: CategoryWords) -> Age:
    dates = {field: found for field, _ in AGE_EVIDENCE if (found := _date(cells, field))}
    best = next(((dates[field], evidence) for field, evidence in AGE_EVIDENCE if field in dates), (None, ""))
    return Age(dates.get("purchased_on"), *best)


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


def _read_place(cells: RowCells, _words: CategoryWords) -> Place:
    return Place(site=cells.words("site"), cost_centre=cells.words("cost_centre"))


def _read_owner(cells: RowCells, _words: CategoryWords) -> Ownership:
    """What a column says, else a lessor's where a lease is named."""
    lease = (cells.words("lessor"), cells.words("lease_reference"), _date(cells, "lease_ends_on"))
    owner = "person" if read_yes_no(cells.text("byod")) else read_owner(cells.text("ownership"))
    if owner == "person":
        cells.report("personal_device", "ownership")
    elif not owner and cells.says("ownership"):
        cells.report("ownership_unknown", "ownership")
    if owner in ("", "organisation") and any(lease):
        owner = "lessor"
    return Ownership(owner, *lease)


def _read_purchase(cells: RowCells, _words: CategoryWords) -> Purchase:
    """A price of 0 is how lists say that they do not know it."""
    amount = read_amount(cells.text("purchase_amount")) if cells.says("purchase_amount") else Decimal(0)
    if amount is None:
        cells.report("purchase_amount_unreadable", "purchase_amount")
    funding = read_funding(cells.text("funding"))
    if not funding and cells.says("funding"):
        cells.report("funding_unknown", "funding")
    year = read_year(cells.text("restricted_until_year"))
    if year is None and cells.says("restricted_until_year"):
        cells.report("year_unreadable", "restricted_until_year")
    return Purchase(amount or None, funding, cells.words("grant_name"), year)


def _read_remarks(cells: RowCells, _words: CategoryWords) -> Remarks:
    damage = damage_in(cells.text("remarks"))
    if damage:
        cells.report("damage_mentioned", "remarks", value=damage)
    return Remarks()


def _read_condition(cells: RowCells, _words: CategoryWords) -> Condition:
    condition = read_condition(cells.text("condition")) if cells.says("condition") else ("", "")
    if condition is None:
        cells.report("condition_unknown", "condition")
    return Condition(*(condition or ()))


def _read_management(cells: RowCells, _words: CategoryWords) -> Management:
    return Management(
        lock=_LOCKS[read_yes_no(cells.text("activation_lock"))], supervised=read_yes_no(cells.text("supervised"))
    )


def _read_battery(cells: RowCells, _words: CategoryWords) -> Battery:
    """Words such as "Normal", and -1 for "not asked", say nothing that counts."""
    text = identifiers.plain_text(cells.text("battery_health"))
    if not any(sign.isdigit() for sign in text) or text.startswith("-"):
        return Battery()
    found = _PERCENT.fullmatch(text)
    health = int(found[1] or found[2]) if found else 101
    if health > 100:
        cells.report("battery_unreadable", "battery_health")
    return Battery(health if health <= 100 else None)


class _Part(NamedTuple):
    """Fields that are read together, what reads them, and what holds where the file has none of them."""

    fields: tuple[str, ...]
    read: Callable[[RowCells, CategoryWords], Facts]
    unsaid: Facts


# In the order in which their facts stand in ParsedRow, and their problems are told.
_PARTS = (
    _Part(("manufacturer", "model", "model_code", "category", "storage", "ram"), _read_kind, Kind()),
    _Part(("remarks",), _read_remarks, Remarks()),
    _Part(("condition",), _read_condition, Condition()),
    _Part(tuple(field for field, _ in AGE_EVIDENCE), _read_age, Age()),
    _Part(("site", "cost_centre"), _read_place, Place()),
    _Part(("ownership", "byod", "lessor", "lease_reference", "lease_ends_on"), _read_owner, Ownership()),
    _Part(("purchase_amount", "funding", "grant_name", "restricted_until_year"), _read_purchase, Purchase()),
    _Part(("activation_lock", "supervised"), _read_management, Management()),
    _Part(("battery_health",), _read_battery, Battery()),
)
PART_FACTS = tuple(name for part in _PARTS for name in part.unsaid._fields)


class FilePart:
    """One part of a file: its columns, and what was read of every distinct text in them so far.

    `place` is where its facts stand in ParsedRow.
    """

    def __init__(self, part: _Part, *, place: slice, layout: RowLayout, words: CategoryWords) -> None:
        self.place = place
        self._read, self._layout, self._words = part.read, layout, words
        indexes = [column.index for column in self._layout.columns]
        self._texts: Callable[[Sequence[str]], Any] = itemgetter(*indexes) if indexes else lambda _values: ()
        self._found: dict[Any, PartReading] = {} if indexes else {(): PartReading(part.unsaid)}

    def reading_of(self, values: Sequence[str]) -> PartReading:
        """Return what a row says of this part; `values` reach as far as the headers."""
        texts = self._texts(values)
        found = self._found.get(texts)
        if found is None:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            found = self._found[texts] = self._read_anew(values)
        return found

    def _read_anew(self, values: Sequence[str]) -> PartReading:
        cells = RowCells(values=values, layout=self._layout)
        facts = self._read(cells, self._words)
        return PartReading(facts, problems=tuple(cells.problems), raw=cells.kept())


def parts_of(layout: RowLayout, *, words: CategoryWords, first: int) -> list[FilePart]:
    """Return the kind of device, and the other parts of which the file says anything; `first` is where facts begin."""
    parts = []
    for part in _PARTS:
        place = slice(first, first + len(part.unsaid._fields))
        first = place.stop
        mine = layout.only(part.fields)
        if mine.columns or part.read is _read_kind:
            parts.append(FilePart(part, place=place, layout=mine, words=words))
    return parts

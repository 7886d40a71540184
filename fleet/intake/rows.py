"""One row of the file, read: typed, normalised, with its problems beside it and nothing silently corrected."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fleet.intake.categories import CategoryWords
from fleet.intake.cells import LONGEST_QUOTE, RowCells
from fleet.intake.device_numbers import NUMBER_FIELDS, DeviceNumbers, read_numbers, report_nameless
from fleet.intake.layout import RowLayout
from fleet.intake.lots import lot_key
from fleet.intake.parts import parts_of
from fleet.intake.problems import RowProblem, Severity

_HYPERVISORS = (
    r"(?:vmware|virtualbox|innotek|parallels|qemu|kvm|xen|bochs|proxmox|hvm domu|virtual machine|virtual platform|"
    r"standard pc|google compute|amazon ec2|hyper-v)"
)
_VIRTUAL = re.compile(_HYPERVISORS, re.IGNORECASE)
# "VMware-56 4d 9f …" names its hypervisor; XEN41BBQ is an honest serial number of three letters and some more.
_VIRTUAL_SERIAL = re.compile(rf"{_HYPERVISORS}(?![a-z0-9])", re.IGNORECASE)


class ParsedRow(NamedTuple):
    """What one row says about one device. An empty text, None or 'unknown' means that the file does not say.

    Words: grade A|B|C|D, functional_state works|faulty|dead, lock none|activation_lock|mdm|frp|firmware_password,
    owner organisation|lessor|person|funder|operator, category a catalogue category slug,
    age_evidence purchase|order|in_service|enrolment. Storage and memory are nominal GB, `battery_health` percent.
    """

    row_number: int
    serial: str = ""
    imei: str = ""
    imei2: str = ""
    meid: str = ""
    asset_tag: str = ""
    manufacturer: str = ""
    model: str = ""
    model_code: str = ""
    category_text: str = ""
    category: str = ""
    storage_gb: int | None = None
    ram_gb: int | None = None
    purchased_on: date | None = None
    age_from_on: date | None = None
    age_evidence: str = ""
    site: str = ""
    cost_centre: str = ""
    owner: str = ""
    lessor: str = ""
    lease_reference: str = ""
    lease_ends_on: date | None = None
    grade: str = ""
    functional_state: str = ""
    lock: str = ""
    supervised: bool | None = None
    battery_health: int | None = None
    quantity: int = 1
    identity_key: str = ""
    lot_key: str = ""
    problems: tuple[RowProblem, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether one of its problems keeps the row out of the fleet."""
        return bool(self.problems) and any(problem.severity is Severity.REFUSE for problem in self.problems)

    def with_problems(self, more: Sequence[RowProblem]) -> "ParsedRow":
        """The same row with more problems behind its own."""
        return self._replace(problems=(*self.problems, *more)) if more else self


class RowReader:
    """Reads the rows of one file: the numbers of each, and every distinct text of its other parts once."""

    def __init__(self, *, layout: RowLayout, category_words: CategoryWords) -> None:
        self._width = max((column.index for column in layout.columns), default=-1) + 1
        self._numbers = layout.only(NUMBER_FIELDS)
        self._model = layout.only(("model",)).columns
        parts = parts_of(layout, words=category_words)
        self._parts = [part for part in parts if part.has_columns]
        empty = [""] * self._width
        self._unsaid: dict[str, Any] = {}
        for part in parts:
            self._unsaid |= {} if part.has_columns else part.reading_of(empty).facts

    def read(self, *, row_number: int, values: Sequence[str]) -> tuple[ParsedRow, dict[str, str]]:
        """Return what a row says of its device, and the cells that may be stored as written, by their column's label.

        A problem leaves its field empty, it never raises. A short row has empty cells behind its last.
        """
        if len(values) < self._width:
            values = [*values, *[""] * (self._width - len(values))]
        facts = dict(self._unsaid)
        raw: dict[str, str] = {}
        problems: list[RowProblem] = []
        for part in self._parts:
            reading = part.reading_of(values)
            facts |= reading.facts
            raw |= reading.raw
            problems += reading.problems
        cells = RowCells(values=values, layout=self._numbers)
        numbers = read_numbers(cells, manufacturer=facts["manufacturer"], model=facts["model"])
        facts["model_code"] = facts["model_code"] or numbers.model_code
        lot = lot_key(facts, asset_tag=numbers.asset_tag) if numbers.quantity > 1 else ""
        if not lot and not numbers.identity_key:
            report_nameless(cells, numbers.meid)
        doubts = self._doubts_about_model(facts, numbers, raw)
        parsed = ParsedRow(
            row_number=row_number,
            serial=numbers.serial,
            imei=numbers.imei,
            imei2=numbers.imei2,
            meid=numbers.meid,
            asset_tag=numbers.asset_tag,
            quantity=numbers.quantity,
            identity_key=numbers.identity_key,
            lot_key=lot,
            problems=(*cells.problems, *doubts, *problems),
            **facts,
        )
        return parsed, raw | cells.kept()

    def _doubts_about_model(
        self, facts: Mapping[str, Any], numbers: DeviceNumbers, raw: Mapping[str, str]
    ) -> tuple[RowProblem, ...]:
        manufacturer, model = facts["manufacturer"], facts["model"]
        if _VIRTUAL.match(manufacturer) or _VIRTUAL.match(model) or _VIRTUAL_SERIAL.match(numbers.serial):
            code = "virtual_machine"
        elif not model and not facts["model_code"]:
            code = "model_missing"
        else:
            return ()
        column, written = next(((column.header, raw.get(column.label, "")) for column in self._model), ("", ""))
        return (RowProblem(code=code, column=column, value=written[:LONGEST_QUOTE]),)

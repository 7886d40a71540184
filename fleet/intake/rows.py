"""One row of the file, read: typed, normalised, with its problems beside it and nothing silently corrected."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from fleet.intake.categories import CategoryWords
from fleet.intake.cells import LONGEST_QUOTE
from fleet.intake.device_numbers import DeviceNumbers, NumberReader
from fleet.intake.layout import RowLayout
from fleet.intake.lots import lot_key
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.parts import Kind, parts_of
from fleet.intake.problems import RowProblem

_HYPERVISORS = (
    r"(?:vmware|virtualbox|innotek|parallels|qemu|kvm|xen|bochs|proxmox|hvm domu|virtual machine|virtual platform|"
    r"standard pc|google compute|amazon ec2|hyper-v)"
)
_VIRTUAL = re.compile(_HYPERVISORS, re.IGNORECASE)
# "VMware-56 4d 9f …" names its hypervisor; XEN41BBQ is an honest serial number of three letters and some more.
_VIRTUAL_SERIAL = re.compile(rf"{_HYPERVISORS}(?![a-z0-9])", re.IGNORECASE)

# Rows are put together by place, not by name, for there are many of them. A test holds the places together.
_UNSAID = ParsedRow(row_number=0)
_NUMBERS = slice(1, 1 + len(DeviceNumbers._fields))


class RowReader:
    """Reads the rows of one file: the numbers of each, and every distinct text of its other parts once."""

    def __init__(self, *, layout: RowLayout, category_words: CategoryWords) -> None:
        self._width = max((column.index for column in layout.columns), default=-1) + 1
        self._model = layout.only(("model",)).columns
        self._numbers = NumberReader(layout)
        self._kind, *self._parts = parts_of(layout, words=category_words, first=_NUMBERS.stop)

    def read(self, *, row_number: int, values: Sequence[str]) -> tuple[ParsedRow, dict[str, str]]:
        """Return what a row says of its device, and the cells that may be stored as written, by their column's label.

        A problem leaves its field empty, it never raises. A short row has empty cells behind its last.
        """
        if len(values) < self._width:
            values = [*values, *[""] * (self._width - len(values))]
        kind = self._kind.reading_of(values)
        found = self._numbers.read(values, kind=cast(Kind, kind.facts))
        facts: list[object] = [*_UNSAID]
        facts[0], facts[_NUMBERS], facts[self._kind.place] = row_number, found.numbers, kind.facts
        raw, problems = {**found.raw, **kind.raw}, kind.problems
        for part in self._parts:
            said, its_problems, its_raw = part.reading_of(values)
            facts[part.place] = said
            raw |= its_raw
            if its_problems:
                problems += its_problems
        facts[-1] = (*found.problems, *problems)
        parsed = ParsedRow._make(facts)
        if found.model_code and not parsed.model_code:
            parsed = parsed._replace(model_code=found.model_code)
        if parsed.quantity > 1:
            parsed = parsed._replace(lot_key=lot_key(parsed))
        doubt = self._doubt_about_model(parsed, raw)
        if doubt:
            parsed = parsed._replace(problems=(*found.problems, doubt, *problems))
        return parsed, raw

    def _doubt_about_model(self, row: ParsedRow, raw: Mapping[str, str]) -> RowProblem | None:
        if _is_virtual(row.manufacturer) or _is_virtual(row.model) or _VIRTUAL_SERIAL.match(row.serial):
            code = "virtual_machine"
        elif not row.model and not row.model_code:
            code = "model_missing"
        else:
            return None
        column, written = next(((column.header, raw.get(column.label, "")) for column in self._model), ("", ""))
        return RowProblem(code=code, column=column, value=written[:LONGEST_QUOTE])


@lru_cache(maxsize=10_000)
def _is_virtual(name: str) -> bool:
    return _VIRTUAL.match(name) is not None

"""Answers that serve all rows with the same problem, and a row read with them; its cells stay as the file has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.correcting import KeptCellsReader, still_true
from fleet.intake.dates import DateOrder
from fleet.intake.fields import FIELDS
from fleet.intake.group_fixes import FIXES, MEANINGS, Fix
from fleet.intake.layout import RowLayout
from fleet.intake.own_names import OwnNames
from fleet.intake.problems import RowProblem, Severity
from fleet.intake.reading import IntakeRow

_QUOTED = 80  # a problem quotes the beginning of a long cell
_NAMELESS = frozenset({"no_identifier", "meid_only"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was said of one text in one column; `column` and `value` are empty where one answer serves the cause."""

    code: str
    column: str = ""
    value: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Reread:
    """A row read again: `told` holds facts of columns that are not kept, as far as an answer says them."""

    row: IntakeRow
    problems: tuple[RowProblem, ...]
    told: Mapping[str, str]

    @property
    def is_refused(self) -> bool:
        """Whether one of its problems keeps the row out of the fleet."""
        return any(problem.severity is Severity.REFUSE for problem in self.problems)


class AnsweredReading:
    """Reads the kept cells of rows under the answers given for their upload."""

    def __init__(
        self, *, layout: RowLayout, answers: Iterable[Answer], index: CatalogueIndex, own_names: OwnNames
    ) -> None:
        given = list(answers)
        self.layout = _with_orders(layout, given)
        self._reader = KeptCellsReader(layout=self.layout, index=index, own_names=own_names)
        self._closed = [column.header for column in layout.columns if not FIELDS[column.field].kept]
        self._said = {(answer.code, answer.column, answer.value): answer.text for answer in given}
        self._cells = {
            (answer.column, answer.value): answer.text
            for answer in given
            if FIXES[answer.code] is Fix.SAY and answer.code not in MEANINGS
        }
        self._emptied = {answer.code for answer in given if FIXES[answer.code] is Fix.EMPTY}
        self._left_out = {answer.code for answer in given if FIXES[answer.code] is Fix.LEAVE_OUT}

    def read(self, *, row_number: int, raw: Mapping[str, str], before: Iterable[Mapping[str, str]]) -> Reread:
        """Return the row that these cells are; `before` are the problems it had."""
        read = self._reader.read(row_number=row_number, raw=self._replaced(raw))
        read = self._without_emptied(read, raw)
        told: dict[str, str] = {}
        kept: list[RowProblem] = []
        for problem in still_true(before, closed_columns=self._closed):
            said = self._said.get((problem.code, problem.column, problem.value))
            answer = self._said.get((problem.code, "", "")) if said is None else said
            if answer is None or problem.code not in MEANINGS:
                kept.append(problem)
            else:
                told |= MEANINGS[problem.code].get(answer, {})
        if any(problem.code in self._left_out for problem in kept):
            kept.append(RowProblem(code="left_out"))
        return Reread(row=read._replace(raw=self._kept(read, raw)), problems=(*read.parsed.problems, *kept), told=told)

    def _kept(self, read: IntakeRow, raw: Mapping[str, str]) -> dict[str, str]:
        """The cells as the file has them; what the reading found personal is gone."""
        personal = {problem.column for problem in read.parsed.problems if problem.code == "personal_value_removed"}
        return {
            column.label: raw[column.label][: FIELDS[column.field].limit]
            for column in self.layout.columns
            if raw.get(column.label) and FIELDS[column.field].kept and column.header not in personal
        }

    def _replaced(self, raw: Mapping[str, str]) -> Mapping[str, str]:
        if not self._cells:
            return raw
        headers = {column.label: column.header for column in self.layout.columns}
        return {label: self._cells.get((headers.get(label, ""), text[:_QUOTED]), text) for label, text in raw.items()}

    def _without_emptied(self, read: IntakeRow, raw: Mapping[str, str]) -> IntakeRow:
        """A bad number counts as missing, unless the row has no other."""
        headers = {problem.column for problem in read.parsed.problems if problem.code in self._emptied}
        if not headers:
            return read
        emptied = {column.label for column in self.layout.columns if column.header in headers}
        left = {label: text for label, text in self._replaced(raw).items() if label not in emptied}
        again = self._reader.read(row_number=read.parsed.row_number, raw=left)
        return read if any(problem.code in _NAMELESS for problem in again.parsed.problems) else again


def _with_orders(layout: RowLayout, answers: Iterable[Answer]) -> RowLayout:
    said = {answer.column: DateOrder(answer.text) for answer in answers if FIXES[answer.code] is Fix.ORDER}
    orders = {column.field: said[column.header] for column in layout.columns if column.header in said}
    return replace(layout, date_orders=layout.date_orders.with_said(orders))

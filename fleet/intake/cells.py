"""The cells of one row by their fields, and the problems found in them."""

from collections.abc import Sequence
from functools import lru_cache

from fleet.intake.fields import FIELDS
from fleet.intake.identifiers import IdentifierReading, is_blank, is_placeholder, plain_text
from fleet.intake.layout import RowLayout
from fleet.intake.personal import is_personal_value
from fleet.intake.problems import RowProblem, Severity

LONGEST_QUOTE = 80


@lru_cache(maxsize=20_000)
def _plain_words(text: str, limit: int) -> str:
    words = " ".join(plain_text(text).split())
    return "" if is_blank(words) or is_placeholder(words) else words[:limit]


class RowCells:
    """What stands in the used columns of one row; a personal value is gone before anything can read it."""

    def __init__(self, *, values: Sequence[str], layout: RowLayout) -> None:
        self.layout = layout
        self.problems: list[RowProblem] = []
        self._texts: dict[str, str] = {}
        for column in layout.columns:
            text = values[column.index] if column.index < len(values) else ""
            if text and is_personal_value(field=column.field, text=text):
                text = ""
                self.report("personal_value_removed", column.field)
            self._texts[column.field] = text

    def text(self, field: str) -> str:
        """The cell of a field as written, or an empty text."""
        return self._texts.get(field, "")

    def words(self, field: str) -> str:
        """The cell of a free-text field with single spaces, cut to what is kept; empty where it says nothing."""
        text = self.text(field)
        return _plain_words(text, FIELDS[field].limit) if text else ""

    def says(self, field: str) -> bool:
        """Whether the cell of a field holds more than "N/A"."""
        return not is_blank(self.text(field))

    def keep(self, field: str, reading: IdentifierReading) -> str:
        """Return what was read of a field, and report what stood in its way, or that it was not written so."""
        if reading.problem:
            self.report(reading.problem, field, hint=reading.value)
        return reading.value

    def report(self, code: str, field: str = "", *, value: str | None = None, hint: str = "") -> None:
        """Note a problem; the cell is quoted where the field may be kept, unless `value` says it better."""
        quoted = self.text(field) if value is None and field and FIELDS[field].kept else value or ""
        self.problems.append(
            RowProblem(code=code, column=self.layout.header_of(field), value=quoted[:LONGEST_QUOTE], hint=hint)
        )

    @property
    def is_refused(self) -> bool:
        """Whether a problem found so far keeps the row out of the fleet."""
        return any(problem.severity is Severity.REFUSE for problem in self.problems)

    def kept(self) -> dict[str, str]:
        """The cells that may be stored as they were written, by their column's label."""
        return {
            column.label: self._texts[column.field][: FIELDS[column.field].limit]
            for column in self.layout.columns
            if self._texts[column.field] and FIELDS[column.field].kept
        }

"""A row read again, after somebody has put its cells right."""

from collections.abc import Iterable, Mapping

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.known_models import KnownModels
from fleet.intake.layout import RowLayout
from fleet.intake.own_names import OwnNames
from fleet.intake.problems import PROBLEMS, RowProblem
from fleet.intake.reading import IntakeRow
from fleet.intake.rows import RowReader

# Found by looking at other rows or at the sheet, not at the cells of this one.
_OF_THE_SHEET = frozenset({"hidden_row", "hidden_sheet"})
# Of columns whose cells are not kept, whichever of them it was: a device may be personal by two.
_OF_CLOSED_COLUMNS = frozenset({
    "condition_unknown", "ownership_unknown", "funding_unknown", "personal_device", "damage_mentioned",
})  # fmt: skip
_STAYS = _OF_THE_SHEET | _OF_CLOSED_COLUMNS


class KeptCellsReader:
    """Reads rows from the cells that were kept of them; columns that are not kept count as empty."""

    def __init__(self, *, layout: RowLayout, index: CatalogueIndex, own_names: OwnNames) -> None:
        self._columns = layout.columns
        self._width = max((column.index for column in layout.columns), default=0) + 1
        self._rows = RowReader(layout=layout, category_words=index.category_words)
        self._models = KnownModels(index, own_names, column=layout.header_of("model"))

    def read(self, *, row_number: int, raw: Mapping[str, str]) -> IntakeRow:
        """Return the row that these cells are, by their column's label."""
        values = [""] * self._width
        for column in self._columns:
            values[column.index] = raw.get(column.label, "")
        parsed, kept = self._rows.read(row_number=row_number, values=values)
        found, doubts = self._models.identify(parsed)
        return IntakeRow(raw=kept, parsed=parsed.with_problems(doubts), identification=found)


def still_true(problems: Iterable[Mapping[str, str]], *, closed_columns: Iterable[str]) -> list[RowProblem]:
    """Return the problems that a correction cannot have mended: those of columns whose cells were not kept."""
    closed = set(closed_columns)
    return [
        RowProblem(**problem)
        for problem in problems
        if problem["code"] in PROBLEMS and (problem["code"] in _STAYS or problem["column"] in closed)
    ]

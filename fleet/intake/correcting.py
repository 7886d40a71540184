"""A row read again, after somebody has put its cells right."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.cells import RowCells
from fleet.intake.doubts import doubts_of
from fleet.intake.known_models import KnownModels
from fleet.intake.layout import RowLayout
from fleet.intake.own_names import OwnNames
from fleet.intake.problems import PROBLEMS, RowProblem
from fleet.intake.reading import IntakeRow
from fleet.intake.rows import parse_row

# Found by looking at other rows or at the sheet, not at the cells of this one.
_OF_THE_SHEET = frozenset({"hidden_row", "hidden_sheet"})
# Of columns whose cells are not kept, whichever of them it was: a device may be personal by two.
_OF_CLOSED_COLUMNS = frozenset({"condition_unknown", "ownership_unknown", "personal_device", "damage_mentioned"})
_STAYS = _OF_THE_SHEET | _OF_CLOSED_COLUMNS


def read_again(
    *, row_number: int, raw: Mapping[str, str], layout: RowLayout, index: CatalogueIndex, own_names: OwnNames
) -> IntakeRow:
    """Return the row that these cells are, by their column's label; columns that are not kept count as empty."""
    values = [""] * (max((column.index for column in layout.columns), default=0) + 1)
    for column in layout.columns:
        values[column.index] = raw.get(column.label, "")
    cells = RowCells(values=values, layout=layout)
    parsed = parse_row(row_number=row_number, cells=cells, category_words=index.category_words)
    found = KnownModels(index, own_names).identify(parsed)
    doubts = doubts_of(parsed, found, index, column=layout.header_of("model"))
    return IntakeRow(
        raw=cells.kept(), parsed=replace(parsed, problems=(*parsed.problems, *doubts)), identification=found
    )


def still_true(problems: Iterable[Mapping[str, str]], *, closed_columns: Iterable[str]) -> list[RowProblem]:
    """Return the problems that a correction cannot have mended: those of columns whose cells were not kept."""
    closed = set(closed_columns)
    return [
        RowProblem(**problem)
        for problem in problems
        if problem["code"] in PROBLEMS and (problem["code"] in _STAYS or problem["column"] in closed)
    ]

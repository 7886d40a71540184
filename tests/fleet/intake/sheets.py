"""Small sheets written for one test, read through the real intake."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from b2b_portal.lib.spreadsheets.reading import ReadSheet
from b2b_portal.lib.spreadsheets.row_file import RowCount, WrittenRows
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import IntakeRow, Tally, read_rows
from tests.fleet.intake.catalogue_rows import small_index


def sheet_of(folder: Path, headers: list[str], *rows: list[str], blank_rows: int = 0) -> ReadSheet:
    path = folder / "rows.ndjson"
    path.write_text("".join(json.dumps([number, *row]) + "\n" for number, row in enumerate(rows, start=2)), "utf-8")
    return ReadSheet(
        format="csv",
        encoding="utf-8",
        delimiter=";",
        sheet="",
        other_sheets=(),
        header_row=1,
        headers=tuple(headers),
        row_file=WrittenRows(path=path, counted=RowCount(filled=len(rows), blank=blank_rows)),
    )


def read(headers: list[str], *rows: list[str], tally: Tally | None = None) -> list[IntakeRow]:
    with TemporaryDirectory() as folder:
        sheet = sheet_of(Path(folder), headers, *rows)
        return list(
            read_rows(sheet=sheet, mapping=propose_mapping(headers, rows=rows), index=small_index(), tally=tally)
        )


def parse(**cells: str):
    """The parsed row of a sheet with one row; header names are the keyword's, with spaces for underscores."""
    (row,) = read([name.replace("_", " ") for name in cells], list(cells.values()))
    return row.parsed


def codes(parsed) -> list[str]:
    return [problem.code for problem in parsed.problems]

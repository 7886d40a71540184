"""What one child of the soak does with its file: all that the worker does, up to the rows that would be staged."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

# Loaded before the fork, or every child would load them again.
from b2b_portal.lib.spreadsheets import archive, binary_workbook, child, hidden, workbook  # noqa: F401
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.reading import ReadSheet
from b2b_portal.lib.spreadsheets.row_file import RowCount, WrittenRows
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.device_codes import device_of_code
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import Tally, read_rows
from tests.fleet.intake.catalogue_rows import small_index

INDEX = small_index()
device_of_code("SM-A515F")  # its patterns are read at the first question


def intake_of(path: Path) -> dict[str, Any]:
    """Read the file at `path` and every row of it; returns what the reader found.

    Raises: Refusal.
    """
    rows_path, table_path = path.with_name("rows.ndjson"), path.with_name("table.json")
    request = {"path": str(path), "filename": path.name, "rows_path": str(rows_path), "table_path": str(table_path)}
    words = {"header_words": sorted(HEADER_WORDS), "limits": asdict(SpreadsheetLimits())}
    counted = RowCount(**child.main({**request, **words}))
    found = json.loads(table_path.read_text(encoding="utf-8"))
    tuples = {name: tuple(found[name]) for name in ("headers", "other_sheets")}
    row_file = WrittenRows(path=rows_path, counted=counted)
    sheet = ReadSheet(**{**found, **tuples, "hidden_rows": frozenset(), "row_file": row_file})
    mapping = propose_mapping(sheet.headers, rows=(cells for _, cells in sheet.rows()))
    tally = Tally()
    for _ in read_rows(sheet=sheet, mapping=mapping, index=INDEX, tally=tally):
        pass
    return found

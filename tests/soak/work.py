"""What one child of the soak does with its file: all that the worker does, up to the rows that would be staged."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

# Loaded before the fork, or every child would load them again.
from b2b_portal.lib.spreadsheets import archive, binary_workbook, child, hidden, workbook  # noqa: F401
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.reading import ReadSheet
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import Tally, read_rows
from tests.fleet.intake.catalogue_rows import small_index

INDEX = small_index()


def intake_of(path: Path) -> dict[str, Any]:
    """Read the file at `path` and every row of it; returns what the reader found.

    Raises: Refusal.
    """
    rows_path = path.with_name("rows.ndjson")
    request = {"path": str(path), "filename": path.name, "rows_path": str(rows_path)}
    words = {"header_words": sorted(HEADER_WORDS), "limits": asdict(SpreadsheetLimits())}
    found = child.main({**request, **words})
    tuples = {name: tuple(found[name]) for name in ("headers", "other_sheets")}
    sheet = ReadSheet(**{**found, **tuples, "hidden_rows": frozenset(), "rows_path": rows_path})
    mapping = propose_mapping(sheet.headers, rows=(cells for _, cells in sheet.rows()))
    tally = Tally()
    for _ in read_rows(sheet=sheet, mapping=mapping, index=INDEX, tally=tally):
        pass
    return found

"""What runs in the sandbox for a workbook of several tables: every visible sheet, as `[sheet, row number, cell, …]`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.archive import check_archive
from b2b_portal.lib.spreadsheets.child import refusing_broken_archives
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.sniffing import sniff_format


def main(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write the filled rows of `request["path"]` to `request["rows_path"]`, one JSON array a line.

    Answers with how many there are.

    Raises: Refusal.
    """
    limits = SpreadsheetLimits(**request["limits"])
    path = Path(request["path"])
    with refusing_broken_archives():
        kind = sniff_format(path)
        if kind != "xlsx":
            raise Refusal(RefusalCode.UNSUPPORTED_FORMAT, format=kind)
        check_archive(path=path, limits=limits)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    written = 0
    with Path(request["rows_path"]).open("w", encoding="utf-8", newline="\n") as file:
        for sheet, number, cells in _filled_rows(path):
            written += 1
            if written > limits.rows:
                raise Refusal(RefusalCode.TOO_MANY_ROWS, rows=written, limit=limits.rows)
            short = [cell[: limits.cell_characters] for cell in cells[: limits.columns]]
            file.write(f"{encode([sheet, number, *short])}\n")
    return {"rows": written}


def _filled_rows(path: Path) -> Iterator[tuple[str, int, list[str]]]:
    # Imported late: a workbook is looked into before its reader is loaded.
    from b2b_portal.lib.spreadsheets.workbook import open_workbook

    for grid in open_workbook(path, format="xlsx", may_hide_rows=False):
        if not grid.is_hidden:
            yield from ((grid.sheet, number, cells) for number, cells in grid.rows() if any(cells))

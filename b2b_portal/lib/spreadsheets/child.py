"""What runs in the sandbox: one untrusted file in; out what was found where, and its best table, a JSON array a row."""

import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.delimited import open_delimited
from b2b_portal.lib.spreadsheets.grids import Grid
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.sniffing import sniff_format
from b2b_portal.lib.spreadsheets.tables import Table, find_table

# What zipfile raises on nonsense: places before the file begins, names in no code, methods nobody has.
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, EOFError, RuntimeError, KeyError)
_MOST_HIDDEN_RUNS = 20_000  # what an answer of the child has room for
_TEXT_TABLES = frozenset({".csv", ".tsv", ".tab", ".txt"})


def main(request: Mapping[str, Any]) -> dict[str, Any]:
    """Read `request["path"]`, write what was found to `request["table_path"]`, then the rows to `request["rows_path"]`.

    Answers with how many rows there are.

    Raises: Refusal.
    """
    limits = SpreadsheetLimits(**request["limits"])
    path = Path(request["path"])
    grids = list(_grids(path, limits))
    table = _table(grids, request)
    if len(table.headers) > limits.columns:
        raise Refusal(RefusalCode.TOO_MANY_COLUMNS, columns=len(table.headers), limit=limits.columns)
    Path(request["rows_path"]).touch()  # whoever sees the table may look for the rows
    _write_whole(Path(request["table_path"]), _found(path, grids, table, limits))
    return write_rows(table=table, path=Path(request["rows_path"]), limits=limits)


def _found(path: Path, grids: list[Grid], table: Table, limits: SpreadsheetLimits) -> dict[str, Any]:
    return {
        "format": table.grid.format,
        "encoding": table.grid.encoding,
        "delimiter": table.grid.delimiter,
        "sheet": table.grid.sheet,
        "other_sheets": [grid.sheet for grid in grids if grid.sheet and grid is not table.grid],
        "header_row": table.header_row,
        "headers": [header[: limits.cell_characters] for header in table.headers],
        "is_hidden": table.grid.is_hidden,
        "hidden_rows": list(_hidden_rows(path, table)),
    }


def _write_whole(path: Path, found: Mapping[str, Any]) -> None:
    """Renamed when complete: whoever waits for the file never sees half of it."""
    begun = path.with_suffix(".begun")
    begun.write_text(json.dumps(found), encoding="utf-8")
    begun.rename(path)


def _grids(path: Path, limits: SpreadsheetLimits) -> Iterator[Grid]:
    with refusing_broken_archives():
        kind = sniff_format(path)
        if kind == "html":
            from b2b_portal.lib.spreadsheets.web_page import open_web_page

            yield from open_web_page(path, limits=limits)
            return
        if kind != "text":
            # Imported late: a text file needs neither, and a workbook is looked into before its reader is loaded.
            if kind == "xls":
                from b2b_portal.lib.spreadsheets.binary_workbook import check_binary_workbook

                check_binary_workbook(content=path.read_bytes(), limits=limits)
                may_hide_rows = True
            else:
                from b2b_portal.lib.spreadsheets.archive import check_archive

                may_hide_rows = check_archive(path=path, limits=limits)
            from b2b_portal.lib.spreadsheets.workbook import open_workbook

            yield from open_workbook(path, format=kind, may_hide_rows=may_hide_rows)
            return
    if path.stat().st_size > limits.unpacked_bytes:
        raise Refusal(RefusalCode.TOO_LARGE, limit_mb=limits.unpacked_bytes // 1024**2)
    yield from open_delimited(path)


def _hidden_rows(path: Path, table: Table) -> Iterator[tuple[int, int]]:
    if not table.grid.may_hide_rows:
        return
    from b2b_portal.lib.spreadsheets.hidden import hidden_rows

    with refusing_broken_archives():
        for first, last in islice(hidden_rows(path=path, grid=table.grid), _MOST_HIDDEN_RUNS):
            if last > table.header_row:
                yield max(first, table.header_row + 1), last


@contextmanager
def refusing_broken_archives() -> Iterator[None]:
    """Turn what zipfile raises on nonsense into a refusal."""
    try:
        yield
    except _BROKEN_ARCHIVE:
        raise Refusal(RefusalCode.DAMAGED) from None


def _table(grids: list[Grid], request: Mapping[str, Any]) -> Table:
    try:
        return find_table(grids=grids, header_words=frozenset(request["header_words"]))
    except Refusal as refusal:
        kind = grids[0].format if grids else ""
        if refusal.code == RefusalCode.NO_HEADER and kind == "html":
            raise Refusal(RefusalCode.WEB_PAGE) from None
        is_prose = kind == "csv" and Path(request["filename"]).suffix.lower() not in _TEXT_TABLES
        if refusal.code == RefusalCode.NO_HEADER and is_prose:
            raise Refusal(RefusalCode.NOT_A_SPREADSHEET) from None
        raise


def write_rows(*, table: Table, path: Path, limits: SpreadsheetLimits) -> dict[str, int]:
    """Write every filled row below the header as `[row number, cell, cell, …]`; return how many, and how many blank.

    Raises: Refusal, when there are too many rows or none.
    """
    width = len(table.headers)
    written = blanks = 0
    with path.open("wb") as file:
        for number, cells in table.grid.rows():
            if number <= table.header_row:
                continue
            if not any(cells):
                blanks += 1
                continue
            written += 1
            if written > limits.rows:
                raise Refusal(RefusalCode.TOO_MANY_ROWS, rows=written, limit=limits.rows)
            line = orjson.dumps([number, *cells[:width]], option=orjson.OPT_APPEND_NEWLINE)
            if len(line) > limits.cell_characters:  # only then one of them may be too long
                shorter = [cell[: limits.cell_characters] for cell in cells[:width]]
                line = orjson.dumps([number, *shorter], option=orjson.OPT_APPEND_NEWLINE)
            file.write(line)
    if not written:
        raise Refusal(RefusalCode.EMPTY)
    return {"filled": written, "blank": blanks}

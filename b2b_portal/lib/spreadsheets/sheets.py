"""Read a workbook whose sheets are tables of one thing, all of them, in a child process."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from b2b_portal.lib.sandbox import SandboxDied, SandboxLimits, SandboxRefused, SandboxTimedOut, run_in_sandbox
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode, SpreadsheetRefused

_READER = "b2b_portal.lib.spreadsheets.sheets_child"

Rows = Sequence[tuple[int, list[str]]]
Sheets = Mapping[str, Rows]


def read_sheets(*, path: Path, workdir: Path, limits: SpreadsheetLimits | None = None) -> Sheets:
    """Return the filled rows of each visible sheet of an .xlsx by its name, as (row number as shown, cells).

    Raises: SpreadsheetRefused, with the code of the sentence to show.
    """
    rows_path, sandbox = workdir.resolve() / "sheets.ndjson", SandboxLimits()
    request = {
        "path": str(path.resolve(strict=True)),
        "rows_path": str(rows_path),
        "limits": asdict(limits or SpreadsheetLimits()),
    }
    try:
        run_in_sandbox(module=_READER, request=request, limits=sandbox, folder=workdir)
    except SandboxRefused as refused:
        raise SpreadsheetRefused(code=RefusalCode(refused.code), detail=refused.detail) from None
    except SandboxTimedOut as late:
        detail = {"seconds": round(sandbox.wall_seconds)}
        raise SpreadsheetRefused(code=RefusalCode.READER_TIMED_OUT, detail=detail) from late
    except SandboxDied as died:
        raise SpreadsheetRefused(code=RefusalCode.READER_DIED) from died
    sheets: dict[str, list[tuple[int, list[str]]]] = {}
    with rows_path.open(encoding="utf-8") as file:
        for line in file:
            sheet, number, *cells = json.loads(line)
            sheets.setdefault(sheet, []).append((number, cells))
    return sheets

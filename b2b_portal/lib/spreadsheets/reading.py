"""Read a spreadsheet somebody uploaded: in a child process, row by row, with a clear refusal when it cannot be read."""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from b2b_portal.lib.sandbox import SandboxDied, SandboxLimits, SandboxRefused, SandboxTimedOut, run_in_sandbox
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode, SpreadsheetRefused

_READER = "b2b_portal.lib.spreadsheets.child"


@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    """The table found in a file. Its rows lie beside it on disk; `row_count` are filled ones below the header.

    `format` xlsx|ods|xls|html|csv; `encoding` and `delimiter` are empty for a workbook, `sheet` for a text file or a
    web page.
    `hidden_rows` are the numbers of rows that the workbook does not show, `is_hidden` says so of the whole sheet.
    """

    format: str
    encoding: str
    delimiter: str
    sheet: str
    other_sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]
    row_count: int
    blank_rows: int
    rows_path: Path
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number as the spreadsheet shows it, cells); a short row has fewer cells than headers."""
        with self.rows_path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                number, *cells = json.loads(line)
                yield number, cells


def read_spreadsheet(
    *,
    path: Path,
    filename: str,
    workdir: Path,
    header_words: Collection[str] = (),
    limits: SpreadsheetLimits | None = None,
    sandbox: SandboxLimits | None = None,
) -> ReadSheet:
    """Return the best table of the file at `path`, uploaded as `filename`; its rows are written into `workdir`.

    `header_words` are the folded headers the caller knows: they find the sheet and the header row.
    Raises: SpreadsheetRefused, with the code of the sentence to show.
    """
    rows_path = workdir.resolve() / "rows.ndjson"
    request = {
        "path": str(path.resolve(strict=True)),
        "filename": filename,
        "rows_path": str(rows_path),
        "header_words": sorted(header_words),
        "limits": asdict(limits or SpreadsheetLimits()),
    }
    sandbox = sandbox or SandboxLimits()
    try:
        found = run_in_sandbox(module=_READER, request=request, limits=sandbox, folder=workdir)
    except SandboxRefused as refused:
        raise SpreadsheetRefused(code=RefusalCode(refused.code), detail=refused.detail) from None
    except SandboxTimedOut as late:
        seconds = round(sandbox.wall_seconds)
        raise SpreadsheetRefused(code=RefusalCode.READER_TIMED_OUT, detail={"seconds": seconds}) from late
    except SandboxDied as died:
        raise SpreadsheetRefused(code=RefusalCode.READER_DIED) from died
    found["headers"], found["other_sheets"] = tuple(found["headers"]), tuple(found["other_sheets"])
    deepest = (limits or SpreadsheetLimits()).rows
    hidden = (range(first, min(last, deepest) + 1) for first, last in found.pop("hidden_rows"))
    return ReadSheet(**found, hidden_rows=frozenset(chain.from_iterable(hidden)), rows_path=rows_path)

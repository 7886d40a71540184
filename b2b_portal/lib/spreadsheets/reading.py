"""Read a spreadsheet somebody uploaded: in a child process, row by row, with a clear refusal when it cannot be read."""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from b2b_portal.lib.sandbox import SandboxDied, SandboxLimits, SandboxRefused, SandboxRun, SandboxTimedOut, sandboxed
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode, SpreadsheetRefused
from b2b_portal.lib.spreadsheets.row_file import RowCount, RowFile, RowsBeingWritten, WrittenRows, follow_rows

_READER = "b2b_portal.lib.spreadsheets.child"
_TABLE_LIMIT = 4 * 1024**2  # bytes
_PATIENCE = 0.02  # seconds between two looks whether the table has been found


@dataclass(frozen=True, kw_only=True)
class ReadSheet:
    """The table found in a file. Its rows lie beside it on disk, and may still be on their way there.

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
    row_file: RowFile
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number as the spreadsheet shows it, cells); a short row has fewer cells than headers.

        Raises: SpreadsheetRefused, when the reader meets something further down that makes the file unreadable.
        """
        return follow_rows(self.row_file)

    def count(self) -> RowCount:
        """Filled and blank rows below the header; waits for the last of them.

        Raises: SpreadsheetRefused.
        """
        return self.row_file.count()

    @property
    def rows_known(self) -> int:
        """How many filled rows there are, or 0 while they are still being read."""
        return self.count().filled if self.row_file.is_complete() else 0


def read_spreadsheet(
    *,
    path: Path,
    filename: str,
    workdir: Path,
    header_words: Collection[str] = (),
    limits: SpreadsheetLimits | None = None,
    sandbox: SandboxLimits | None = None,
) -> ReadSheet:
    """Return the best table of a file with all of its rows: `open_spreadsheet` for whoever has nothing to do meanwhile.

    Raises: SpreadsheetRefused, with the code of the sentence to show.
    """
    with open_spreadsheet(
        path=path, filename=filename, workdir=workdir, header_words=header_words, limits=limits, sandbox=sandbox
    ) as sheet:
        return replace(sheet, row_file=WrittenRows(path=sheet.row_file.path, counted=sheet.count()))


@contextmanager
def open_spreadsheet(
    *,
    path: Path,
    filename: str,
    workdir: Path,
    header_words: Collection[str] = (),
    limits: SpreadsheetLimits | None = None,
    sandbox: SandboxLimits | None = None,
) -> Iterator[ReadSheet]:
    """The best table of the file at `path`, uploaded as `filename`, as soon as it is found; `workdir` takes its rows.

    `header_words` are the folded headers the caller knows: they find the sheet and the header row. The rows may be read
    while they are being written; the reader does not outlive the block.
    Raises: SpreadsheetRefused, with the code of the sentence to show.
    """
    folder = workdir.resolve()
    limits, sandbox = limits or SpreadsheetLimits(), sandbox or SandboxLimits()
    request = {
        "path": str(path.resolve(strict=True)),
        "filename": filename,
        "table_path": str(folder / "table.json"),
        "rows_path": str(folder / "rows.ndjson"),
        "header_words": sorted(header_words),
        "limits": asdict(limits),
    }
    with sandboxed(module=_READER, request=request, limits=sandbox, folder=workdir) as child:
        reader = _Reader(child, seconds=round(sandbox.wall_seconds))
        found = reader.table(folder / "table.json")
        found["headers"], found["other_sheets"] = tuple(found["headers"]), tuple(found["other_sheets"])
        hidden = (range(first, min(last, limits.rows) + 1) for first, last in found.pop("hidden_rows"))
        rows = RowsBeingWritten(path=folder / "rows.ndjson", has_ended=reader.has_ended, counted=reader.count)
        yield ReadSheet(**found, hidden_rows=frozenset(chain.from_iterable(hidden)), row_file=rows)


class _Reader:
    """The child that reads; what goes wrong in it is a refusal with a sentence of its own."""

    def __init__(self, child: SandboxRun, *, seconds: int) -> None:
        self._child, self._seconds = child, seconds

    def table(self, path: Path) -> dict[str, Any]:
        """What the child found, which it writes down before it begins with the rows."""
        while not path.exists():
            if self.has_ended(_PATIENCE):
                self.count()
        try:
            with path.open("rb") as file:
                found: dict[str, Any] = json.loads(file.read(_TABLE_LIMIT))
        except ValueError as broken:
            raise SpreadsheetRefused(code=RefusalCode.READER_DIED) from broken
        return found

    def has_ended(self, within: float) -> bool:
        with self._refusing():
            return self._child.has_ended(within=within)

    def count(self) -> RowCount:
        with self._refusing():
            return RowCount(**self._child.answer())

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except SandboxRefused as refused:
            raise SpreadsheetRefused(code=RefusalCode(refused.code), detail=refused.detail) from None
        except SandboxTimedOut as late:
            raise SpreadsheetRefused(code=RefusalCode.READER_TIMED_OUT, detail={"seconds": self._seconds}) from late
        except SandboxDied as died:
            raise SpreadsheetRefused(code=RefusalCode.READER_DIED) from died

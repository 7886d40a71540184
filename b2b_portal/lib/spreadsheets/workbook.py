"""XLSX, ODS and XLS through calamine: fast, and fit to abort the interpreter on a bad file: only for the child."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.cells import texts_of
from b2b_portal.lib.spreadsheets.grids import Grid, Rows
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_PANIC = "PanicException"  # what is left of a Rust panic: no module exports its class, and it is no Exception


def open_workbook(path: Path, *, format: str, may_hide_rows: bool) -> Iterator[Grid]:
    """Yield one grid for each worksheet, in the workbook's order, hidden ones included and marked.

    Raises: Refusal, when the workbook is encrypted or broken; the rows of a grid may raise it too.
    """
    with _refusing():
        with path.open("rb") as file:  # by its path it would be taken for what its suffix says
            workbook = CalamineWorkbook.from_filelike(file)
        sheets = _Sheets(workbook)
        for place, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ == SheetTypeEnum.WorkSheet:
                yield Grid(
                    format=format,
                    sheet=sheet.name,
                    place=place,
                    is_hidden=sheet.visible != SheetVisibleEnum.Visible,
                    may_hide_rows=may_hide_rows,
                    rows=partial(sheets.rows, sheet.name),
                )


class _Sheets:
    """Keeps the sheet that was read last: all of them at once are more than the memory holds, and most are alone."""

    def __init__(self, workbook: CalamineWorkbook) -> None:
        self._workbook = workbook
        self._name = ""
        self._sheet: CalamineSheet | None = None

    def rows(self, name: str) -> Rows:
        with _refusing():
            if self._sheet is None or self._name != name:
                self._sheet = None  # free the one before first
                self._sheet, self._name = self._workbook.get_sheet_by_name(name), name
            sheet = self._sheet
            first = sheet.start[0] + 1 if sheet.start else 1
            for number, row in enumerate(sheet.iter_rows(), start=first):
                yield number, texts_of(row)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what calamine raises into a refusal."""
    try:
        yield
    except PasswordError:
        raise Refusal(RefusalCode.ENCRYPTED) from None
    except CalamineError:
        raise Refusal(RefusalCode.DAMAGED) from None
    except BaseException as panic:
        if type(panic).__name__ == _PANIC:
            raise Refusal(RefusalCode.DAMAGED) from None
        raise

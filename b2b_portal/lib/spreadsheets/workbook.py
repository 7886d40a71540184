"""XLSX, ODS and XLS through calamine: fast, and fit to abort the interpreter on a bad file: only for the child."""

from collections.abc import Iterator
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
from b2b_portal.lib.spreadsheets.cells import text_of
from b2b_portal.lib.spreadsheets.grids import Grid, Rows
from b2b_portal.lib.spreadsheets.refusals import RefusalCode


def open_workbook(path: Path, *, format: str) -> Iterator[Grid]:
    """Yield one grid for each worksheet, in the workbook's order, hidden ones included and marked.

    Raises: Refusal, when the workbook is encrypted or broken.
    """
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for sheet in workbook.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                yield Grid(
                    format=format,
                    sheet=sheet.name,
                    is_hidden=sheet.visible != SheetVisibleEnum.Visible,
                    rows=partial(_rows, workbook.get_sheet_by_name(sheet.name)),
                )
    except PasswordError:
        raise Refusal(RefusalCode.ENCRYPTED) from None
    except CalamineError:
        raise Refusal(RefusalCode.DAMAGED) from None


def _rows(sheet: CalamineSheet) -> Rows:
    first = sheet.start[0] + 1 if sheet.start else 1
    for number, row in enumerate(sheet.iter_rows(), start=first):
        yield number, [text_of(value) for value in row]

"""The bytes of a workbook that somebody uploaded: not too many, and read in a child process."""

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from b2b_portal.lib.spreadsheets.refusals import RefusalCode, SpreadsheetRefused
from b2b_portal.lib.spreadsheets.sheets import Sheets, read_sheets
from catalogue.loading.data_file import FileProblem, FileRefused

MOST_BYTES = 10 * 1024 * 1024
_FILE_CODES = {
    RefusalCode.NOT_A_SPREADSHEET: "file_not_xlsx",
    RefusalCode.UNSUPPORTED_FORMAT: "file_not_xlsx",
    RefusalCode.OLD_EXCEL: "file_not_xlsx",
    RefusalCode.WEB_PAGE: "file_not_xlsx",
    RefusalCode.ENCRYPTED: "file_encrypted",
    RefusalCode.HAS_MACROS: "file_has_macros",
    RefusalCode.ZIP_BOMB: "file_too_large",
    RefusalCode.TOO_LARGE: "file_too_large",
    RefusalCode.TOO_MANY_ROWS: "file_too_large",
    RefusalCode.TOO_MANY_CELLS: "file_too_large",
    RefusalCode.TOO_MANY_COLUMNS: "file_too_large",
    RefusalCode.READER_TIMED_OUT: "file_too_large",
}


class WorkbookTooLarge(Exception):
    """The file is larger than any workbook of ours."""

    def __init__(self) -> None:
        super().__init__(
            _("This file is larger than %(megabytes)s MB: copy only your rows into a downloaded workbook.")
            % {"megabytes": MOST_BYTES // 1024**2}
        )


def check_size(content: bytes) -> None:
    """Raises: WorkbookTooLarge."""
    if len(content) > MOST_BYTES:
        raise WorkbookTooLarge


def sheets_of(content: bytes) -> Sheets:
    """Return the sheets of an .xlsx.

    Raises: FileRefused, with the one problem of the file.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "uploaded.xlsx"
        path.write_bytes(content)
        try:
            return read_sheets(path=path, workdir=Path(folder))
        except SpreadsheetRefused as refused:
            code = _FILE_CODES.get(refused.code, "file_damaged")
            raise FileRefused([FileProblem(where="", field="", code=code)]) from refused

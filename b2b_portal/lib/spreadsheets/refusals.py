"""Why a file is not read: a code to look the sentence up with, and the facts that belong into it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class RefusalCode(StrEnum):
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    UNSUPPORTED_FORMAT = "unsupported_format"  # detail: format
    OLD_EXCEL = "old_excel"
    WEB_PAGE = "web_page"
    ENCRYPTED = "encrypted"
    HAS_MACROS = "has_macros"
    DAMAGED = "damaged"
    ZIP_BOMB = "zip_bomb"
    TOO_LARGE = "too_large"  # detail: limit_mb
    TOO_MANY_ROWS = "too_many_rows"  # detail: rows, limit
    TOO_MANY_COLUMNS = "too_many_columns"  # detail: columns, limit
    TOO_MANY_CELLS = "too_many_cells"  # detail: rows, columns, limit
    UNCLOSED_QUOTE = "unclosed_quote"  # detail: row
    LONG_LINE = "long_line"  # detail: row
    EMPTY = "empty"
    NO_HEADER = "no_header"
    READER_DIED = "reader_died"
    READER_TIMED_OUT = "reader_timed_out"  # detail: seconds


class SpreadsheetRefused(Exception):
    """The file cannot be read as a table; `code` names the sentence that tells the person what to do."""

    def __init__(self, *, code: RefusalCode, detail: Mapping[str, Any] | None = None) -> None:
        self.code, self.detail = code, dict(detail or {})
        super().__init__(f"{code} {self.detail}" if self.detail else str(code))

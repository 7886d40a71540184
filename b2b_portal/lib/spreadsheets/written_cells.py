"""Cells of workbooks that we write: what somebody typed stays text, whatever a spreadsheet would make of it."""

import re
from decimal import Decimal
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# A spreadsheet, or the next program that it is pasted into, takes what begins so for a formula (or for an error).
_TAKEN_FOR_MORE = ("=", "+", "-", "@", "\t", "\r", "#")
_NEGATIVE = re.compile(r"-(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?")


def safe_cell(sheet: Any, text: str) -> Any:
    """The text as a cell value for `sheet`: never a formula; a negative number is a number."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    if not text.startswith(_TAKEN_FOR_MORE):
        return text or None
    if _NEGATIVE.fullmatch(text):
        return Decimal(text)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def heading(sheet: Any, text: str) -> Any:
    """A cell of the first row."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_TAKEN_FOR_MORE)
    cell.style = "Headline 4"
    return cell

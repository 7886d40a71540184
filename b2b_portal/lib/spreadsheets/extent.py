"""How far out the filled cells of a worksheet reach, found without building the sheet.

The reader reserves the whole rectangle: one cell at XFD1048576 in a file of 1.4 kB asks for 549 GB and aborts the
interpreter. So the rectangle is measured first.
"""

import re
from dataclasses import dataclass
from xml.parsers import expat

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

# A cell as every spreadsheet program begins it, no further out than Z99999: what begins otherwise is looked at.
_NEAR = (99_999, 26)
_NOT_NEAR = re.compile(rb'<c(?! r="[A-Z]\d{1,5}")([^>]{0,30})')
_FAR_CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_LONGER_NAME = re.compile(rb"[a-zA-Z]")  # such as <cols
_PREFIXED = re.compile(rb":c[\s/>]")
_REFERENCE = re.compile(r"([A-Za-z]*)(\d*)")
XML_ERRORS = (expat.ExpatError, ValueError, LookupError)  # the others: an encoding that is none, or none expat reads
_FILLED = frozenset({"v", "is", "t"})


@dataclass(frozen=True)
class Extent:
    """The rectangle from A1 to the outermost cell."""

    rows: int
    columns: int

    def excess(self, limits: SpreadsheetLimits) -> Refusal | None:
        """What to refuse a sheet of this size with, if anything."""
        if self.columns > limits.columns:
            return Refusal(RefusalCode.TOO_MANY_COLUMNS, columns=self.columns, limit=limits.columns)
        if self.rows > limits.rows:
            return Refusal(RefusalCode.TOO_MANY_ROWS, rows=self.rows, limit=limits.rows)
        if self.rows * self.columns > limits.cells:
            return Refusal(RefusalCode.TOO_MANY_CELLS, rows=self.rows, columns=self.columns, limit=limits.cells)
        return None


def check_extent(*, xml: bytes, limits: SpreadsheetLimits) -> None:
    """Refuse a worksheet part whose filled cells reach too far out, or whose XML is broken or declares a DTD.

    Raises: Refusal.
    """
    quick = _quick_look(xml)
    if quick is not None and quick.excess(limits) is None:
        return
    excess = _parse(xml).excess(limits)
    if excess is not None:
        raise excess


def _quick_look(xml: bytes) -> Extent | None:
    """At least the extent of all cells, when each one says where it stands; None when one does not.

    Several times as fast as parsing. What looks too big is left to the parser: formatted empty cells count here.
    """
    others = {head for head in _NOT_NEAR.findall(xml) if not _LONGER_NAME.match(head)}
    far = [_FAR_CELL.match(head) for head in others]
    if not all(far) or b'<c r="' not in xml or _PREFIXED.search(xml):
        return None
    places = [(int(cell[2]), _column_number(cell[1].decode())) for cell in far if cell]
    rows, columns = zip(_NEAR, *places, strict=True)
    return Extent(rows=max(rows), columns=max(columns))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _parse(xml: bytes) -> Extent:
    cells = _FilledCells()
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except XML_ERRORS:
        raise Refusal(RefusalCode.DAMAGED) from None
    return Extent(rows=cells.last_row, columns=cells.last_column)


def _refuse_doctype(*_: object) -> None:
    raise Refusal(RefusalCode.DAMAGED)


class _FilledCells:
    """Follows the positions of a sheet, written or implied, and keeps the outermost one that holds something."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.last_row = self.last_column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                written = attributes.get("r", "")
                self.row = int(written[:9]) if written.isdecimal() else self.row + 1
                self.column = 0
            case "c":
                self._move(attributes.get("r", ""))
            case kind if kind in _FILLED:
                self.last_row = max(self.last_row, self.row)
                self.last_column = max(self.last_column, self.column)

    def _move(self, reference: str) -> None:
        written = _REFERENCE.match(reference)
        letters, digits = written.groups() if written else ("", "")
        self.column = _column_number(letters[:5]) if letters else self.column + 1
        if digits:
            self.row = int(digits[:9])

"""Look into a .xls workbook ([MS-XLS]) before its reader does: how far its cells reach, and which rows it hides.

Its format ends at row 65,536 and column 256, but that whole rectangle is more than the reader's memory holds, and a
sheet may stand in the list of sheets as often as somebody likes. The library that reads the cells does not tell which
rows are hidden, so that is read here as well.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.compound import read_stream
from b2b_portal.lib.spreadsheets.extent import Extent
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")

_FORMULA, _NUMBER, _LABEL, _BOOLEAN, _RK, _RICH_TEXT, _SHARED_TEXT = 0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD
_CELLS = frozenset({_FORMULA, _NUMBER, _LABEL, _BOOLEAN, _RK, _RICH_TEXT, _SHARED_TEXT})
_SEVERAL_NUMBERS = 0xBD  # their last column stands at the end
_START, _END, _SHEET, _PASSWORD, _ROW, _USED_RANGE = 0x809, 0x0A, 0x85, 0x2F, 0x208, 0x200
_ROW_IS_HIDDEN = 0x20
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_HEAD = struct.Struct("<HH")
_PLACE = struct.Struct("<HH")


@dataclass(kw_only=True)
class _Sheet:
    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)

    @property
    def extent(self) -> Extent:
        return Extent(rows=self.rows, columns=self.columns)

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)


def check_binary_workbook(*, content: bytes, limits: SpreadsheetLimits) -> None:
    """Refuse a workbook whose container is broken, that needs a password, or whose cells reach too far out.

    Raises: Refusal.
    """
    stream = read_stream(content, names=STREAMS)
    known: dict[int, _Sheet] = {}
    cells = 0
    for start in _starts(stream):
        if start not in known:
            known[start] = _measure(stream, start)
            excess = known[start].extent.excess(limits)
            if excess is not None:
                raise excess
        extent = known[start].extent
        cells += extent.rows * extent.columns
        if cells > limits.cells:
            raise Refusal(RefusalCode.TOO_MANY_CELLS, rows=extent.rows, columns=extent.columns, limit=limits.cells)


def hidden_rows(*, content: bytes, place: int) -> list[int]:
    """Return the numbers of the rows that the sheet at `place` (0 = first of the workbook) hides, in order."""
    stream = read_stream(content, names=STREAMS)
    return sorted(_measure(stream, _starts(stream)[place]).hidden)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Each record's kind, where its data begins and where it ends."""
    end = len(stream)
    while start + 4 <= end:
        kind, size = _HEAD.unpack_from(stream, start)
        start += 4
        if start + size > end:
            raise Refusal(RefusalCode.DAMAGED)
        yield kind, start, start + size
        start += size


def _starts(stream: bytes) -> list[int]:
    """Where each sheet begins, in the workbook's order."""
    starts = []
    for kind, first, last in _records(stream, 0):
        if kind == _END:
            break
        if kind == _PASSWORD and stream[first:last].strip(b"\0"):
            raise Refusal(RefusalCode.ENCRYPTED)
        if kind == _SHEET:
            starts.append(int.from_bytes(stream[first : first + 4], "little"))
    if any(start > len(stream) for start in starts):
        raise Refusal(RefusalCode.DAMAGED)
    return starts


def _measure(stream: bytes, start: int) -> _Sheet:
    sheet = _Sheet()
    depth = 0  # a chart inside a sheet has cells of its own
    for kind, first, last in _records(stream, start):
        if kind == _START:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                break
        elif depth > 1:
            continue
        elif kind in _CELLS and last - first >= 4:
            sheet.reach(*_PLACE.unpack_from(stream, first))
        elif kind == _SEVERAL_NUMBERS and last - first >= 6:
            row, column = _PLACE.unpack_from(stream, first)
            sheet.reach(row, max(column, int.from_bytes(stream[last - 2 : last], "little")))
        elif kind == _USED_RANGE:
            _check_used_range(stream[first:last])
        elif kind == _ROW and last - first >= 14 and stream[first + 12] & _ROW_IS_HIDDEN:
            sheet.hidden.add(int.from_bytes(stream[first : first + 2], "little") + 1)
    return sheet


def _check_used_range(data: bytes) -> None:
    """The reader reserves memory for what this record says."""
    if len(data) in (10, 14):
        _, rows, _, columns = struct.unpack_from("<HHHH" if len(data) == 10 else "<IIHH", data)
        if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
            raise Refusal(RefusalCode.DAMAGED)

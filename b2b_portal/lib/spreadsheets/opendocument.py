"""Look into the content of an OpenDocument spreadsheet: how far its tables reach, and which rows it hides.

A cell or a row says how often it is repeated, so a file of 2 kB may ask for a million times a thousand cells.
"""

from xml.parsers import expat

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.extent import XML_ERRORS, Extent
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_CELLS = ("table:table-cell", "table:covered-table-cell")
_OUT_OF_SIGHT = ("collapse", "filter")
_MOST = 10**9


def check_tables(*, xml: bytes, limits: SpreadsheetLimits) -> None:
    """Refuse content with a table that reaches too far out, or whose XML is broken or declares a DTD.

    Raises: Refusal.
    """
    tables = _tables_of(xml).values()
    for table in tables:
        excess = table.extent.excess(limits)
        if excess is not None:
            raise excess
    if sum(table.text for table in tables) > limits.unpacked_bytes:
        raise Refusal(RefusalCode.ZIP_BOMB)


def hidden_ranges(*, xml: bytes, sheet: str) -> list[tuple[int, int]]:
    """Return (first, last) number of each run of rows that `sheet` hides, by hand or by a filter."""
    if b"table:visibility" not in xml:
        return []
    table = _tables_of(xml).get(sheet)
    return table.hidden if table else []


class _Table:
    def __init__(self) -> None:
        self.rows = self.columns = self.last_row = self.last_column = 0
        self.repeated = self.cell_repeated = 1
        self.text = self.row_text = 0  # characters, each one as often as its cell is repeated
        self.hidden: list[tuple[int, int]] = []

    @property
    def extent(self) -> Extent:
        return Extent(rows=self.last_row, columns=self.last_column)

    def start_row(self, attributes: dict[str, str]) -> None:
        self.columns = self.row_text = 0
        self.repeated = _times(attributes.get("table:number-rows-repeated"))
        if attributes.get("table:visibility") in _OUT_OF_SIGHT:
            self.hidden.append((self.rows + 1, self.rows + self.repeated))

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.cell_repeated = _times(attributes.get("table:number-columns-repeated"))
        self.columns += self.cell_repeated

    def say(self, characters: int) -> None:
        self.row_text += characters * self.cell_repeated

    def end_row(self) -> None:
        self.rows += self.repeated
        self.text += self.row_text * self.repeated

    def fill(self) -> None:
        self.last_row = max(self.last_row, self.rows + self.repeated)
        self.last_column = max(self.last_column, self.columns)


def _times(written: str | None) -> int:
    return min(int(written[:12]), _MOST) if written and written.isdecimal() else 1


def _tables_of(xml: bytes) -> dict[str, _Table]:
    tables: dict[str, _Table] = {}
    current: list[_Table] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            current.append(tables.setdefault(attributes.get("table:name", ""), _Table()))
        elif current and name == "table:table-row":
            current[-1].start_row(attributes)
        elif current and name in _CELLS:
            current[-1].start_cell(attributes)
            if "office:value-type" in attributes:
                current[-1].fill()
        elif current and name == "text:p":
            current[-1].fill()
        elif current and name == "text:s":
            current[-1].say(_times(attributes.get("text:c")))

    def end(name: str) -> None:
        if name == "table:table" and current:
            current.pop()
        elif current and name == "table:table-row":
            current[-1].end_row()

    def say(text: str) -> None:
        if current:
            current[-1].say(len(text))

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, say
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except XML_ERRORS:
        raise Refusal(RefusalCode.DAMAGED) from None
    return tables


def _refuse_doctype(*_: object) -> None:
    raise Refusal(RefusalCode.DAMAGED)

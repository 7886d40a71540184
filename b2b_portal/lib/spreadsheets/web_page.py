"""Tables of a web page: what many programs write, name .xls and call an export to Excel."""

from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.delimited import find_encoding
from b2b_portal.lib.spreadsheets.grids import Grid, Rows
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_BLOCK = 256 * 1024
_SILENT = frozenset({"script", "style", "title"})
_NEW_LINES = frozenset({"br", "p", "div", "li"})
_EXACT = ("x:num", "x:str")  # Excel's own attributes: the value as it is, where the text is shortened for show


def open_web_page(path: Path, *, limits: SpreadsheetLimits) -> Iterator[Grid]:
    """Yield one grid for each table of the page, an inner one as a table of its own.

    Raises: Refusal, when there is none, or one has too many rows or columns.
    """
    encoding = find_encoding(path)
    page = _Page(limits)
    with path.open(encoding=encoding) as file:
        while block := file.read(_BLOCK):
            page.feed(block)
    page.close()
    if not page.tables:
        raise Refusal(RefusalCode.WEB_PAGE)
    for place, table in enumerate(page.tables):
        yield Grid(format="html", encoding=encoding, place=place, rows=partial(_numbered, table.rows))


def _numbered(rows: list[list[str]]) -> Rows:
    yield from enumerate(rows, start=1)


class _Table:
    """Collects cells; those that a cell spans besides its own stay blank, as in a merged range."""

    def __init__(self, limits: SpreadsheetLimits) -> None:
        self.rows: list[list[str]] = []
        self._limits = limits
        self._texts: list[str] | None = None
        self._exact = ""
        self._width = self._height = 1
        self._covered: dict[int, int] = {}  # column: how many rows below are taken

    def start_row(self) -> None:
        self.end_cell()
        if len(self.rows) > self._limits.rows:
            raise Refusal(RefusalCode.TOO_MANY_ROWS, rows=len(self.rows), limit=self._limits.rows)
        self.rows.append([])

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        if not self.rows:
            self.start_row()
        self._texts = []
        self._exact = next((attributes[name] for name in _EXACT if attributes.get(name)), "")
        self._width, self._height = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        self._skip_covered()

    def say(self, text: str) -> None:
        if self._texts is not None:
            self._texts.append(text)

    def end_cell(self) -> None:
        if self._texts is None:
            return
        row = self.rows[-1]
        if len(row) + self._width > self._limits.columns:
            columns = len(row) + self._width
            raise Refusal(RefusalCode.TOO_MANY_COLUMNS, columns=columns, limit=self._limits.columns)
        if self._height > 1:
            self._covered.update(dict.fromkeys(range(len(row), len(row) + self._width), self._height - 1))
        row.extend([self._exact or _plain("".join(self._texts)), *[""] * (self._width - 1)])
        self._texts = None

    def _skip_covered(self) -> None:
        row = self.rows[-1]
        while self._covered.get(len(row)):
            self._covered[len(row)] -= 1
            row.append("")


class _Page(HTMLParser):
    def __init__(self, limits: SpreadsheetLimits) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._limits = limits
        self._open: list[_Table] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = tag
        elif tag == "table":
            self._open.append(_Table(self._limits))
            self.tables.append(self._open[-1])
        elif self._open and tag == "tr":
            self._open[-1].start_row()
        elif self._open and tag in ("td", "th"):
            self._open[-1].start_cell({name: value or "" for name, value in attrs})
        elif self._open and tag in _NEW_LINES:
            self._open[-1].say("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif self._open and tag in ("td", "th", "tr", "table"):
            self._open[-1].end_cell()
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self._open[-1].say(data)

    def close(self) -> None:
        super().close()
        for table in self._open:
            table.end_cell()


def _span(written: str | None) -> int:
    return max(1, int(written[:6])) if written and written.isdecimal() else 1


def _plain(text: str) -> str:
    """Line breaks are those of the markup; the source's own, and its runs of spaces, are one space."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\0"))))

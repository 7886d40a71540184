"""A grid: one way to see a file as rows of texts. A workbook has one for each sheet, a text file one per delimiter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """`rows()` starts anew at every call and yields (row number as the spreadsheet shows it, cells).

    `place` counts the sheets of a workbook from 0, those without cells included. Only where it `may_hide_rows` is it
    worth looking for some.
    """

    format: str
    rows: Callable[[], Rows]
    sheet: str = ""
    place: int = 0
    encoding: str = ""
    delimiter: str = ""
    is_hidden: bool = False
    may_hide_rows: bool = False

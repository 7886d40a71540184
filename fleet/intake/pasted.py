"""A list that somebody unknown pastes: which devices, how many. A cell that may name one device is never looked at."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from types import MappingProxyType

from b2b_portal.lib.messages import gettext_noop
from b2b_portal.lib.spreadsheets.headers import fold_unremembered
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.categories import CategoryWords
from fleet.intake.layout import RowLayout, lay_out
from fleet.intake.mapping import propose_mapping
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.rows import RowReader

MOST_ROWS, MOST_UNITS = 2_000, 10_000  # of a list, and of one line of it
_DELIMITERS = ("\t", ";", ",", "|")
_LONGEST_CELL = 300  # characters: what is kept of a model's name in a list
_LOOKED_AT = 5  # rows: a title or two stand above a header
_HOLDS_A_DIGIT = re.compile(r"\d")  # a serial number, a size, a date: nothing to look for among the words of headers
_QUANTITY = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_READ = (
    *("manufacturer", "model", "model_code", "category", "storage", "condition", "battery_health"),
    *("purchased_on", "ownership", "byod", "activation_lock"),
)


class PasteProblem(StrEnum):
    NO_HEADER = "no_header"
    NO_MODEL = "no_model"
    NO_ROWS = "no_rows"
    TOO_MANY_ROWS = "too_many_rows"
    UNCLOSED_QUOTE = "unclosed_quote"


# Filled with the names of the constants.
PASTE_SENTENCES: Mapping[PasteProblem, str] = MappingProxyType(
    {
        PasteProblem.NO_HEADER: gettext_noop(
            "We found no row with column names. Copy the row above the list too: names such as Model, Storage, "
            "Quantity."
        ),
        PasteProblem.NO_MODEL: gettext_noop(
            "No column of this list says which models they are. Name one of them Model and paste the list again."
        ),
        PasteProblem.NO_ROWS: gettext_noop("Nothing stands below the column names. Copy the rows of the list too."),
        PasteProblem.TOO_MANY_ROWS: gettext_noop(
            "This list has more than %(most_rows)s rows. Paste a part of it: in the portal there is no such limit."
        ),
        PasteProblem.UNCLOSED_QUOTE: gettext_noop(
            "A quotation mark in this list is never closed. Delete it and paste the list again."
        ),
    }
)


class NotAList(ValueError):
    """The text is no list of devices; PASTE_SENTENCES says what to do."""

    def __init__(self, problem: PasteProblem) -> None:
        self.problem = problem
        super().__init__(problem)


@dataclass(frozen=True, kw_only=True)
class PastedList:
    """The rows that stand for devices; how many were left out because they name no model, or no quantity we accept."""

    rows: tuple[ParsedRow, ...]
    nameless: int = 0
    uncounted: int = 0


def read_pasted(text: str, *, category_words: CategoryWords) -> PastedList:
    """Return what a pasted list says of its models; columns of numbers, people and remarks are blank before it is read.

    Raises: NotAList.
    """
    headers, lines = _split(text)
    layout = lay_out(mapping=propose_mapping(headers), rows=())
    counted = next((column.index for column in layout.columns if column.field == "quantity"), None)
    layout = layout.only(_READ)
    if not {"model", "model_code"} & {column.field for column in layout.columns}:
        raise NotAList(PasteProblem.NO_MODEL)
    reader = RowReader(layout=layout, category_words=category_words)
    found, nameless, uncounted = [], 0, 0
    for number, cells in enumerate(lines, start=1):
        row, _raw = reader.read(row_number=number, values=_only_read(cells, layout))
        units = units_in(cells[counted]) if counted is not None and counted < len(cells) else 1
        if not row.model and not row.model_code:
            nameless += 1
        elif units is None:
            uncounted += 1
        else:
            found.append(row._replace(quantity=units))
    return PastedList(rows=tuple(found), nameless=nameless, uncounted=uncounted)


def units_in(text: str) -> int | None:
    """Return how many devices a line stands for: one where nothing is said, None where it cannot be believed."""
    if not text.strip():
        return 1
    found = _QUANTITY.fullmatch(text.strip())
    return int(found[1]) if found and 1 <= int(found[1]) <= MOST_UNITS else None


def _only_read(cells: Sequence[str], layout: RowLayout) -> list[str]:
    values = [""] * len(layout.headers)
    for column in layout.columns:
        if column.index < len(cells):
            values[column.index] = cells[column.index]
    return values


def _split(text: str) -> tuple[list[str], list[list[str]]]:
    """The header and the filled rows below it, by the delimiter under which most headers are known."""
    text = text.replace("\x00", "")
    best = max(_DELIMITERS, key=lambda delimiter: _best_header(list(_head(text, delimiter)))[0])
    hits, place = _best_header(list(_head(text, best)))
    if not hits:
        raise NotAList(PasteProblem.NO_HEADER)
    rows = list(islice(_rows(text, best), place + MOST_ROWS + 2))
    headers, lines = rows[place], rows[place + 1 :]
    if not lines:
        raise NotAList(PasteProblem.NO_ROWS)
    if len(lines) > MOST_ROWS:
        raise NotAList(PasteProblem.TOO_MANY_ROWS)
    return headers, lines


def _head(text: str, delimiter: str) -> Iterator[list[str]]:
    """The first rows; by the wrong delimiter the text may make no sense, and by the right one it is read again."""
    try:
        yield from islice(_rows(text, delimiter), _LOOKED_AT)
    except NotAList:
        return


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for cells in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                yield [cell.strip()[:_LONGEST_CELL] for cell in cells]
    except csv.Error:  # a cell of more than 128 kB
        raise NotAList(PasteProblem.UNCLOSED_QUOTE) from None


def _best_header(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many words of headers the best row has, and its place; the first of equals."""
    hits = [sum(_is_header_word(cell) for cell in row) for row in rows]
    most = max(hits, default=0)
    return most, hits.index(most) if hits else 0


def _is_header_word(cell: str) -> bool:
    return not _HOLDS_A_DIGIT.search(cell) and fold_unremembered(cell) in HEADER_WORDS

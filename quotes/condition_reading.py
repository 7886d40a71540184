"""Reading a list of conditions: each row names a device of the offer and says what is known of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from b2b_portal.lib.spreadsheets.headers import fold_header
from fleet.intake.conditions import read_condition
from quotes.condition_columns import ANSWERS, IDENTIFIERS, NONE, YES, Column, cell_words, header_words
from quotes.models import BuyBackOffer
from quotes.pricing.declaration import Declaration

_SENTENCES: Mapping[str, str] = {
    "no_identifier_column": gettext_noop("The list has no column with a serial number, an IMEI or an asset tag."),
    "no_answer_column": gettext_noop("The list has no column about the condition: download ours and fill it in."),
    "not_in_offer": gettext_noop("This device is not in the offer."),
    "twice": gettext_noop("This device stands in the list twice."),
    "no_identifier": gettext_noop("The row names no device."),
    "unknown_word": gettext_noop("We do not know this word here: see the second sheet of our list."),
    "not_a_number": gettext_noop("This is not a number that can stand here."),
}
_MOST_VALUE = 60
_LIMITS = {"battery_health": (0, 100), "storage_gb": (1, 100_000)}
_PARTED = re.compile(r"[;,\n|]")


@dataclass(frozen=True, kw_only=True)
class SheetProblem:
    """One thing to correct: the row as the spreadsheet numbers it, the column, what stands there, and a code."""

    row: int
    column: str
    value: str
    code: str

    @property
    def sentence(self) -> str:
        """What is wrong, and what to do."""
        return _(_SENTENCES[self.code])

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the result of a job."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class SheetRead:
    """What a list says of which lines, and everything that is wrong with it."""

    said: Mapping[UUID, Declaration]
    problems: Sequence[SheetProblem]


class _Wrong(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def read_conditions(offer: BuyBackOffer, headers: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> SheetRead:
    """Read every row; a device is found by its serial number, else its IMEI, else its asset tag. One query."""
    places = {header_words().get(fold_header(header), ""): place for place, header in enumerate(headers)}
    missing = [
        SheetProblem(row=0, column="", value="", code=code)
        for code, columns in (("no_identifier_column", IDENTIFIERS), ("no_answer_column", ANSWERS))
        if not any(column.name in places for column in columns)
    ]
    if missing:
        return SheetRead(said={}, problems=missing)
    return _read(rows, places, _index_of(offer))


def _read(rows: Iterable[tuple[int, list[str]]], places: Mapping[str, int], index: Mapping[Any, UUID]) -> SheetRead:
    said: dict[UUID, Declaration] = {}
    problems: list[SheetProblem] = []
    for number, cells in rows:
        row = {name: _cell(cells, place) for name, place in places.items() if name}
        if not any(row.get(column.name) for column in ANSWERS):
            continue
        answers = dict(_answers(row, number, problems))
        numbers = [(column.name, row[column.name]) for column in IDENTIFIERS if row.get(column.name)]
        line = next((index[key] for name, text in numbers if (key := (name, text.casefold())) in index), None)
        if line is None or line in said:
            code = "twice" if line else "not_in_offer" if numbers else "no_identifier"
            column, value = numbers[0] if numbers else ("", "")
            problems.append(SheetProblem(row=number, column=column, value=value[:_MOST_VALUE], code=code))
            continue
        said[line] = Declaration(**answers)
    return SheetRead(said=said, problems=problems)


def _answers(row: Mapping[str, str], number: int, problems: list[SheetProblem]) -> Iterator[tuple[str, Any]]:
    for column in ANSWERS:
        if text := row.get(column.name, ""):
            try:
                yield column.name, _answer(column, text)
            except _Wrong as wrong:
                value = text[:_MOST_VALUE]
                problems.append(SheetProblem(row=number, column=column.name, value=value, code=wrong.code))


def _answer(column: Column, text: str) -> Any:
    if column.is_number:
        return _number(text, *_LIMITS[column.name])
    if column.name == "defects":
        codes = {_word(column.name, part) for part in _PARTED.split(text) if part.strip()}
        return frozenset(codes - {NONE})
    code = _word(column.name, text)
    return code == YES if column.name in ("cracked", "has_charger") else code


def _word(column: str, text: str) -> str:
    code = cell_words(column).get(fold_header(text))
    if code is None and (known := read_condition(text)):
        code = {"grade": known[0], "functional_state": known[1]}.get(column)
    if not code:
        raise _Wrong("unknown_word")
    return code


def _number(text: str, least: int, most: int) -> int:
    plain = re.sub(r"\s|%|GB|Go", "", text, flags=re.IGNORECASE).removesuffix(".0")
    if not plain.isascii() or not plain.isdecimal() or not least <= int(plain) <= most:
        raise _Wrong("not_a_number")
    return int(plain)


def _cell(cells: Sequence[str], place: int) -> str:
    """The text of a cell; the apostrophe by which a list of ours keeps a text from being a formula goes."""
    text = cells[place].strip() if place < len(cells) else ""
    return text.removeprefix("'")


def _index_of(offer: BuyBackOffer) -> Mapping[Any, UUID]:
    index: dict[Any, UUID] = {}
    for pk, *numbers in offer.lines.order_by("-position").values_list("pk", "serial", "imei", "asset_tag"):
        for column, text in zip(IDENTIFIERS, numbers, strict=True):
            if text:
                index[column.name, text.casefold()] = pk
    return index

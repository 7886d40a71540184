"""Dates as files write them. Whether 04/10/2021 is April or October is a question to the column, not to the cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from b2b_portal.lib.spreadsheets.headers import fold_text


class DateOrder(StrEnum):
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, or the code of the problem that stands in its way; both empty where the cell says nothing."""

    value: date | None = None
    problem: str = ""


AMBIGUOUS = "date_ambiguous"
_NOTHING, _UNREADABLE = DateReading(), DateReading(problem="date_unreadable")
# What programs write for "never" and "no end": Jamf, Intune, Excel, SQL servers.
_SENTINELS = frozenset(
    {"1970-01-01", "0001-01-01", "9999-12-31", "1900-01-01", "1899-12-30", "1899-12-31", "0000-00-00"}
)
_SENTINEL_WRITTEN = re.compile(  # the same as people's settings show them: 1/1/0001 12:00:00 AM, 31/12/9999
    r"0?1[-/.]0?1[-/.](?:0001|1900|1970)(?!\d)|(?:31[-/.]12|12[-/.]31)[-/.]9999(?!\d)"
)
_BLANK = frozenset(
    {"", "-", "?", "n/a", "na", "none", "null", "never", "jamais", "unknown", "inconnu", "inconnue", "nc"}
)
_YEARS = range(1990, 2100)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_SERIALS = range(32_874, 73_051)  # 1990 to 2099

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_MONTH_OF_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})|(\d{4})[-/.](\d{1,2})")
_YEAR = re.compile(r"(\d{4})")
_DAY_WORD_YEAR = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[ .-]+([a-z]{3,9})\.?,?[ .-]+(\d{4}|\d{2})(?!\d)")
_WORD_DAY_YEAR = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WORD_YEAR = re.compile(r"([a-z]{3,9})\.?[ .-]*(\d{4}|\d{2})")
_MONTHS = (
    ("jan", 1), ("fev", 2), ("feb", 2), ("mar", 3), ("avr", 4), ("apr", 4), ("mai", 5), ("may", 5), ("juin", 6),
    ("jun", 6), ("juil", 7), ("jul", 7), ("aou", 8), ("aug", 8), ("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12),
)  # fmt: skip


def order_proved_by(text: str) -> DateOrder | None:
    """Return the order of day and month that one cell proves: a part above 12 can only be the day."""
    found = _NUMBERS.match(text)
    if found is None or (int(found[1]) > 12) == (int(found[2]) > 12):
        return None
    return DateOrder.DAY_FIRST if int(found[1]) > 12 else DateOrder.MONTH_FIRST


def decide_order(proofs: Iterable[DateOrder | None]) -> DateOrder:
    """Return the order that a column's cells prove together; both orders, or none, leave it unknown."""
    seen = {proof for proof in proofs if proof is not None}
    return seen.pop() if len(seen) == 1 else DateOrder.UNKNOWN


@lru_cache(maxsize=20_000)
def read_date(*, text: str, order: DateOrder) -> DateReading:
    """Return the date in `text`; a month or a year alone becomes its first day, with the problem 'date_approximate'."""
    plain = fold_text(text)
    if plain in _BLANK or plain[:10] in _SENTINELS or _SENTINEL_WRITTEN.match(plain):
        return _NOTHING
    iso = _ISO.match(plain) or _COMPACT.fullmatch(plain)
    if iso:
        return _reading(iso[1], iso[2], iso[3])
    numbers = _NUMBERS.match(plain)
    if numbers:
        return _from_numbers(numbers[1], numbers[2], numbers[3], order)
    serial = _SERIAL.fullmatch(plain)
    if serial and int(serial[1]) in _EXCEL_SERIALS:
        return DateReading(_EXCEL_DAY_ZERO + timedelta(days=int(serial[1])))
    return _from_words(plain)


def _from_numbers(first: str, second: str, year: str, order: DateOrder) -> DateReading:
    if int(first) > 12 or int(first) == int(second):
        return _reading(year, second, first)
    if int(second) > 12:
        return _reading(year, first, second)
    if order is DateOrder.UNKNOWN:
        return DateReading(problem=AMBIGUOUS)
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return _reading(year, month, day)


def _from_words(plain: str) -> DateReading:
    if found := _DAY_WORD_YEAR.match(plain):
        return _reading(found[3], _month(found[2]), found[1])
    if found := _WORD_DAY_YEAR.match(plain):
        return _reading(found[3], _month(found[1]), found[2])
    if found := _WORD_YEAR.fullmatch(plain):
        return _approximate(found[2], _month(found[1]))
    if found := _MONTH_OF_YEAR.fullmatch(plain):
        return _approximate(found[2] or found[3], found[1] or found[4])
    if found := _YEAR.fullmatch(plain):
        return _approximate(found[1], 1)
    return _UNREADABLE


def _month(word: str) -> int:
    return next((number for start, number in _MONTHS if word.startswith(start)), 0)


def _approximate(year: str, month: str | int) -> DateReading:
    reading = _reading(year, month, 1)
    return DateReading(reading.value, "date_approximate") if reading.value else reading


def _reading(year: str, month: str | int, day: str | int) -> DateReading:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if full_year not in _YEARS:
        return _UNREADABLE
    try:
        return DateReading(date(full_year, int(month), int(day)))
    except ValueError:
        return _UNREADABLE

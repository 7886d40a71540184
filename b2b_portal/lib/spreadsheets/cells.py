"""Whatever a cell holds, as the text a person would type."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite

# Excel keeps 15 significant digits: a longer number has lost its last ones, and must not look as if it had them.
_EXACT_BELOW = 10**15


def texts_of(row: Sequence[object]) -> list[str]:
    """Return the texts of a row; most cells are texts already, and the quick look spares them the long one."""
    return [value.strip() if type(value) is str and "\x00" not in value else text_of(value) for value in row]


def text_of(value: object) -> str:
    """Return `value` as text: whole numbers without a point, dates as ISO 8601, rounded numbers in E-notation."""
    if isinstance(value, str):
        return value.replace("\x00", "").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return ""


def _number(value: float) -> str:
    if not isfinite(value):
        return ""
    if abs(value) >= _EXACT_BELOW:
        return f"{value:.15G}"
    return str(int(value)) if value == int(value) else repr(value)

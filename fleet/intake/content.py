"""What a column holds when its header does not tell: IMEIs and serial numbers are known by their form."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import islice

from fleet.intake.identifiers import is_blank, is_placeholder, looks_like_imei, plain_text

LOOKED_AT = 200  # rows: enough to tell, whatever the size of the file
_ENOUGH = Decimal("0.8")
_FEWEST_SERIALS = 3  # two different words are soon found

_SERIAL = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{7,12}", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"[0-9A-F]{8}|[0-9A-F]{12}", re.IGNORECASE)  # network addresses, keys of a database
_COUNTED = re.compile(r"([A-Z]+)\d+", re.IGNORECASE)  # PC0001, PC0002: somebody's own names


def numbers_in(*, columns: Collection[int], rows: Iterable[Sequence[str]]) -> list[tuple[int, str, Decimal]]:
    """Return (column, 'imei' or 'serial', share of its filled cells that have the form) for each column that has it."""
    cells: dict[int, list[str]] = {column: [] for column in columns}
    for values in islice(rows, LOOKED_AT):
        for column, texts in cells.items():
            text = plain_text(values[column]) if column < len(values) else ""
            if not is_blank(text) and not is_placeholder(text):
                texts.append(text)
    found = []
    for column, texts in cells.items():
        for kind, share in (("imei", _share_of_imeis(texts)), ("serial", _share_of_serials(texts))):
            if share >= _ENOUGH:
                found.append((column, kind, share))
    return found


def _share_of_imeis(texts: list[str]) -> Decimal:
    return _share(sum(map(looks_like_imei, texts)), texts)


def _share_of_serials(texts: list[str]) -> Decimal:
    serials = [text.upper() for text in texts if _SERIAL.fullmatch(text)]
    if len(serials) < _FEWEST_SERIALS or len(set(serials)) < len(serials):
        return Decimal(0)
    if all(_HEXADECIMAL.fullmatch(serial) for serial in serials) or _are_counted(serials):
        return Decimal(0)
    return _share(len(serials), texts)


def _are_counted(serials: list[str]) -> bool:
    counted = [_COUNTED.fullmatch(serial) for serial in serials]
    return len({found[1] if found else "" for found in counted}) == 1 and counted[0] is not None


def _share(count: int, texts: list[str]) -> Decimal:
    return Decimal(count) / len(texts) if texts else Decimal(0)

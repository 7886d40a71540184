"""Storage and memory, in whatever unit a tool reports them, as the nominal GB a device was sold with."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from b2b_portal.lib.spreadsheets.headers import fold_text

_UNITS = r"to|tb|tib|tio|go|gb|gib|gio|g|mo|mb|mib|mio|octets|bytes"
_WITH_UNIT = re.compile(rf"(\d{{1,15}}(?:[.,]\d{{1,3}})?) ?({_UNITS})\b")
_BARE = re.compile(r"(?<![\w.,])(\d{1,15}(?:[.,]\d{1,3})?)()(?![\w.,])")
_THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}(?:\D|$))")
_BYTES = {"t": Decimal(10) ** 12, "g": Decimal(10) ** 9, "m": Decimal(10) ** 6, "o": Decimal(1), "b": Decimal(1)}
_GB = Decimal(10) ** 9

_FLASH = (4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192)
# Sizes that are sold too, and meant when somebody writes exactly them in GB or TB.
_DISKS = (40, 60, 80, 120, 160, 180, 240, 250, 320, 480, 500, 640, 750, 960)
_SOLD_AS_WRITTEN = {size: size for size in _DISKS} | {1000: 1024, 2000: 2048, 4000: 4096, 8000: 8192}
_MEMORY = (1, 2, 3, 4, 6, 8, 10, 12, 16, 18, 20, 24, 32, 36, 40, 48, 64, 80, 96, 128, 192, 256, 384, 512)
_LEAST_SHOWN, _MOST_SHOWN = Decimal("0.82"), Decimal("1.08")
_SAME_SIZE = Decimal("0.10")  # 240, 250 and 256 GB are one configuration to most lists


@lru_cache(maxsize=10_000)
def parse_storage(*, text: str) -> int | None:
    """Return the nominal GB of a storage text such as "256 Go SSD", "1 To" or "487168"; None when it is none.

    A number without a unit is GB, MB or bytes by its magnitude. A disk shows 82 to 108 % of its nominal size, by how
    the tool counts and what the system keeps for itself.
    """
    size, unit = _gigabytes(text, most=_FLASH[-1])
    if unit in ("g", "t") and int(size) in _SOLD_AS_WRITTEN and size == int(size):
        return _SOLD_AS_WRITTEN[int(size)]
    snapped = next((nominal for nominal in _FLASH if nominal * _LEAST_SHOWN <= size <= nominal * _MOST_SHOWN), None)
    return snapped or (round(size) or None if size <= _FLASH[-1] else None)


@lru_cache(maxsize=10_000)
def parse_memory(*, text: str) -> int | None:
    """Return the nominal GB of a memory text such as "16 Go" or "16384" (MB); None when it is none."""
    size, _ = _gigabytes(text, most=_MEMORY[-1])
    return next((nominal for nominal in _MEMORY if nominal * _LEAST_SHOWN <= size <= nominal * _MOST_SHOWN), None)


def nearest_size(size: int | None, offered: Iterable[int]) -> int | None:
    """Return the size among `offered` that `size` stands for, or None when the model was not sold with it."""
    if size is None:
        return None
    near = [sold for sold in offered if abs(sold - size) <= sold * _SAME_SIZE]
    return min(near, key=lambda sold: abs(sold - size), default=None)


def _gigabytes(text: str, *, most: int) -> tuple[Decimal, str]:
    """The size in decimal GB, 0 when there is none, and the first letter of its unit."""
    plain = _THOUSANDS.sub("", fold_text(text))
    found = _WITH_UNIT.search(plain) or _BARE.search(plain)
    if found is None:
        return Decimal(0), ""
    number = Decimal(found[1].replace(",", "."))
    unit = found[2][:1] or _unit_by_magnitude(number, most)
    return number * _BYTES[unit] / _GB, unit


def _unit_by_magnitude(number: Decimal, most: int) -> str:
    if number <= most:
        return "g"
    return "m" if number <= most * 1100 else "b"

"""Compound files ([MS-CFB]), the container of .xls: a small file system, its streams in chains of sectors.

The reader of workbooks believes what a chain says and follows one that bites its own tail until the memory ends, so
every chain is walked here first, and counted.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_DIRECTORY_ENTRY = 128
_SMALL_SECTOR = 64
_SMALL_STREAM = 4096  # a shorter one lies in small sectors
_FIRST_RESERVED = 0xFFFF_FFFA  # from here on a number is a mark: free, end of the chain


@dataclass(frozen=True, kw_only=True)
class _Header:
    sector_size: int
    directory_start: int
    small_fat_start: int
    small_fat_sectors: int
    index_start: int


@dataclass(frozen=True, kw_only=True)
class _Entry:
    name: str
    start: int
    size: int


def read_stream(content: bytes, *, names: Sequence[str]) -> bytes:
    """Return the stream that has the first of `names` that stands in the file.

    Raises: Refusal, when there is none or the file's chains are broken.
    """
    try:
        return _Sectors(content).stream(names)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Refusal(RefusalCode.DAMAGED) from None


class _Sectors:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._header = _read_header(content)
        self._fat = self._read_fat()
        self._entries = self._read_directory()

    def stream(self, names: Sequence[str]) -> bytes:
        by_name = {entry.name: entry for entry in reversed(self._entries)}
        entry = next((by_name[name] for name in names if name in by_name), None)
        if entry is None:
            raise Refusal(RefusalCode.DAMAGED)
        small = self._read_small()
        data = small.chain(entry) if entry.size < _SMALL_STREAM else self._joined(self._chain(entry.start))
        if len(data) < entry.size:
            raise Refusal(RefusalCode.DAMAGED)
        return data[: entry.size]

    def _sector(self, number: int) -> bytes:
        first = (number + 1) * self._header.sector_size
        if first >= len(self._content):
            raise Refusal(RefusalCode.DAMAGED)
        return self._content[first : first + self._header.sector_size]

    def _joined(self, numbers: list[int]) -> bytes:
        return b"".join(map(self._sector, numbers))

    def _chain(self, start: int) -> list[int]:
        return _walk(start, self._fat)

    def _read_fat(self) -> list[int]:
        """The table of chains; where its own sectors lie stands in the header and, past that, in a chain."""
        index = list(struct.unpack_from("<109I", self._content, 76))
        seen = set()
        following = self._header.index_start
        while following < _FIRST_RESERVED:
            if following in seen:
                raise Refusal(RefusalCode.DAMAGED)
            seen.add(following)
            *more, following = _numbers(self._sector(following))
            index.extend(more)
        return [number for place in index if place < _FIRST_RESERVED for number in _numbers(self._sector(place))]

    def _read_directory(self) -> list[_Entry]:
        directory = self._joined(self._chain(self._header.directory_start))
        places = range(0, len(directory) - _DIRECTORY_ENTRY + 1, _DIRECTORY_ENTRY)
        return [_read_entry(directory[place : place + _DIRECTORY_ENTRY]) for place in places]

    def _read_small(self) -> "_SmallSectors":
        if not self._header.small_fat_sectors:
            return _SmallSectors(content=b"", fat=[])
        return _SmallSectors(
            content=self._joined(self._chain(self._entries[0].start)),
            fat=_numbers(self._joined(self._chain(self._header.small_fat_start))),
        )


@dataclass(frozen=True, kw_only=True)
class _SmallSectors:
    content: bytes
    fat: list[int]

    def chain(self, entry: _Entry) -> bytes:
        places = (number * _SMALL_SECTOR for number in _walk(entry.start, self.fat))
        return b"".join(self.content[place : place + _SMALL_SECTOR] for place in places)


def _walk(start: int, table: list[int]) -> list[int]:
    """Every sector of a chain; one that is longer than the table meets itself."""
    numbers: list[int] = []
    number = start
    while number < _FIRST_RESERVED:
        numbers.append(number)
        if len(numbers) > len(table):
            raise Refusal(RefusalCode.DAMAGED)
        number = table[number]
    return numbers


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _read_header(content: bytes) -> _Header:
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    (directory_start,) = struct.unpack_from("<I", content, 48)
    small_fat_start, small_fat_sectors, index_start = struct.unpack_from("<III", content, 60)
    if shift not in (9, 12) or small_shift != 6:
        raise Refusal(RefusalCode.DAMAGED)
    return _Header(
        sector_size=1 << shift,
        directory_start=directory_start,
        small_fat_start=small_fat_start,
        small_fat_sectors=small_fat_sectors,
        index_start=index_start,
    )


def _read_entry(data: bytes) -> _Entry:
    start, size = struct.unpack_from("<II", data, 116)
    return _Entry(name=data[:64].decode("utf-16-le", "replace").partition("\0")[0], start=start, size=size)

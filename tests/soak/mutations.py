"""Ways to spoil a file: bytes of any file, parts of an archive, the markup in a part, the lines of a text."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

ODD_NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
RECORD_KINDS = (
    0x06,
    0x0A,
    0x18,
    0x2F,
    0x85,
    0xBD,
    0xD6,
    0xE0,
    0xE5,
    0xEB,
    0xFC,
    0xFD,
    0x200,
    0x204,
    0x207,
    0x27E,
    0x809,
)
ODD_TEXTS = (
    b"-1", b"0", b"1048576", b"16384", b"4294967295", b"99999999999999999999", b"1E+308", b"NaN", b"XFD1048576", b"A0",
    b"", b"&a;", b"&#0;", b"&#xD800;", b"_x0000_", b"<![CDATA[x]]>", b"<!DOCTYPE x>", b"../../../../etc/passwd",
)  # fmt: skip
ODD_BYTES = (
    b'"', b'""', b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3\x28", b"\xed\xa0\x80", b"\r", b"\r\n", b"\n\n\n", b";",
    b",", b"\t", b"|", b"sep=;\n", b"=cmd|' /C calc'!A0", b"\x1a", b"\xa0", b"\x92", b"," * 400, b"x" * 3_000,
)  # fmt: skip
TAG = re.compile(rb"<[^<>]{1,400}>")
VALUE = re.compile(rb'(?<==")[^"<>]{0,80}(?=")|(?<=>)[^<>]{1,80}(?=<)')


def spoil(content: bytes, *, others: list[bytes], chance: Random) -> bytes:
    """Return `content` with one to four mutations; `others` lend their bytes and parts."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4))):
        kinds: tuple[Callable[[bytes, list[bytes], Random], bytes], ...] = BYTES
        if content.startswith(b"PK"):
            kinds = chance.choice((ARCHIVE, ARCHIVE, BYTES))
        elif content.startswith(b"<"):
            kinds = chance.choice((MARKUP, MARKUP, TEXT, BYTES))
        elif content.startswith(b"\xd0\xcf"):
            kinds = chance.choice((RECORDS, RECORDS, BYTES))
        else:
            kinds = chance.choice((TEXT, BYTES))
        content = chance.choice(kinds)(content, others, chance)
    return content


def _span(content: bytes, chance: Random, longest: int = 600) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.randrange(1, longest))


def flip_bits(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 40)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def write_odd_number(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    size = chance.choice((1, 2, 4))
    place = chance.randrange(max(1, len(content) - size)) // 2 * 2
    number = chance.choice(ODD_NUMBERS) & (1 << 8 * size) - 1
    return content[:place] + number.to_bytes(size, "little") + content[place + size :]


def delete_chunk(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def blank_chunk(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + bytes([chance.choice((0, 0x20, 0xFF))]) * (end - start) + content[end:]


def repeat_chunk(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 50)) + content[end:]


def swap_chunks(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    first, middle, second, last = sorted(chance.randrange(len(content) + 1) for _ in range(4))
    return content[:first] + content[second:last] + content[middle:second] + content[first:middle] + content[last:]


def cut_short(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def take_from_another(content: bytes, others: list[bytes], chance: Random) -> bytes:
    other = chance.choice(others)
    (start, end), (first, last) = _span(content, chance), _span(other, chance, 4_000)
    return content[:start] + other[first:last] + content[end:]


def _with_parts(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The archive written anew with its parts changed, or as it is when it cannot be opened any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # whatever zipfile says of a file that was spoilt already
        return content
    if not parts:
        return content
    change(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def swap_parts(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        one, other = chance.choice(list(parts)), chance.choice(list(parts))
        parts[one], parts[other] = parts[other], parts[one]

    return _with_parts(content, change)


def lose_part(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    return _with_parts(content, lambda parts: parts.__delitem__(chance.choice(list(parts))))


def rename_part(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice(list(parts))
        parts[chance.choice((name.upper(), f"../{name}", f"/{name}", name[:-1], f"{name}/x"))] = parts.pop(name)

    return _with_parts(content, change)


def take_part(content: bytes, others: list[bytes], chance: Random) -> bytes:
    """A part of another archive in the place of one of ours."""

    def change(parts: dict[str, bytes]) -> None:
        lent: dict[str, bytes] = {}
        _with_parts(chance.choice(others), lent.update)
        if lent:
            parts[chance.choice(list(parts))] = chance.choice(list(lent.values()))

    return _with_parts(content, change)


def spoil_part(content: bytes, others: list[bytes], chance: Random) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice(list(parts))
        parts[name] = chance.choice((*MARKUP, *MARKUP, *BYTES))(parts[name], others, chance)

    return _with_parts(content, change)


def lose_tag(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    return _edit(content, TAG, chance, lambda found: b"")


def double_tag(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    return _edit(content, TAG, chance, lambda found: found * chance.choice((2, 3, 500)))


def move_tag(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    tags = TAG.findall(content) or [b"<x/>"]
    return _edit(content, TAG, chance, lambda found: chance.choice(tags))


def change_value(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    return _edit(content, VALUE, chance, lambda found: chance.choice(ODD_TEXTS))


def _edit(content: bytes, what: re.Pattern[bytes], chance: Random, change: Callable[[bytes], bytes]) -> bytes:
    places = [found.span() for found in what.finditer(content)]
    if not places:
        return content
    start, end = chance.choice(places)
    return content[:start] + change(content[start:end]) + content[end:]


def spoil_record(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    """One record of an .xls workbook with another kind, size, or word in its data."""
    changed = bytearray(content)
    places = _records(content)
    if not places:
        return content
    place = chance.choice(places)
    size = int.from_bytes(content[place + 2 : place + 4], "little")
    where = place + chance.choice((0, 2, *[4 + chance.randrange(size + 1) // 2 * 2] * 6))
    odd = chance.choice((*ODD_NUMBERS, *RECORD_KINDS, chance.randrange(0x10000)))
    length = chance.choice((2, 2, 4))
    changed[where : where + length] = (odd & (1 << 8 * length) - 1).to_bytes(length, "little")
    return bytes(changed)


def _records(content: bytes) -> list[int]:
    """Where the records begin, as long as they lie in one piece."""
    places = []
    place = content.find(b"\x09\x08\x10\x00")
    while 0 <= place < len(content) - 4:
        places.append(place)
        place += 4 + int.from_bytes(content[place + 2 : place + 4], "little")
        if content[place : place + 4] == bytes(4):
            break
    return places


def put_odd_bytes(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.choice(ODD_BYTES) + content[place:]


def shuffle_lines(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def change_code(content: bytes, _others: list[bytes], chance: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "utf-32")), "replace")


BYTES = (
    flip_bits, write_odd_number, delete_chunk, blank_chunk, repeat_chunk, swap_chunks, cut_short, take_from_another,
)  # fmt: skip
RECORDS = (spoil_record,)
MARKUP = (lose_tag, double_tag, move_tag, change_value)
ARCHIVE = (spoil_part, spoil_part, spoil_part, swap_parts, lose_part, rename_part, take_part)
TEXT = (put_odd_bytes, put_odd_bytes, shuffle_lines, change_code)

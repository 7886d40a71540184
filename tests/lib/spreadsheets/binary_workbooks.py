"""Workbooks of Excel 97 ([MS-XLS]) made record by record in a container made sector by sector ([MS-CFB])."""

import struct
from pathlib import Path

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
DEVICE_LIST = (("Serial number", "Model"), ("PF3A1B2C", "ThinkPad T14"))
EOF = b"\x0a\0\0\0"


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def start_of(kind: int) -> bytes:
    """The first record of the workbook (kind 5) or of a sheet (16)."""
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def row_record(row: int, *, hidden: bool = False) -> bytes:
    return record(0x208, struct.pack("<HHHHIHH", row, 0, 2, 255, 0, 0x20 if hidden else 0, 0))


def dimensions(rows: int, columns: int) -> bytes:
    return record(0x200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


def labels(rows: tuple[tuple[str, ...], ...] = DEVICE_LIST) -> bytes:
    return b"".join(label(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))


def stream_of(
    *sheets: bytes, globals_: bytes = b"", pointers: tuple[int, ...] = (), times: int = 1, visibility: int = 0
) -> bytes:
    """The stream "Workbook"; its list names each sheet `times` times; `pointers` say where else they begin."""
    names = [f"Sheet{place}".encode() for place in range(len(pointers or sheets) * times)]
    size = sum(4 + 8 + len(name) for name in names)
    first = len(start_of(5)) + len(globals_) + size + len(EOF)
    bodies = [start_of(16) + sheet + EOF for sheet in sheets]
    starts = (pointers or tuple(first + sum(map(len, bodies[:place])) for place in range(len(bodies)))) * times
    listed = b"".join(
        record(0x85, struct.pack("<IBBBB", start, visibility, 0, len(name), 0) + name)
        for start, name in zip(starts, names, strict=True)
    )
    return start_of(5) + globals_ + listed + EOF + b"".join(bodies)


def container_of(stream: bytes, *, name: str = "Workbook", more: tuple[str, ...] = ()) -> bytearray:
    """The container: its table of sectors first, one sector of directory, then the stream; `more` are empty entries."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // SECTOR)
    tables = 1
    while tables * SECTOR // 4 < tables + 1 + count:
        tables += 1
    chain = [TABLE] * tables + [END] + [tables + 2 + place for place in range(count - 1)] + [END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    entries = [entry("Root Entry", 5), entry(name, 2, start=tables + 1, size=len(stream))]
    entries += [entry(other, 2) for other in more]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * SECTOR, b"\xff")
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    return bytearray(header + table + directory + stream.ljust(count * SECTOR, b"\0"))


def entry(name: str, kind: int, *, start: int = END, size: int = 0) -> bytes:
    written = name.encode("utf-16-le")
    tree = struct.pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB", len(written) + 2, kind, 1)
        + tree
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def write_binary_workbook(path: Path, sheet: bytes = b"", **parts: object) -> Path:
    path.write_bytes(container_of(stream_of(sheet or labels(), **parts)))
    return path

"""Workbooks of Excel 97 and before: far corners, broken chains, odd records."""

import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.binary_workbooks import (
    EOF,
    container_of,
    dimensions,
    label,
    labels,
    number,
    record,
    row_record,
    start_of,
    stream_of,
    write_binary_workbook,
)
from tests.lib.spreadsheets.hostile.case import DEVICE, hostile

WIDE = labels((("Serial number", "Model", *[""] * 253, "Site"),))
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(content: bytes, **parts: object) -> Callable[[Path], object]:
    """The device list with more records behind it."""
    return partial(write_binary_workbook, sheet=labels() + content, **parts)


def changed(*changes: tuple[int, bytes]) -> bytes:
    """The device list with bytes of its container overwritten."""
    content = container_of(stream_of(labels()))
    for place, data in changes:
        content[place : place + len(data)] = data
    return bytes(content)


def long(value: int) -> bytes:
    return struct.pack("<I", value)


def bare(version: int) -> bytes:
    """A worksheet of Excel 2, 3 or 4: records without a container."""
    opening = struct.pack("<HH", version, 0x10) + bytes(0 if version == 2 else 2)
    return record(0x009 | {2: 0, 3: 0x200, 4: 0x400}[version], opening) + EOF


def hidden_rows() -> bytes:
    rows = tuple((f"PF{place}", "T14") for place in range(2, 6))
    records = (row_record(0), row_record(1, hidden=True), row_record(2), row_record(3, hidden=True))
    return b"".join(records) + labels((("Serial number", "Model"), *rows))


def excel_95(path: Path) -> None:
    """One byte a letter, and a stream of another name."""
    opening = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + record(0x42, struct.pack("<H", 1252))
    cells = b"".join(
        record(0x204, struct.pack("<HHHH", row, column, 0, len(text)) + text.encode("cp1252"))
        for row, texts in enumerate((("Serial number", "Model"), ("PF1", "Écran d’été")))
        for column, text in enumerate(texts)
    )
    start = len(opening) + 4 + 11 + len(EOF)
    listed = record(0x85, struct.pack("<IHB", start, 0, 4) + b"Parc")
    sheet_opening = record(0x809, struct.pack("<HHHH", 0x500, 16, 0, 0))
    path.write_bytes(container_of(opening + listed + EOF + sheet_opening + cells + EOF, name="Book"))


OLD_SHEET = record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + EOF
FAR = RefusalCode.TOO_MANY_CELLS
BROKEN = RefusalCode.DAMAGED
FIRST_CHAIN = 512 + 4 * 2  # of the stream: behind the table's own sector and the directory's

CASES = (
    hostile("plain.xls", sheet(b""), [DEVICE]),
    hostile("far corner.xls", sheet(label(65_535, 255, "x")), FAR),
    hostile("last row.xls", sheet(label(65_535, 0, "x")), [DEVICE, ["x", ""]]),
    hostile("last column.xls", sheet(label(1, 255, "x")), [DEVICE]),
    hostile("column past the format.xls", sheet(label(1, 40_000, "x")), RefusalCode.TOO_MANY_COLUMNS),
    hostile("used range as far as it goes.xls", sheet(dimensions(65_536, 256)), [DEVICE]),
    hostile("used range that lies.xls", sheet(dimensions(2**31, 60_000)), BROKEN),
    hostile("used range that ends before it begins.xls", sheet(dimensions(0, 0)), [DEVICE]),
    hostile(
        "many numbers of which the last is far out.xls",
        sheet(record(0xBD, struct.pack("<HHHIH", 1, 2, 0, 0, 50_000))),
        RefusalCode.TOO_MANY_COLUMNS,
    ),
    hostile("one sheet a thousand times.xls", sheet(label(60_000, 100, "x"), times=1_000), FAR),
    hostile("sheet that begins in the padding.xls", sheet(b"", pointers=(4_000,)), RefusalCode.EMPTY),
    hostile("sheet that begins nowhere.xls", sheet(b"", pointers=(2**31,)), BROKEN),
    hostile(
        "three sheets that are too much together.xls",
        lambda path: path.write_bytes(container_of(stream_of(*[labels() + label(50_000, 120, "x")] * 3))),
        FAR,
    ),
    hostile(
        "hidden rows.xls",
        partial(write_binary_workbook, sheet=hidden_rows()),
        [["PF2", "T14"], ["PF3", "T14"], ["PF4", "T14"], ["PF5", "T14"]],
        hidden=[2, 4],
    ),
    hostile("very hidden sheet.xls", sheet(b"", visibility=2), [DEVICE]),
    hostile("no sheets.xls", container_of(start_of(5) + EOF), RefusalCode.EMPTY),
    hostile("password.xls", sheet(b"", globals_=record(0x2F, b"\1\0\1\0\1\0" + bytes(48))), RefusalCode.ENCRYPTED),
    hostile("weak password.xls", sheet(b"", globals_=record(0x2F, b"\0\0\x12\x34\x56\x78")), RefusalCode.ENCRYPTED),
    hostile("shared text out of range.xls", sheet(record(0xFD, struct.pack("<HHHI", 2, 0, 0, 10**6))), [DEVICE]),
    hostile("record past the end.xls", changed((512 * 3 + 2, b"\xff\xff")), BROKEN),
    hostile("record cut short.xls", sheet(record(0x203, b"\1\0\2\0")), BROKEN),
    hostile(
        "label longer than its record.xls",
        sheet(record(0x204, struct.pack("<HHHHB", 2, 0, 0, 60_000, 1) + b"P\0")),
        [DEVICE, ["P", ""]],
    ),
    hostile("infinite number.xls", sheet(number(1, 2, float("inf"))), [DEVICE]),
    hostile("chart in the sheet.xls", sheet(start_of(32) + label(9, 9, "y") + EOF), [DEVICE]),
    hostile("chain that meets itself.xls", changed((FIRST_CHAIN + 4 * 3, long(2))), BROKEN),
    hostile("directory that meets itself.xls", changed((512 + 4, long(1))), BROKEN),
    hostile("index that meets itself.xls", changed((68, long(1)), (512 * 3 - 4, long(1))), BROKEN),
    hostile("chain that leads outside.xls", changed((FIRST_CHAIN, long(10**6))), BROKEN),
    hostile("table of a billion sectors.xls", changed((44, long(10**9))), [DEVICE]),
    hostile("small table of a billion sectors.xls", changed((64, long(10**9))), [DEVICE]),
    hostile("sectors of two gigabytes.xls", changed((30, b"\x1f\0")), BROKEN),
    hostile("stream cut short.xls", bytes(container_of(stream_of(labels()))[:-600]), BROKEN),
    hostile("nothing but a signature.xls", OLE2, RefusalCode.NOT_A_SPREADSHEET),
    hostile(
        "stream of another name.xls", container_of(stream_of(labels()), name="Contents"), RefusalCode.NOT_A_SPREADSHEET
    ),
    hostile("stream in capitals.xls", container_of(stream_of(labels()), name="WORKBOOK"), [DEVICE]),
    hostile("macros.xls", container_of(stream_of(labels()), more=("_VBA_PROJECT",)), RefusalCode.HAS_MACROS),
    hostile("xlsx with a password.xlsx", container_of(b"", name="EncryptedPackage"), RefusalCode.ENCRYPTED),
    hostile("letter of Word 97.xls", container_of(b"", name="WordDocument"), RefusalCode.NOT_A_SPREADSHEET),
    hostile("Excel 95.xls", excel_95, [["PF1", "Écran d’été"]]),
    hostile("Excel 95 without cells.xls", container_of(OLD_SHEET, name="Book"), RefusalCode.EMPTY),
    *(hostile(f"Excel {version}.xls", bare(version), RefusalCode.OLD_EXCEL) for version in (2, 3, 4)),
    hostile("Excel 5 without its container.xls", OLD_SHEET, RefusalCode.OLD_EXCEL),
)

"""Archives no spreadsheet program writes: bombs, lies, cuts, and names that lead elsewhere."""

import io
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.hostile.case import DEVICE, hostile
from tests.lib.spreadsheets.workbooks import DEVICE_ROW, HEADER_ROW, parts_of, write_lying_archive, write_workbook

ROWS = HEADER_ROW + DEVICE_ROW
MEGABYTE = 1024**2
SYMBOLIC_LINK = 0o120777 << 16


def holding(more: dict[str, str | bytes]) -> Callable[[Path], object]:
    """The ordinary workbook with other parts beside or instead of its own."""
    return partial(write_workbook, rows=ROWS, more=more)


def changed(change: Callable[[bytearray], bytes]) -> Callable[[Path], object]:
    """The ordinary workbook with its bytes changed."""

    def build(path: Path) -> None:
        write_workbook(path, rows=ROWS)
        path.write_bytes(change(bytearray(path.read_bytes())))

    return build


def added(
    name: str, content: str = "x", *, attributes: int = 0, method: int = zipfile.ZIP_DEFLATED
) -> Callable[[Path], object]:
    """The ordinary workbook with one more entry, however odd."""

    def build(path: Path) -> None:
        write_workbook(path, rows=ROWS)
        entry = zipfile.ZipInfo(name)
        entry.external_attr, entry.compress_type = attributes, method
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(entry, content)

    return build


def overlapping(path: Path, *, names: int, declared: int | None = None) -> None:
    """Many entries of the directory that all point at the same megabytes of zeros."""
    write_workbook(path, rows=ROWS, more={"xl/media/a0000.bin": b"\0" * 2 * MEGABYTE})
    content = path.read_bytes()
    directory, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    last = bytearray(content[content.rindex(b"PK\x01\x02") : end])
    if declared is not None:
        last[24:28] = struct.pack("<L", declared)
    copies = b"".join(bytes(last).replace(b"a0000", b"a%04d" % place) for place in range(1, names))
    size = end - directory + len(copies)
    count = len(parts_of("")) + names
    tail = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, size, directory, 0)
    path.write_bytes(content[:end] + copies + tail)


def stored(path: Path) -> None:
    with zipfile.ZipFile(write_workbook(path, rows=ROWS)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def streamed(path: Path) -> None:
    """Written to a pipe: sizes and check sums stand behind each entry."""

    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            content.extend(data)
            return len(data)

    content = bytearray()
    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts_of("").items():
            sheet = f"<worksheet><sheetData>{ROWS}</sheetData></worksheet>"
            archive.writestr(name, part or sheet)
    path.write_bytes(content)


def workbook_within(path: Path) -> None:
    write_workbook(path, rows=ROWS, more={"xl/media/image1.bin": b"\0" * 120 * MEGABYTE})
    inner = path.read_bytes()
    write_workbook(path, rows=ROWS, more={"xl/embeddings/book.xlsx": inner})


def twice(path: Path) -> None:
    content = bytearray(write_workbook(path, rows=ROWS, more={"xl/workbook.xmk": "<workbook/>"}).read_bytes())
    path.write_bytes(content.replace(b"xl/workbook.xmk", b"xl/workbook.xml"))


def crc_wrong(content: bytearray) -> bytes:
    place = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[place + 16] ^= 0xFF
    return content


def encrypted(content: bytearray) -> bytes:
    content[content.index(b"PK\x01\x02") + 8] |= 0x1
    return content


CASES = (
    hostile("bomb that declares its size.xlsx", holding({"xl/a.bin": b"\0" * 120 * MEGABYTE}), RefusalCode.ZIP_BOMB),
    hostile("bomb that lies about it.xlsx", partial(write_lying_archive, real_megabytes=40), RefusalCode.ZIP_BOMB),
    hostile("bomb in a workbook within.xlsx", workbook_within, [DEVICE]),
    hostile("overlapping entries.xlsx", partial(overlapping, names=600), RefusalCode.ZIP_BOMB),
    hostile("overlapping entries that lie.xlsx", partial(overlapping, names=600, declared=1), RefusalCode.ZIP_BOMB),
    hostile("two thousand entries.xlsx", holding({f"xl/{n}": b"" for n in range(2_000)}), RefusalCode.ZIP_BOMB),
    hostile("cut at the end.xlsx", changed(lambda content: content[:-200]), RefusalCode.DAMAGED),
    hostile("cut in the middle.xlsx", changed(lambda content: content[: len(content) // 2]), RefusalCode.DAMAGED),
    hostile("nothing but a signature.xlsx", b"PK\x03\x04", RefusalCode.DAMAGED),
    hostile("no entries.xlsx", b"PK\x05\x06" + bytes(18), RefusalCode.NOT_A_SPREADSHEET),
    hostile("garbage behind.xlsx", changed(lambda content: content + b"\xab" * 500), [DEVICE]),
    hostile("program before.xlsx", changed(lambda content: b"MZ\0\1" + content), RefusalCode.NOT_A_SPREADSHEET),
    hostile("wrong check sum.xlsx", changed(crc_wrong), RefusalCode.DAMAGED),
    hostile("encrypted entry.xlsx", changed(encrypted), RefusalCode.ENCRYPTED),
    hostile("name that climbs out.xlsx", added("../../../../etc/cron.d/evil"), [DEVICE]),
    hostile("absolute name.xlsx", added("/etc/passwd"), [DEVICE]),
    hostile("name with drive and backslashes.xlsx", added("C:\\Windows\\system.ini"), [DEVICE]),
    hostile("name with a NUL.xlsx", added("xl/a\0b.xml", "<a/>"), [DEVICE]),
    hostile("symbolic link.xlsx", added("xl/media/link", "/etc/passwd", attributes=SYMBOLIC_LINK), [DEVICE]),
    hostile("sheet that is a symbolic link.xlsx", added("xl/charts/a.xml", attributes=SYMBOLIC_LINK), [DEVICE]),
    hostile("name that stands twice.xlsx", twice, RefusalCode.DAMAGED),
    hostile("odd compression.xlsx", added("xl/a.bin", method=zipfile.ZIP_BZIP2), RefusalCode.DAMAGED),
    hostile("no compression.xlsx", stored, [DEVICE]),
    hostile("written to a pipe.xlsx", streamed, [DEVICE]),
    hostile("macros.xlsm", holding({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), RefusalCode.HAS_MACROS),
    hostile("macros under a harmless name.xlsx", holding({"xl/VBAPROJECT.BIN": b""}), RefusalCode.HAS_MACROS),
    hostile("workbook for macros without any.xlsm", holding({}), [DEVICE]),
    hostile("link to another workbook.xlsx", holding({"xl/externalLinks/externalLink1.xml": "<a/>"}), [DEVICE]),
)

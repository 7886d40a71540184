"""What kind of file the bytes are; the name it came under proves nothing."""

import zipfile
from pathlib import Path

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.foreign import foreign_archive, foreign_format, is_web_page
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_HEAD = 64 * 1024
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_STREAMS = ("Workbook\0", "Book\0", "WORKBOOK\0", "BOOK\0")  # since Excel 97, and before
_OPEN_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_NEVER_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
    b"[{",
    b'{"',
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\x0b\x0c\x1a")) + b"\x7f"


def sniff_format(path: Path) -> str:
    """Return 'xlsx', 'ods', 'xls', 'html' or 'text'.

    Raises: Refusal, for anything else, with the format's name where it is a spreadsheet we do not read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip() and len(head) < _HEAD:
        raise Refusal(RefusalCode.EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return _archive_format(path)
    if head.startswith(_OLE2):
        return _ole2_format(path)
    if head.startswith(_NEVER_TABLES):
        raise Refusal(RefusalCode.NOT_A_SPREADSHEET)
    foreign = foreign_format(head)
    if foreign is not None:
        raise foreign
    if is_web_page(head):
        return "html"
    if not head.startswith(_WIDE_BOMS) and not looks_wide(head) and head.translate(None, _CONTROLS) != head:
        raise Refusal(RefusalCode.NOT_A_SPREADSHEET)
    return "text"


def looks_wide(head: bytes) -> str:
    """Return the UTF-16 codec whose pattern of zero bytes `head` shows, or an empty text."""
    even, odd = head[0:4000:2], head[1:4000:2]
    if len(odd) >= 8 and odd.count(0) > 0.7 * len(odd) and even.count(0) == 0:
        return "utf-16-le"
    if len(odd) >= 8 and even.count(0) > 0.7 * len(even) and odd.count(0) == 0:
        return "utf-16-be"
    return ""


def _archive_format(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        is_open_spreadsheet = "content.xml" in names and _begins(archive, "mimetype", _OPEN_SPREADSHEET)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if is_open_spreadsheet:
        return "ods"
    raise foreign_archive(names) or Refusal(RefusalCode.NOT_A_SPREADSHEET)


def _begins(archive: zipfile.ZipFile, name: str, start: bytes) -> bool:
    if name not in archive.namelist() or archive.getinfo(name).flag_bits & 0x1:
        return False
    with archive.open(name) as entry:
        return entry.read(len(start)) == start


def _ole2_format(path: Path) -> str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal(RefusalCode.ENCRYPTED)
    if not any(stream.encode("utf-16-le") in content for stream in _WORKBOOK_STREAMS):
        raise Refusal(RefusalCode.NOT_A_SPREADSHEET)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refusal(RefusalCode.HAS_MACROS)
    return "xls"

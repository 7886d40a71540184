"""CSV and its cousins: which encoding, which delimiter, and the rows."""

import csv
import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TextIO

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.grids import Grid, Rows
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.sniffing import looks_wide

DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLOCK = 1024**2
# In Windows' code these are signs that seldom touch a letter, in the old Mac's àáâäãçéèêëòöõùûü; the others are letters
# in Windows' code and signs in the Mac's.
_MAC_LETTER = re.compile(rb"[A-Za-z][\x87-\x8b\x8d-\x90\x98\x9a\x9b\x9d-\x9f]|[\x87-\x8b\x8d-\x90\x9d-\x9f][a-z]")
_WINDOWS_LETTER = re.compile(rb"[A-Za-z][\xc0-\xd4\xd6-\xff]|[\xc0-\xd4\xd6-\xff][a-z]")
_END_OF_DOS = "\x1a"
_LONGEST_LINE = 1_000_000  # characters: 300 columns of some length; a line of millions of cells outgrows the child
_TELLING = 4  # columns: a remark of several lines may well have one or two commas in each
_AFTER_THE_END = "\x1f"  # stands in no table of text; swallowed by the last cell when its quotation mark is still open
_SEPARATOR_LINE = re.compile(r"""["']?sep=([^\r\n])["']?\r?\n?$""", re.IGNORECASE)


def open_delimited(path: Path) -> Iterator[Grid]:
    """Yield one grid for each delimiter the file may use; a `sep=` first line, Excel's own hint, settles it.

    Raises: Refusal, when the text cannot be decoded.
    """
    encoding = find_encoding(path)
    hinted = _hinted_delimiter(path, encoding)
    for delimiter in (hinted,) if hinted else DELIMITERS:
        rows = partial(_rows, path, encoding, delimiter, skip=1 if hinted else 0)
        yield Grid(format="csv", encoding=encoding, delimiter=delimiter, rows=rows)


def find_encoding(path: Path) -> str:
    """Return the first codec that decodes the whole file: byte order mark, UTF-16 pattern, UTF-8, cp1252, Mac Roman."""
    with path.open("rb") as file:
        head = file.read(4_000)
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return _require(path, codec)
    wide = looks_wide(head)
    if wide:
        return _require(path, wide)
    if _decodes(path, "utf-8"):
        return "utf-8"
    return "cp1252" if not _is_mac(path) and _decodes(path, "cp1252") else "mac_roman"  # which gives every byte a sign


def _is_mac(path: Path) -> bool:
    """Whether a text of one byte a letter has more letters when an old Mac wrote it."""
    with path.open("rb") as file:
        text = file.read(_BLOCK)
    return len(_MAC_LETTER.findall(text)) > len(_WINDOWS_LETTER.findall(text))


def _require(path: Path, codec: str) -> str:
    if not _decodes(path, codec):
        raise Refusal(RefusalCode.DAMAGED)
    return codec


def _decodes(path: Path, codec: str) -> bool:
    try:
        with path.open(encoding=codec, newline="") as file:
            while file.read(_BLOCK):
                pass
    except UnicodeError:
        return False
    return True


def _hinted_delimiter(path: Path, encoding: str) -> str:
    with _opened(path, encoding) as file:
        hint = _SEPARATOR_LINE.match(file.readline(12))
    return hint.group(1) if hint else ""


def _rows(path: Path, encoding: str, delimiter: str, *, skip: int) -> Rows:
    with _opened(path, encoding) as file:
        pulled: list[str] = []
        reader = csv.reader(chain(_lines(file, pulled), [_AFTER_THE_END]), delimiter=delimiter, strict=False)
        usual = 0
        for number in count(1):
            pulled.clear()
            try:
                row = next(reader)
            except csv.Error:  # a cell of more than 128 kB
                code = RefusalCode.UNCLOSED_QUOTE if len(pulled) > 1 else RefusalCode.LONG_LINE
                raise Refusal(code, row=number) from None
            if row == [_AFTER_THE_END]:
                return
            if (row and row[-1].endswith(_AFTER_THE_END)) or _swallowed(pulled, delimiter, usual):
                raise Refusal(RefusalCode.UNCLOSED_QUOTE, row=number)
            usual = len(row)
            if number > skip:
                yield number, [cell.replace("\x00", "").strip() for cell in row]


def _swallowed(lines: list[str], delimiter: str, usual: int) -> bool:
    """Whether the lines of one row are whole rows themselves: a stray quotation mark met the next one, further down."""
    return len(lines) > 1 and usual >= _TELLING and all(line.count(delimiter) == usual - 1 for line in lines)


def _opened(path: Path, encoding: str) -> TextIO:
    """The text behind its byte order mark; some programs write the mark twice."""
    file = path.open(encoding=encoding, newline="")
    start = file.tell()
    while file.read(1) == "\ufeff":
        start = file.tell()
    file.seek(start)
    return file


def _lines(file: TextIO, pulled: list[str]) -> Iterator[str]:
    for number, line in enumerate(file, start=1):
        if len(line) > _LONGEST_LINE:
            raise Refusal(RefusalCode.LONG_LINE, row=number)
        if line != _END_OF_DOS:
            pulled.append(line)
            yield line

"""Look into an XLSX or ODS archive before anything inflates it: what it declares, and what really comes out."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.extent import check_extent
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.opendocument import check_tables
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.shared_texts import check_shared_texts

_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, (fields the directory repeats), length of name, of extra field
_BLOCK = 256 * 1024
_ENCRYPTED_FLAG = 0x1
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # the reader of worksheets sees nothing in UTF-16, and what follows neither


def check_archive(*, path: Path, limits: SpreadsheetLimits) -> bool:
    """Refuse an archive that is encrypted, holds macros or a DTD, unpacks to too much or names a cell too far out.

    Returns whether one of its worksheets may hide rows.

    Raises: Refusal.
    """
    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        directory = archive.infolist()
        _check_directory(directory, entries=limits.zip_entries)
        budget = _Budget(packed=path.stat().st_size, limits=limits)
        budget.check(sum(entry.file_size for entry in directory))
        shared: list[bytes] = []
        may_hide = False
        for entry in directory:
            content = budget.spend(inflate(file=file, entry=entry))
            is_xml = entry.filename.endswith((".xml", ".rels"))
            if is_xml and (b"<!DOCTYPE" in content or content.startswith(_WIDE_MARKS)):
                raise Refusal(RefusalCode.DAMAGED)
            if b"uniqueCount" in content:
                shared.append(content)
            if b"sheetData" in content:
                check_extent(xml=content, limits=limits)
                may_hide = may_hide or b"hidden" in content
            elif entry.filename == "content.xml":
                may_hide = True
                check_tables(xml=content, limits=limits)
            elif entry.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
                raise Refusal(RefusalCode.ENCRYPTED)
        parts = (b"".join(inflate(file=file, entry=entry)) for entry in directory)
        check_shared_texts(shared=shared, parts=parts, limits=limits)
    return may_hide


def _check_directory(directory: list[zipfile.ZipInfo], *, entries: int) -> None:
    names = {entry.filename for entry in directory}
    if len(directory) > entries:
        raise Refusal(RefusalCode.ZIP_BOMB)
    if len(names) != len(directory):
        raise Refusal(RefusalCode.DAMAGED)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in directory):
        raise Refusal(RefusalCode.ENCRYPTED)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in directory):
        raise Refusal(RefusalCode.DAMAGED)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refusal(RefusalCode.HAS_MACROS)


class _Budget:
    """What may still come out of the archive; the size it declares is not believed but counted again."""

    def __init__(self, *, packed: int, limits: SpreadsheetLimits) -> None:
        self.packed, self.limits, self.spent = max(packed, 1), limits, 0

    def check(self, amount: int) -> None:
        if amount > self.limits.ratio_from_bytes and amount > self.packed * self.limits.ratio:
            raise Refusal(RefusalCode.ZIP_BOMB)
        if amount > self.limits.unpacked_bytes:
            raise Refusal(RefusalCode.TOO_LARGE, limit_mb=self.limits.unpacked_bytes // 1024**2)

    def spend(self, blocks: Iterator[bytes]) -> bytes:
        content = []
        for block in blocks:
            self.spent += len(block)
            self.check(self.spent)
            content.append(block)
        return b"".join(content)


def inflate(*, file: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what `entry` really holds, in blocks; zipfile itself would stop at the size the entry declares."""
    file.seek(entry.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise Refusal(RefusalCode.DAMAGED)
    file.seek(name_length + extra_length, 1)
    packed = _packed_blocks(file, entry.compress_size)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for block in packed:
        yield inflater.decompress(block, _BLOCK)
        while inflater.unconsumed_tail:
            yield inflater.decompress(inflater.unconsumed_tail, _BLOCK)
    yield inflater.flush()


def _packed_blocks(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0:
        block = file.read(min(_BLOCK, size))
        if not block:
            raise Refusal(RefusalCode.DAMAGED)
        size -= len(block)
        yield block

import zipfile

import pytest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.archive import check_archive, inflate
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.workbooks import DEVICE_ROW, HEADER_ROW, write_lying_archive, write_workbook


def refusal_of(path, **limits):
    with pytest.raises(Refusal) as refused:
        check_archive(path=path, limits=SpreadsheetLimits(**limits))
    return refused.value.code


def test_it_works(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW + DEVICE_ROW)

    check_archive(path=path, limits=SpreadsheetLimits())

    assert refusal_of(path, rows=1) == RefusalCode.TOO_MANY_ROWS


def test_archive_of_too_many_entries_is_refused(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW, more={f"xl/media/{n}": b"" for n in range(30)})

    assert refusal_of(path, zip_entries=30) == RefusalCode.ZIP_BOMB


def test_large_archive_of_honest_ratio_is_too_large(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW + DEVICE_ROW)

    assert refusal_of(path, unpacked_bytes=1_000) == RefusalCode.TOO_LARGE


def test_repetitive_but_small_workbook_is_no_bomb(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW, more={"xl/media/image1.bin": b"\0" * 5 * 1024**2})

    check_archive(path=path, limits=SpreadsheetLimits())


def test_inflate_gives_more_than_the_entry_declares(tmp_path):
    path = write_lying_archive(tmp_path / "bomb.xlsx", real_megabytes=3)

    with path.open("rb") as file, zipfile.ZipFile(file) as archive:
        entry = archive.getinfo("xl/media/image1.bin")
        inflated = sum(len(block) for block in inflate(file=file, entry=entry))

    assert (entry.file_size, inflated) == (1, 3 * 1024**2)


def test_workbook_with_macros_is_refused(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsm", rows=HEADER_ROW, more={"xl/vbaProject.bin": b"macro"})

    assert refusal_of(path) == RefusalCode.HAS_MACROS


def test_part_that_declares_a_document_type_is_refused(tmp_path):
    strings = '<!DOCTYPE sst [<!ENTITY a "aaa">]><sst><si><t>&a;</t></si></sst>'
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW, more={"xl/sharedStrings.xml": strings})

    assert refusal_of(path) == RefusalCode.DAMAGED


def test_name_that_stands_twice_is_refused(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")

    assert refusal_of(path) == RefusalCode.DAMAGED


def test_compression_no_spreadsheet_program_uses_is_refused(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/media/image1.bin", b"x" * 1000)

    assert refusal_of(path) == RefusalCode.DAMAGED


def test_encrypted_entry_is_refused(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW)
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 0x1
    path.write_bytes(content)

    assert refusal_of(path) == RefusalCode.ENCRYPTED


def test_entry_cut_short_is_refused(tmp_path):
    path = write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        offset = archive.infolist()[2].header_offset
    content[offset : offset + 4] = b"XXXX"
    path.write_bytes(content)

    assert refusal_of(path) == RefusalCode.DAMAGED

import zipfile

import pytest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.sniffing import looks_wide, sniff_format
from tests.lib.spreadsheets.workbooks import HEADER_ROW, open_row, write_open_document, write_workbook

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def refusal_of(path, content=None):
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        sniff_format(path)
    return refused.value


def test_it_works(tmp_path):
    workbook = write_workbook(tmp_path / "misnamed.csv", rows=HEADER_ROW)
    (tmp_path / "misnamed.xlsx").write_text("Serial;Model\nA;B\n")

    assert sniff_format(workbook) == "xlsx"
    assert sniff_format(tmp_path / "misnamed.xlsx") == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac_roman"])
def test_text_is_text_in_any_encoding(tmp_path, encoding):
    (tmp_path / "parc.csv").write_text("Numéro de série;Modèle\nPF3A1B2C;Écran\n", encoding=encoding)

    assert sniff_format(tmp_path / "parc.csv") == "text"


@pytest.mark.parametrize(
    "name", ["%PDF-1.7", "GIF89a", "{\\rtf1", "<!DOCTYPE html>", "\ufeff<?xml version='1.0'?>", "a\x01b"]
)
def test_other_text_like_files_are_refused(tmp_path, name):
    assert refusal_of(tmp_path / "x.csv", name.encode()).code == RefusalCode.NOT_A_SPREADSHEET


@pytest.mark.parametrize("stream", ["Workbook\0", "Book\0"])
def test_old_workbook_is_known_by_its_stream(tmp_path, stream):
    (tmp_path / "x.csv").write_bytes(OLE2 + stream.encode("utf-16-le"))

    assert sniff_format(tmp_path / "x.csv") == "xls"


def test_old_workbook_with_macros_is_refused(tmp_path):
    content = OLE2 + "Workbook\0".encode("utf-16-le") + "_VBA_PROJECT_CUR\0".encode("utf-16-le")

    assert refusal_of(tmp_path / "x.xls", content).code == RefusalCode.HAS_MACROS


def test_open_document_is_known_by_its_content(tmp_path):
    assert sniff_format(write_open_document(tmp_path / "misnamed.csv", open_row("Serial number"))) == "ods"


def test_workbook_with_a_password_is_refused(tmp_path):
    assert refusal_of(tmp_path / "x.xlsx", OLE2 + "EncryptedPackage".encode("utf-16-le")).code == RefusalCode.ENCRYPTED


def test_word_document_of_old_is_no_spreadsheet(tmp_path):
    refused = refusal_of(tmp_path / "x.doc", OLE2 + "WordDocument".encode("utf-16-le"))

    assert refused.code == RefusalCode.NOT_A_SPREADSHEET


@pytest.mark.parametrize(
    ("names", "code", "detail"),
    [
        (["xl/workbook.bin"], RefusalCode.UNSUPPORTED_FORMAT, {"format": "xlsb"}),
        (["word/document.xml"], RefusalCode.NOT_A_SPREADSHEET, {}),
    ],
)
def test_other_archives_are_refused(tmp_path, names, code, detail):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")

    refused = refusal_of(tmp_path / "x.zip")

    assert (refused.code, refused.detail) == (code, detail)


@pytest.mark.parametrize("head", [b"", b"a\0", b"plain text of some length", bytes(40)])
def test_what_has_no_pattern_of_zeros_is_not_wide(head):
    assert looks_wide(head) == ""

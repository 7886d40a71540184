"""Files that are something else than their names say."""

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.binary_workbooks import write_binary_workbook
from tests.lib.spreadsheets.hostile.case import DEVICE, TEXT_LIST, hostile
from tests.lib.spreadsheets.workbooks import DEVICE_ROW, HEADER_ROW, open_row, write_open_document, write_workbook

XLSX = partial(write_workbook, rows=HEADER_ROW + DEVICE_ROW)
TABLE = b"<table><tr><th>Serial number</th><th>Model</th></tr><tr><td>PF1</td><td>T14</td></tr></table>"
XML_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)
FLAT_ODS = b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
PAGE_SAVED = b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>" + TABLE

NOT_ONE = RefusalCode.NOT_A_SPREADSHEET
OTHER = RefusalCode.UNSUPPORTED_FORMAT


def archive_of(*names: str, mimetype: str = "") -> Callable[[Path], object]:
    def build(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            if mimetype:
                archive.writestr("mimetype", mimetype)
            for name in names:
                archive.writestr(name, "<x/>")

    return build


def open_document(path: Path) -> None:
    write_open_document(path, open_row("Serial number", "Model"), open_row(*DEVICE))


CASES = (
    hostile("workbook.csv", XLSX, [DEVICE]),
    hostile("workbook.xls", XLSX, [DEVICE]),
    hostile("workbook.txt", write_binary_workbook, [DEVICE]),
    hostile("old workbook.xlsx", write_binary_workbook, [DEVICE]),
    hostile("open document.xlsx", open_document, [DEVICE]),
    hostile("text.xlsx", TEXT_LIST.encode(), [DEVICE]),
    hostile("text.xls", TEXT_LIST.replace(",", "\t").encode(), [DEVICE]),
    hostile(
        "web page of Excel.xls", b'<html xmlns:x="urn:x"><meta name=ProgId content=Excel.Sheet>', RefusalCode.WEB_PAGE
    ),
    hostile("web page in one file.xls", PAGE_SAVED, RefusalCode.WEB_PAGE),
    hostile("web page without a table.xls", b"<!DOCTYPE html><html><p>Please sign in</p></html>", NOT_ONE),
    hostile("web page to sign in on.xls", b"<html><table><tr><td>Name</td></tr></table></html>", RefusalCode.WEB_PAGE),
    hostile("XML of Excel 2003.xls", XML_2003, OTHER),
    hostile("flat open document.ods", FLAT_ODS, OTHER),
    hostile("symbolic link file.csv", b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K1\r\n", OTHER),
    hostile("data interchange.csv", b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n', OTHER),
    hostile("lotus.xls", b"\0\0\2\0\6\4\6\0" + bytes(20), OTHER),
    hostile("binary workbook.xlsx", archive_of("[Content_Types].xml", "xl/workbook.bin"), OTHER),
    hostile("Apple Numbers.xlsx", archive_of("Index/Document.iwa", "Metadata/Properties.plist"), OTHER),
    hostile("letter.xlsx", archive_of("[Content_Types].xml", "word/document.xml"), NOT_ONE),
    hostile("slides.xlsx", archive_of("[Content_Types].xml", "ppt/presentation.xml"), NOT_ONE),
    hostile("open letter.ods", archive_of("content.xml", mimetype="application/vnd.oasis.opendocument.text"), NOT_ONE),
    hostile("archive of photos.xlsx", archive_of("a.jpg", "b.jpg"), NOT_ONE),
    hostile("document.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(200), NOT_ONE),
    hostile("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), NOT_ONE),
    hostile("photo.csv", b"\xff\xd8\xff\xe0" + bytes(range(256)), NOT_ONE),
    hostile("packed text.csv", b"\x1f\x8b\x08" + bytes(60), NOT_ONE),
    hostile("program.csv", b"\x7fELF" + bytes(60), NOT_ONE),
    hostile("letter in rich text.csv", rb"{\rtf1\ansi Serial number,Model}", NOT_ONE),
)

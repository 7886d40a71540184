"""Workbooks made part by part: ordinary ones, and ones no spreadsheet program would write."""

import struct
import zipfile
import zlib
from pathlib import Path

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    "</Relationships>"
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Parc" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts_of(sheet: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }


def write_workbook(path: Path, *, rows: str = "", sheet: str = "", more: dict[str, str | bytes] | None = None) -> Path:
    parts = {**parts_of(sheet or SHEET.format(rows=rows)), **(more or {})}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


HEADER_ROW = f'<row r="1">{text_cell("A1", "Serial number")}{text_cell("B1", "Model")}</row>'
DEVICE_ROW = f'<row r="2">{text_cell("A2", "PF3A1B2C")}{text_cell("B2", "ThinkPad T14")}</row>'


def write_lying_archive(path: Path, *, real_megabytes: int) -> Path:
    """An archive whose largest part declares one byte, with the check sum of that byte, and inflates to much more."""
    write_workbook(path, rows=HEADER_ROW + DEVICE_ROW, more={"xl/media/image1.bin": b"\0" * real_megabytes * 1024**2})
    content = bytearray(path.read_bytes())
    lie = struct.pack("<L", zlib.crc32(b"\0"))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/media/image1.bin")
    directory = content.rindex(b"xl/media/image1.bin") - 46
    for place in (entry.header_offset + 14, directory + 16):
        content[place : place + 4] = lie
        content[place + 8 : place + 12] = struct.pack("<L", 1)
    path.write_bytes(content)
    return path


OPEN_DOCUMENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Parc">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
OPEN_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{more}</manifest:file-entry>'
    "</manifest:manifest>"
)


def open_row(*texts: str, about: str = "") -> str:
    """One row of an OpenDocument table; `about` holds its attributes."""
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        if text
        else "<table:table-cell/>"
        for text in texts
    )
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def write_open_document(path: Path, *rows: str, encryption: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", OPEN_DOCUMENT.format(rows="".join(rows)))
        archive.writestr("META-INF/manifest.xml", OPEN_MANIFEST.format(more=encryption))
    return path

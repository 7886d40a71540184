"""Spreadsheets that we do not read, known by how they begin: what to tell whoever sends one."""

import re

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_BARE_WORKBOOK = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", re.DOTALL)  # Excel 2 to 5, no container
_LOTUS = (b"\x00\x00\x02\x00", b"\x00\x00\x1a\x00")
_SYMBOLIC_LINK = re.compile(rb"ID;P[^\r\n]*\r?\n[A-Z];")
_DATA_INTERCHANGE = re.compile(rb"TABLE\r?\n0,\d")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<meta", b"<style", b"mime-version:")
_PAGE_IN_ONE_FILE = b"mime-version:"  # pages with their pictures, each part in a code of its own
_SIGNS_OF_A_TABLE = (b"<table", b"excel.sheet")
_XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def foreign_format(head: bytes) -> Refusal | None:
    """What to refuse a file with that begins so, when it is a table of another kind or no table at all; else None."""
    if _BARE_WORKBOOK.match(head):
        return Refusal(RefusalCode.OLD_EXCEL)
    if head.startswith(_LOTUS):
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="wk1")
    if _SYMBOLIC_LINK.match(head):
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="slk")
    if _DATA_INTERCHANGE.match(head):
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="dif")
    return _markup(head)


def foreign_archive(names: set[str]) -> Refusal | None:
    """The same of an archive with entries of these names."""
    if "xl/workbook.bin" in names:
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="xlsb")
    if any(name.endswith(".iwa") for name in names):
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="numbers")
    if "encrypted-package" in names:  # OpenDocument 1.4: the whole document is one encrypted entry
        return Refusal(RefusalCode.ENCRYPTED)
    return None


def is_web_page(head: bytes) -> bool:
    """Whether a file begins as a web page that has a table: what many programs call an export to Excel."""
    start = _start_of(head)
    return start.startswith(_MARKUP) and any(sign in start for sign in _SIGNS_OF_A_TABLE)


def _start_of(head: bytes) -> bytes:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _markup(head: bytes) -> Refusal | None:
    start = _start_of(head)
    if not start.startswith(_MARKUP):
        return None
    if _XML_2003 in start and b"<html" not in start:
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="xml")
    if _FLAT_OPEN_DOCUMENT in start:
        return Refusal(RefusalCode.UNSUPPORTED_FORMAT, format="fods")
    if start.startswith(_PAGE_IN_ONE_FILE):
        return Refusal(RefusalCode.WEB_PAGE)
    return None if is_web_page(head) else Refusal(RefusalCode.NOT_A_SPREADSHEET)

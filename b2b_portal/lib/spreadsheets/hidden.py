"""Which rows of the chosen sheet nobody sees: people expect them left out, readers bring them all the same."""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.parsers import expat

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets import binary_workbook
from b2b_portal.lib.spreadsheets.extent import XML_ERRORS
from b2b_portal.lib.spreadsheets.grids import Grid
from b2b_portal.lib.spreadsheets.opendocument import hidden_ranges
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def hidden_rows(*, path: Path, grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield (first, last) number of each run of rows that `grid` hides; the file at `path` has been checked."""
    if grid.format == "ods":
        with zipfile.ZipFile(path) as archive:
            yield from hidden_ranges(xml=archive.read("content.xml"), sheet=grid.sheet)
    elif grid.format == "xlsx":
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, grid.sheet)
            if part in archive.namelist():
                yield from _runs(_hidden_in(archive.read(part)))
    elif grid.format == "xls":
        yield from _runs(binary_workbook.hidden_rows(content=path.read_bytes(), place=grid.place))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The archive's entry that holds a worksheet, or an empty text."""
    names = archive.namelist()
    if _WORKBOOK not in names or _RELATIONS not in names:
        return ""
    sheets = (attributes for name, attributes in _elements(archive.read(_WORKBOOK)) if name == "sheet")
    identifiers = {attributes.get("name", ""): _identifier(attributes) for attributes in sheets}
    for name, attributes in _elements(archive.read(_RELATIONS)):
        if name == "Relationship" and attributes.get("Id") == identifiers.get(sheet):
            return posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
    return ""


def _identifier(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith(":id")), "")


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every element with its attributes, its name without a prefix."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    try:
        parser.Parse(xml, True)
    except XML_ERRORS:
        raise Refusal(RefusalCode.DAMAGED) from None
    return found


def _hidden_in(xml: bytes) -> Iterator[int]:
    if b"hidden=" not in xml:
        return
    number = 0
    for found in _ROW.finditer(xml):
        written = _NUMBER.search(found[1])
        number = int(written[1]) if written else number + 1
        if _HIDDEN.search(found[1]):
            yield number


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for number in numbers:
        if number == last + 1:
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last

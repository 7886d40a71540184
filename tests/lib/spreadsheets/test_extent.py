import pytest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.extent import Extent, check_extent
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.workbooks import SHEET, text_cell

SMALL = SpreadsheetLimits(rows=10, columns=5, cells=40)


def sheet_of(rows):
    return SHEET.format(rows=rows).encode()


def refusal_of(xml, limits=SMALL):
    with pytest.raises(Refusal) as refused:
        check_extent(xml=xml, limits=limits)
    return refused.value


def test_it_works():
    inside = sheet_of(f'<row r="10">{text_cell("A10", "x")}</row>')
    outside = sheet_of(f'<row r="11">{text_cell("A11", "x")}</row>')

    check_extent(xml=inside, limits=SMALL)

    assert refusal_of(outside).detail == {"rows": 11, "limit": 10}


def test_column_past_the_cap_is_refused():
    refused = refusal_of(sheet_of(f'<row r="1">{text_cell("F1", "x")}</row>'))

    assert (refused.code, refused.detail) == (RefusalCode.TOO_MANY_COLUMNS, {"columns": 6, "limit": 5})


def test_rectangle_past_the_cap_is_refused():
    refused = refusal_of(sheet_of(f'<row r="9">{text_cell("E9", "x")}</row>'))

    assert refused.code == RefusalCode.TOO_MANY_CELLS


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="ZZ99"/></row>',
        '<row r="1"><c r="ZZ99" s="1"/></row>',
        '<row r="1"><c r="ZZ99" s="1"></c></row>',
        '<row r="99"/>',
        '<!-- <c r="ZZ99"><v>1</v></c> -->',
    ],
)
def test_cells_without_content_do_not_count(rows):
    check_extent(xml=sheet_of(rows), limits=SMALL)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1">' + "<c><v>1</v></c>" * 6 + "</row>",  # positions implied by their order
        '<row r="1"><c r="A1"><v>1</v></c>' + "<c><v>1</v></c>" * 5 + "</row>",
        "<row><c r='F1'><v>1</v></c></row>",
        '<row><c s="1" r = "F1"><v>1</v></c></row>',
        '<row><c r="f1"><v>1</v></c></row>',
        '<row><c\n r="F1"><v>1</v></c></row>',
        '<row><c r="&#70;1"><v>1</v></c></row>',
        '<row><c r="AAAAAAAAAAAAAAAAAA1"><v>1</v></c></row>',
    ],
)
def test_far_column_is_found_however_it_is_written(rows):
    assert refusal_of(sheet_of(rows)).code == RefusalCode.TOO_MANY_COLUMNS


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c></row>" * 11,
        '<row r="11"><c><v>1</v></c></row>',
        '<row r="1"><c r="A11"><v>1</v></c></row>',
        '<row r="1"><c r="A999999999999999999999999"><v>1</v></c></row>',
    ],
)
def test_far_row_is_found_however_it_is_written(rows):
    assert refusal_of(sheet_of(rows)).code == RefusalCode.TOO_MANY_ROWS


def test_prefixed_elements_are_followed():
    xml = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="F1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert refusal_of(xml).code == RefusalCode.TOO_MANY_COLUMNS


@pytest.mark.parametrize(
    "xml",
    [
        b"<worksheet><sheetData><row>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>',
        b"not xml, but sheetData",
    ],
)
def test_broken_xml_and_document_types_are_refused(xml):
    assert refusal_of(xml).code == RefusalCode.DAMAGED


@pytest.mark.parametrize(
    "corner",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c\nr="XFD1048576"><v>1</v></c>',
        '<c\tr="XFD1048576"><v>1</v></c>',
        '<c s="1" r="XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
        '<c r="X&#70;D1048576"><v>1</v></c>',
        '<c  r="XFD1048576"><v>1</v></c>',
        '<x:c r="XFD1048576"><v>1</v></x:c>',
        '<x:c\nr="XFD1048576"><v>1</v></x:c>',
    ],
)
def test_far_cell_is_found_however_it_is_written(corner):
    rows = f'<row r="1">{text_cell("A1", "x")}</row><row r="1048576">{corner}</row>'
    xml = sheet_of(rows).replace(b"<worksheet ", b'<worksheet xmlns:x="urn:x" ')

    assert refusal_of(xml, SpreadsheetLimits()).code == RefusalCode.TOO_MANY_COLUMNS


def test_quick_look_and_parser_agree():
    rows = "".join(
        f'<row r="{row}">{text_cell(f"A{row}", "x")}{text_cell(f"E{row}", "y")}</row>' for row in range(1, 9)
    )
    crowded = sheet_of(rows)

    check_extent(xml=crowded, limits=SMALL)
    check_extent(xml=crowded.replace(b"<c ", b"<c  "), limits=SMALL)  # written as no program does: the parser's turn

    assert Extent(rows=8, columns=5).excess(SMALL) is None

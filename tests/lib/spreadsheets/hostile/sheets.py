"""XLSX worksheets: how far they reach, what their XML does, and where the parts of a workbook point."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.hostile.case import DEVICE, hostile
from tests.lib.spreadsheets.workbooks import (
    DEVICE_ROW,
    HEADER_ROW,
    RELATIONS,
    SHEET,
    WORKBOOK,
    text_cell,
    write_workbook,
)

ROWS = HEADER_ROW + DEVICE_ROW
PLAIN = SHEET.format(rows=ROWS)
SECOND = ["PF3A1B2D", "ThinkPad T15"]
BROKEN = RefusalCode.DAMAGED
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{more}]>'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).replace("&a0;", "&a;")
RELATED = RELATIONS.format(kind="worksheet", target="worksheets/sheet1.xml")


def rows(content: str) -> Callable[[Path], object]:
    """The device list with these rows below it."""
    return partial(write_workbook, rows=ROWS + content)


def sheet(xml: str) -> Callable[[Path], object]:
    return partial(write_workbook, sheet=xml)


def part(name: str, content: str | bytes) -> Callable[[Path], object]:
    """The device list with one part of the workbook replaced or added."""
    return partial(write_workbook, rows=ROWS, more={name: content})


def filled(row: int, *texts: str, first: str = "A") -> str:
    cells = "".join(text_cell(f"{chr(ord(first) + place)}{row}", text) for place, text in enumerate(texts))
    return f'<row r="{row}">{cells}</row>'


def formatted(row: int, column: str) -> str:
    return f'<row r="{row}"><c r="{column}{row}" s="1"/></row>'


def three_rows_in_a_million() -> str:
    return filled(3, *SECOND) + "".join(formatted(row, "C") for row in range(4, 1_048_577, 5_000))


def many_sheets(count: int, cells: str = "") -> Callable[[Path], object]:
    """One sheet listed `count` times under as many names; all of them are the same part."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, count + 1))
    workbook = WORKBOOK.replace('<sheet name="Parc" sheetId="1" r:id="rId1"/>', listed)
    return partial(write_workbook, rows=ROWS + cells, more={"xl/workbook.xml": workbook})


CASES = (
    hostile("million rows of which three are real.xlsx", rows(three_rows_in_a_million()), [DEVICE, SECOND]),
    hostile("rows to the very end that are formatted.xlsx", rows(formatted(1_048_576, "XFD")), [DEVICE]),
    hostile(
        "far corner.xlsx", rows(filled(1_048_576, "x").replace("A1048576", "XFD1048576")), RefusalCode.TOO_MANY_COLUMNS
    ),
    hostile("16,384 columns.xlsx", rows(filled(3, "x").replace("A3", "XFD3")), RefusalCode.TOO_MANY_COLUMNS),
    hostile("301 columns.xlsx", rows(filled(3, "x").replace("A3", "KO3")), RefusalCode.TOO_MANY_COLUMNS),
    hostile("300 columns.xlsx", rows(filled(3, "x").replace("A3", "KN3")), [DEVICE, ["", ""]]),
    hostile("250,001 rows.xlsx", rows(filled(250_001, "x")), RefusalCode.TOO_MANY_ROWS),
    hostile("250,000 rows.xlsx", rows(filled(250_000, *SECOND)), [DEVICE, SECOND]),
    hostile(
        "mostly empty rectangle.xlsx",
        rows(filled(200_000, "x").replace("A200000", "KN200000")),
        RefusalCode.TOO_MANY_CELLS,
    ),
    hostile(
        "two large sheets.xlsx", many_sheets(2, filled(120_000, "x").replace("A120000", "CV120000")), [DEVICE, ["", ""]]
    ),
    hostile("five hundred sheets.xlsx", many_sheets(500), [DEVICE]),
    hostile(
        "dimension that lies.xlsx",
        sheet(PLAIN.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
        [DEVICE],
    ),
    hostile(
        "dimension that is none.xlsx",
        sheet(PLAIN.replace("<sheetData>", '<dimension ref="ZZZZZ0:?"/><sheetData>')),
        BROKEN,
    ),
    hostile(
        "rows out of order.xlsx", rows(filled(5, *SECOND) + filled(4, "PF4", "T4")), [DEVICE, ["PF4", "T4"], SECOND]
    ),
    hostile("row zero.xlsx", rows(filled(0, *SECOND)), BROKEN),
    hostile("row of a negative number.xlsx", rows('<row r="-5"><c r="A-5"><v>1</v></c></row>'), BROKEN),
    hostile("cell without a place.xlsx", rows("<row><c><v>7</v></c><c><v>8</v></c></row>"), [DEVICE, ["7", "8"]]),
    hostile("cell of a place that is none.xlsx", rows('<row r="3"><c r="??"><v>1</v></c></row>'), BROKEN),
    hostile("the same cell twice.xlsx", rows(filled(3, "PF1") + filled(3, *SECOND)), [DEVICE, SECOND]),
    hostile("no cells.xlsx", sheet(SHEET.format(rows="")), RefusalCode.EMPTY),
    hostile("no sheet data.xlsx", sheet(SHEET.replace("<sheetData>{rows}</sheetData>", "")), RefusalCode.EMPTY),
    hostile("only header.xlsx", sheet(SHEET.format(rows=HEADER_ROW)), RefusalCode.EMPTY),
    hostile("only spaces.xlsx", sheet(SHEET.format(rows=filled(1, " ", "\t"))), RefusalCode.EMPTY),
    hostile(
        "chart sheets only.xlsx",
        part("xl/_rels/workbook.xml.rels", RELATED.replace('worksheet"', 'chartsheet"')),
        RefusalCode.EMPTY,
    ),
    hostile(
        "every row hidden.xlsx", sheet(PLAIN.replace('<row r="2">', '<row r="2" hidden="1">')), [DEVICE], hidden=[2]
    ),
    hostile(
        "merged bands.xlsx",
        sheet(PLAIN.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        [DEVICE],
    ),
    hostile("entity that explodes.xlsx", sheet(DOCTYPE.format(more=LAUGHS) + PLAIN.replace("T14", "&a9;")), BROKEN),
    hostile(
        "entity from a file.xlsx",
        sheet('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + PLAIN.replace("T14", "&a;")),
        BROKEN,
    ),
    hostile("document type from elsewhere.xlsx", sheet('<!DOCTYPE x SYSTEM "http://x.invalid/a.dtd">' + PLAIN), BROKEN),
    hostile(
        "document type in shared texts.xlsx", part("xl/sharedStrings.xml", DOCTYPE.format(more="") + "<sst/>"), BROKEN
    ),
    hostile("entity that nobody declared.xlsx", sheet(PLAIN.replace("T14", "&nobody;")), BROKEN),
    hostile(
        "inclusion of a file.xlsx",
        sheet(
            PLAIN.replace(
                "<sheetData>",
                '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><sheetData>',
            )
        ),
        [DEVICE],
    ),
    hostile(
        "wide XML with a document type.xlsx",
        part("xl/worksheets/sheet1.xml", (DOCTYPE.format(more="") + PLAIN).encode("utf-16")),
        BROKEN,
    ),
    hostile(
        "wide XML with a far corner.xlsx",
        part(
            "xl/worksheets/sheet1.xml",
            SHEET.format(rows=ROWS + filled(9, "x").replace("A9", "XFD1048576")).encode("utf-16"),
        ),
        BROKEN,
    ),
    hostile("XML cut short.xlsx", sheet(PLAIN[:-40]), BROKEN),
    hostile("XML crossed.xlsx", sheet(PLAIN.replace("</is></c></row>", "</c></is></row>")), BROKEN),
    hostile(
        "elements a hundred thousand deep.xlsx",
        sheet(PLAIN.replace("<sheetData>", "<x>" * 10**5 + "</x>" * 10**5 + "<sheetData>")),
        [DEVICE],
    ),
    hostile(
        "sheet that is not there.xlsx",
        part("xl/_rels/workbook.xml.rels", RELATED.replace("sheet1.xml", "sheet9.xml")),
        BROKEN,
    ),
    hostile(
        "sheet outside of the workbook.xlsx",
        part("xl/_rels/workbook.xml.rels", RELATED.replace("worksheets/sheet1.xml", "../../../../etc/passwd")),
        BROKEN,
    ),
    hostile(
        "sheet on the web.xlsx",
        part("xl/_rels/workbook.xml.rels", RELATED.replace("worksheets/sheet1.xml", "http://x.invalid/s.xml")),
        BROKEN,
    ),
    hostile(
        "sheet that is the workbook.xlsx",
        part("xl/_rels/workbook.xml.rels", RELATED.replace("worksheets/sheet1.xml", "workbook.xml")),
        RefusalCode.EMPTY,
    ),
    hostile("workbook without relations.xlsx", part("xl/_rels/workbook.xml.rels", ""), BROKEN),
    hostile("workbook that is no XML.xlsx", part("xl/workbook.xml", "hello"), BROKEN),
    hostile("styles that are no XML.xlsx", part("xl/styles.xml", "<styleSheet><numFmts"), BROKEN),
    hostile("shared texts that are no XML.xlsx", part("xl/sharedStrings.xml", "<sst><si"), BROKEN),
)

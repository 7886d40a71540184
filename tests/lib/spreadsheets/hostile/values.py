"""XLSX cells: numbers past all bounds, dates before the first day, texts in every wrapping."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.hostile.case import hostile
from tests.lib.spreadsheets.workbooks import HEADER_ROW, SHEET, WORKBOOK, write_workbook

BROKEN = RefusalCode.DAMAGED
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f'<styleSheet {NAMESPACE}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)
SHARED = f'<sst {NAMESPACE} count="2" uniqueCount="2">{{texts}}</sst>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    '<Relationship Id="rId2" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
    '<Relationship Id="rId3" Target="styles.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
)


def cell(content: str, about: str = "", *, texts: str = "", since_1904: bool = False) -> Callable[[Path], object]:
    """A device PF1 whose model is this cell; `texts` are the workbook's shared ones."""
    row = f'<row r="2"><c r="A2" t="inlineStr"><is><t>PF1</t></is></c><c r="B2" {about}>{content}</c></row>'
    workbook = WORKBOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>') if since_1904 else WORKBOOK
    more = {
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": SHARED.format(texts=texts),
        "xl/styles.xml": STYLES,
    }
    return partial(write_workbook, sheet=SHEET.format(rows=HEADER_ROW + row), more=more)


def number(written: str) -> Callable[[Path], object]:
    return cell(f"<v>{written}</v>")


def day(serial: str, *, since_1904: bool = False) -> Callable[[Path], object]:
    return cell(f"<v>{serial}</v>", 's="1"', since_1904=since_1904)


def text(written: str) -> Callable[[Path], object]:
    return cell(f'<is><t xml:space="preserve">{written}</t></is>', 't="inlineStr"')


def shared(index: str, texts: str = "<si><t>T14</t></si><si><t>T15</t></si>") -> Callable[[Path], object]:
    return cell(f"<v>{index}</v>", 't="s"', texts=texts)


def shared_by(cells: int, *, says: int = 2) -> Callable[[Path], object]:
    """So many devices whose model is one and the same text of 100,000 letters."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>PF1</t></is></c><c r="B{row}" t="s"><v>0</v></c></row>'
        for row in range(2, cells + 2)
    )
    texts = f"<si><t>{'x' * 100_000}</t></si><si><t>T15</t></si>"
    more = {
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": SHARED.format(texts=texts).replace('uniqueCount="2"', f'uniqueCount="{says}"'),
        "xl/styles.xml": STYLES,
    }
    return partial(write_workbook, sheet=SHEET.format(rows=HEADER_ROW + rows), more=more)


def reads(model: str) -> list[list[str]]:
    return [["PF1", model]]


CASES = (
    hostile("no number.xlsx", number("NaN"), reads("")),
    hostile("infinity.xlsx", number("inf"), reads("")),
    hostile("largest number.xlsx", number("1E+308"), reads("1E+308")),
    hostile("past the largest number.xlsx", number("1E+999"), reads("")),
    hostile("smallest number.xlsx", number("4.9E-324"), reads("5e-324")),
    hostile("words for a number.xlsx", number("twelve"), reads("twelve")),
    hostile("number of ten thousand digits.xlsx", number("9" * 10_000), reads("")),
    hostile("first day.xlsx", day("1"), reads("1900-01-01")),
    hostile("day that never was.xlsx", day("60"), reads("1900-02-28")),
    hostile("day zero.xlsx", day("0"), reads("00:00:00")),
    hostile("day before the first.xlsx", day("-1"), reads("00:00:00")),
    hostile("first day of 1904.xlsx", day("0", since_1904=True), reads("00:00:00")),
    hostile("day of 2021 since 1904.xlsx", day("43011", since_1904=True), reads("2021-10-04")),
    hostile("last day of all.xlsx", day("2958465"), reads("9999-12-31")),
    hostile("day past the last.xlsx", day("2958466"), reads("2958466")),
    hostile("day a billion years ahead.xlsx", day("1E+300"), reads("1E+300")),
    hostile("day that is no number.xlsx", day("NaN"), reads("1899-12-30")),
    hostile("written day.xlsx", cell("<v>2021-10-04T00:00:00</v>", 't="d"'), reads("2021-10-04")),
    hostile("written day that is none.xlsx", cell("<v>9999-99-99T99</v>", 't="d"'), reads("9999-99-99T99")),
    hostile("formula without a value.xlsx", cell("<f>A1&amp;B1</f>"), reads("")),
    hostile("formula with a value.xlsx", cell("<f>A1</f><v>T14</v>", 't="str"'), reads("T14")),
    hostile("formula that calls a program.xlsx", cell("<f>cmd|' /C calc'!A0</f><v>0</v>"), reads("0")),
    hostile("text that looks like a formula.xlsx", text("=cmd|' /C calc'!A0"), reads("=cmd|' /C calc'!A0")),
    hostile("broken reference.xlsx", cell("<v>#REF!</v>", 't="e"'), reads("")),
    hostile("error of a kind nobody knows.xlsx", cell("<v>#OHNO!</v>", 't="e"'), BROKEN),
    hostile("truth.xlsx", cell("<v>1</v>", 't="b"'), reads("TRUE")),
    hostile("cell of a kind nobody knows.xlsx", cell("<v>1</v>", 't="zz"'), BROKEN),
    hostile(
        "rich text.xlsx", shared("0", "<si><r><t>Think</t></r><r><rPr><b/></rPr><t>Pad</t></r></si>"), reads("ThinkPad")
    ),
    hostile(
        "phonetic guide.xlsx", shared("0", '<si><t>東京</t><rPh sb="0" eb="2"><t>トウ</t></rPh></si>'), reads("東京")
    ),
    hostile(
        "rich text in the cell.xlsx",
        cell("<is><r><t>Think</t></r><r><t>Pad</t></r></is>", 't="inlineStr"'),
        reads("ThinkPad"),
    ),
    hostile("four billion shared texts, it says.xlsx", shared_by(1, says=2**32 - 1), BROKEN),
    hostile("long text that twenty thousand cells share.xlsx", shared_by(20_000), RefusalCode.ZIP_BOMB),
    hostile("long text that three cells share.xlsx", shared_by(3), [["PF1", "x" * 2_000]] * 3),
    hostile("shared text out of range.xlsx", shared("99"), BROKEN),
    hostile("shared text of a negative number.xlsx", shared("-1"), reads("T14")),
    hostile("shared text of a name.xlsx", shared("first"), reads("T14")),
    hostile("very long text.xlsx", text("x" * 40_000), reads("x" * 2_000)),
    hostile("escaped NUL.xlsx", text("T_x0000_14"), reads("T14")),
    hostile("NUL as a reference.xlsx", text("T&#0;14"), BROKEN),
    hostile("half a pair, escaped.xlsx", text("T_xD800_14"), reads("T_xD800_14")),
    hostile("half a pair as a reference.xlsx", text("T&#xD800;14"), BROKEN),
    hostile("line breaks of every kind.xlsx", text("T14&#13;&#10;Gen&#10;2&#13;x"), reads("T14\r\nGen\n2\rx")),
    hostile("invisible characters.xlsx", text("T\u200b14\ufeff\u202e"), reads("T\u200b14\ufeff\u202e")),
    hostile("style that is not there.xlsx", cell("<v>44473</v>", 's="9999999"'), reads("44473")),
    hostile("style that is no number.xlsx", cell("<v>44473</v>", 's="x"'), reads("44473")),
)

"""OpenDocument spreadsheets: repetitions without end, tables within tables, parts that are missing."""

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.hostile.case import DEVICE, hostile
from tests.lib.spreadsheets.workbooks import OPEN_DOCUMENT, open_row, write_open_document

ROWS = (open_row("Serial number", "Model"), open_row(*DEVICE))
BROKEN = RefusalCode.DAMAGED
TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ENCRYPTION = '<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>'


def table(*rows: str) -> Callable[[Path], object]:
    """The device list with more rows below it."""
    return lambda path: write_open_document(path, *ROWS, *rows)


def cells(*written: str) -> str:
    return f"<table:table-row>{''.join(written)}</table:table-row>"


def cell(content: str = "", about: str = "") -> str:
    return f"<table:table-cell {about}>{content}</table:table-cell>"


def paragraph(text: str) -> str:
    return cell(f"<text:p>{text}</text:p>", 'office:value-type="string"')


def repeated(times: object, *, rows: bool = False) -> str:
    return f'table:number-{"rows" if rows else "columns"}-repeated="{times}"'


def archive_of(parts: dict[str, str]) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in {"mimetype": TYPE, **parts}.items():
                archive.writestr(name, content)

    return build


def content(xml: str) -> Callable[[Path], object]:
    return archive_of({"content.xml": xml})


PLAIN = OPEN_DOCUMENT.format(rows="".join(ROWS))
EMPTY_TO_THE_END = cells(cell(about=repeated(16_384)))
INNER = '<table:table table:name="Inner">' + open_row("Serial number", "IMEI") + open_row("X", "Y") + "</table:table>"

CASES = (
    hostile(
        "formatted to its end.ods",
        table(
            EMPTY_TO_THE_END,
            EMPTY_TO_THE_END.replace("<table:table-row", f"<table:table-row {repeated(1_048_574, rows=True)}"),
        ),
        [DEVICE],
    ),
    hostile(
        "cell 16,384 times.ods",
        table(cells(cell("<text:p>x</text:p>", f'office:value-type="string" {repeated(16_384)}'))),
        RefusalCode.TOO_MANY_COLUMNS,
    ),
    hostile(
        "row a million times.ods", table(open_row("x", about=repeated(1_048_574, rows=True))), RefusalCode.TOO_MANY_ROWS
    ),
    hostile("row 10^30 times.ods", table(open_row("x", about=repeated(10**30, rows=True))), RefusalCode.TOO_MANY_ROWS),
    hostile(
        "row three times.ods",
        table(open_row("PF2", "T15", about=repeated(3, rows=True))),
        [DEVICE, *[["PF2", "T15"]] * 3],
    ),
    hostile("row -5 times.ods", table(open_row("PF2", "T15", about=repeated(-5, rows=True))), BROKEN),
    hostile("row some times.ods", table(open_row("PF2", "T15", about=repeated("some", rows=True))), BROKEN),
    hostile("empty cell 10^30 times.ods", table(cells(cell(about=repeated(10**30)))), BROKEN),
    hostile(
        "a billion spaces.ods",
        table(cells(paragraph("PF2"), paragraph('T<text:s text:c="1000000000"/>15'))),
        RefusalCode.ZIP_BOMB,
    ),
    hostile(
        "long text two hundred times.ods",
        table(cells(cell(f"<text:p>{'x' * 10**5}</text:p>", f'office:value-type="string" {repeated(200)}'))),
        [DEVICE, ["x" * 2_000] * 2],
    ),
    hostile(
        "long text twenty thousand times.ods",
        table(open_row("x" * 10**5, about=repeated(20_000, rows=True))),
        RefusalCode.ZIP_BOMB,
    ),
    hostile("table in a table.ods", table(cells(paragraph("PF2"), cell(INNER))), [DEVICE, ["PF2", ""]]),
    hostile("covered cells.ods", table(cells(paragraph("PF2"), "<table:covered-table-cell/>")), [DEVICE, ["PF2", ""]]),
    hostile(
        "two paragraphs.ods",
        table(cells(paragraph("PF2"), paragraph("T15</text:p><text:p>Gen 2"))),
        [DEVICE, ["PF2", "T15\nGen 2"]],
    ),
    hostile(
        "comment on a cell.ods",
        table(
            cells(
                paragraph("PF2"),
                cell(
                    "<office:annotation><text:p>ask Aline</text:p></office:annotation><text:p>T15</text:p>",
                    'office:value-type="string"',
                ),
            )
        ),
        [DEVICE, ["PF2", "T15"]],
    ),
    hostile(
        "hidden rows.ods",
        table(open_row("PF2", "T15", about='table:visibility="collapse"')),
        [DEVICE, ["PF2", "T15"]],
        hidden=[3],
    ),
    hostile(
        "day that never was.ods",
        table(
            cells(
                paragraph("PF2"), cell("<text:p>x</text:p>", 'office:value-type="date" office:date-value="2021-02-30"')
            )
        ),
        [DEVICE, ["PF2", "2021-02-30"]],
    ),
    hostile(
        "words for a number.ods",
        table(cells(paragraph("PF2"), cell("<text:p>x</text:p>", 'office:value-type="float" office:value="twelve"'))),
        BROKEN,
    ),
    hostile(
        "infinity.ods",
        table(cells(paragraph("PF2"), cell("<text:p>x</text:p>", 'office:value-type="float" office:value="inf"'))),
        [DEVICE, ["PF2", ""]],
    ),
    hostile(
        "formula.ods",
        table(
            cells(
                paragraph("PF2"), cell("<text:p>T15</text:p>", 'office:value-type="string" table:formula="of:=DDE(1)"')
            )
        ),
        [DEVICE, ["PF2", "T15"]],
    ),
    hostile("text that looks like a formula.ods", table(open_row("PF2", "=cmd|x")), [DEVICE, ["PF2", "=cmd|x"]]),
    hostile(
        "password.ods",
        partial(lambda path: write_open_document(path, *ROWS, encryption=ENCRYPTION)),
        RefusalCode.ENCRYPTED,
    ),
    hostile(
        "password of a newer kind.ods",
        archive_of({"encrypted-package": "x", "META-INF/manifest.xml": "<a/>"}),
        RefusalCode.ENCRYPTED,
    ),
    hostile("no content.ods", archive_of({"styles.xml": "<a/>"}), RefusalCode.NOT_A_SPREADSHEET),
    hostile(
        "no table.ods",
        content(
            PLAIN[: PLAIN.index("<table:table ")] + "</office:spreadsheet></office:body></office:document-content>"
        ),
        BROKEN,
    ),
    hostile("no rows.ods", lambda path: write_open_document(path), RefusalCode.EMPTY),
    hostile("content that is no XML.ods", content("hello"), BROKEN),
    hostile("content cut short.ods", content(PLAIN[:-60]), BROKEN),
    hostile("document type.ods", content('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + PLAIN), BROKEN),
    hostile("wide XML.ods", content('<?xml version="1.0" encoding="utf-7"?>' + PLAIN), BROKEN),
    hostile(
        "two tables of a name.ods",
        content(PLAIN.replace("</table:table>", '</table:table><table:table table:name="Parc"/>')),
        BROKEN,
    ),
)

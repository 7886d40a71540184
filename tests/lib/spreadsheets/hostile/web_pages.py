"""Web pages under the names of workbooks: read when they hold a table of devices."""

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.hostile.case import hostile

HEADER = "<tr><th>Serial number</th><th>Model</th></tr>"


def page(rows: str, *, before: str = "<html><body>", code: str = "utf-8") -> bytes:
    return f"{before}<table border=1>{HEADER}{rows}</table></body></html>".encode(code)


def row(serial: str, model: str) -> str:
    return f"<tr><td>{serial}</td><td>{model}</td></tr>"


PLAIN = row("PF1", "T14")

CASES = (
    hostile("page.xls", page(PLAIN), [["PF1", "T14"]]),
    hostile("table alone.xls", b"\r\n  " + page(PLAIN, before=""), [["PF1", "T14"]]),
    hostile("mark and document type.xls", page(PLAIN, before="\ufeff<!DOCTYPE html><html>"), [["PF1", "T14"]]),
    hostile("page of Windows.xls", page(row("PF1", "Écran d’été"), code="cp1252"), [["PF1", "Écran d’été"]]),
    hostile("entities and breaks.xls", page(row("PF1", "T14 &eacute;&nbsp;&amp;<br>\n  Gen&#x20;2 &lt;b&gt;")),
            [["PF1", "T14 é &\nGen 2 <b>"]]),
    hostile("number shortened for show.xls", page('<tr><td x:num="359999012345674">3.6E+14</td><td x:num>7</td></tr>'),
            [["359999012345674", "7"]]),
    hostile("cells that span.xls",
            page("<tr><td rowspan=2>PF1</td><td>T14</td></tr><tr><td>T15</td></tr><tr><td colspan=2>PF3</td></tr>"),
            [["PF1", "T14"], ["", "T15"], ["PF3", ""]]),
    hostile("cells that span everything.xls", page('<tr><td colspan="999999999">PF1</td></tr>'),
            RefusalCode.TOO_MANY_COLUMNS),
    hostile("rows that span everything.xls", page('<tr><td rowspan="999999999">PF1</td><td>T14</td></tr>'),
            [["PF1", "T14"]]),
    hostile("table in a cell.xls", page(row("PF1", "T14<table><tr><td>inner</td></tr></table>")), [["PF1", "T14"]]),
    hostile("tables a thousand deep.xls", page(PLAIN, before="<table><tr><td>" * 1_000), [["PF1", "T14"]]),
    hostile("nothing closed.xls", b"<table><tr><th>Serial number<th>Model<tr><td>PF1<td>T14", [["PF1", "T14"]]),
    hostile("scripts and styles.xls", page(row("PF1", "T14<script>write('<td>x')</script><style>td{}</style>")),
            [["PF1", "T14"]]),
    hostile("comment that is never closed.xls", page(PLAIN + "<!-- "), [["PF1", "T14"]]),
    hostile("menu before the list.xls", page(PLAIN, before="<html><table><tr><td>Home<td>Help</table>"),
            [["PF1", "T14"]]),
    hostile("list of 250,001 rows.xls", page("<tr><td>PF1<td>T14" * 250_001), RefusalCode.TOO_MANY_ROWS),
    hostile("header alone.xls", page(""), RefusalCode.EMPTY),
)  # fmt: skip

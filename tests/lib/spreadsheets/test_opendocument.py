import pytest

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.test_reading import read, refusal_of
from tests.lib.spreadsheets.workbooks import open_row, write_open_document

HEADER = open_row("Serial number", "Model")
REPEATED = 'table:number-rows-repeated="{}"'


def test_it_works(tmp_path):
    empty = open_row("", about=REPEATED.format(3))
    path = write_open_document(
        tmp_path / "parc.ods", open_row("Our devices"), HEADER, empty, open_row("PF3A1B2C", "T14")
    )

    sheet = read(path)

    assert (sheet.format, sheet.sheet, sheet.header_row) == ("ods", "Parc", 2)
    assert list(sheet.rows()) == [(6, ["PF3A1B2C", "T14"])]
    assert (sheet.hidden_rows, sheet.is_hidden) == (frozenset(), False)


def test_rows_out_of_sight_are_read_and_named(tmp_path):
    rows = [
        open_row("PF1", "T14"),
        open_row("PF2", "T14", about='table:visibility="collapse"'),
        open_row("PF3", "T14", about='table:visibility="filter"'),
    ]

    sheet = read(write_open_document(tmp_path / "parc.ods", HEADER, *rows))

    assert sheet.count().filled == 3
    assert sheet.hidden_rows == {3, 4}


def test_empty_rows_repeated_to_the_end_do_no_harm(tmp_path):
    end = open_row("", about=REPEATED.format(1_048_573))

    assert read(write_open_document(tmp_path / "parc.ods", HEADER, open_row("PF1", "T14"), end)).count().filled == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (open_row("PF1", "T14", about=REPEATED.format(1_000_000)), RefusalCode.TOO_MANY_ROWS),
        (
            '<table:table-row><table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
            "<text:p>x</text:p></table:table-cell></table:table-row>",
            RefusalCode.TOO_MANY_COLUMNS,
        ),
    ],
)
def test_tiny_file_that_repeats_its_cells_endlessly_is_refused(tmp_path, row, code):
    path = write_open_document(tmp_path / "bomb.ods", HEADER, row)

    assert path.stat().st_size < 2_500
    assert refusal_of(path).code is code


def test_document_with_a_password_is_refused(tmp_path):
    path = write_open_document(tmp_path / "parc.ods", HEADER, encryption="<manifest:encryption-data/>")

    assert refusal_of(path).code is RefusalCode.ENCRYPTED


def test_broken_document_is_refused(tmp_path):
    assert refusal_of(write_open_document(tmp_path / "parc.ods", "<table:table-row>")).code is RefusalCode.DAMAGED

from datetime import date

import openpyxl
import pytest

from b2b_portal.lib.sandbox import SandboxLimits
from b2b_portal.lib.spreadsheets.limits import SpreadsheetLimits
from b2b_portal.lib.spreadsheets.reading import open_spreadsheet, read_spreadsheet
from b2b_portal.lib.spreadsheets.refusals import RefusalCode, SpreadsheetRefused
from tests.lib.spreadsheets.workbooks import DEVICE_ROW, HEADER_ROW, text_cell, write_lying_archive, write_workbook

WORDS = {"serial number", "model", "imei", "purchase date"}


def read(path, *, limits=None, sandbox=None, words=WORDS):
    return read_spreadsheet(
        path=path, filename=path.name, workdir=path.parent, header_words=words, limits=limits, sandbox=sandbox
    )


def refusal_of(path, **options):
    with pytest.raises(SpreadsheetRefused) as refused:
        read(path, **options)
    return refused.value


def test_it_works(tmp_path):
    path = tmp_path / "parc.csv"
    path.write_text("Serial number,Model\nPF3A1B2C,ThinkPad T14\n,\nPF3A1B2D,\n")

    sheet = read(path)

    assert (sheet.format, sheet.encoding, sheet.delimiter, sheet.header_row) == ("csv", "utf-8", ",", 1)
    assert (sheet.headers, sheet.count()) == (("Serial number", "Model"), (2, 1))
    assert list(sheet.rows()) == [(2, ["PF3A1B2C", "ThinkPad T14"]), (4, ["PF3A1B2D", ""])]


def test_workbook_gives_every_cell_as_text(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Serial number", "IMEI", "Purchase date", "BYOD", "Price"])
    book.active.append(["000417", 359999012345674.0, date(2021, 10, 4), True, 1649.5])
    book.save(tmp_path / "parc.xlsx")

    sheet = read(tmp_path / "parc.xlsx")

    assert list(sheet.rows()) == [(2, ["000417", "359999012345674", "2021-10-04", "TRUE", "1649.5"])]


def test_workbook_with_titles_and_several_sheets_gives_the_best_table(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Notice"
    book.active.append(["Liste éditée le 02/11/2026"])
    devices = book.create_sheet("Parc 2026")
    for row in (["Collège Jean Moulin"], [], ["Serial number", "Model"], ["PF3A1B2C", "ThinkPad T14"]):
        devices.append(row)
    book.save(tmp_path / "parc.xlsx")

    sheet = read(tmp_path / "parc.xlsx")

    assert (sheet.sheet, sheet.other_sheets, sheet.header_row) == ("Parc 2026", ("Notice",), 3)
    assert list(sheet.rows()) == [(4, ["PF3A1B2C", "ThinkPad T14"])]


def test_hidden_sheet_loses_against_a_visible_one(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Serial number", "Color"])
    book.active.append(["PF3A1B2C", "black"])
    hidden = book.create_sheet("Listes")
    hidden.append(["Serial number", "Model", "IMEI"])
    hidden.append(["X", "Y", "Z"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "parc.xlsx")

    assert read(tmp_path / "parc.xlsx").sheet == "Sheet"


def test_formatted_empty_cells_far_away_do_no_harm(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Serial number", "Model"])
    book.active.append(["PF3A1B2C", "ThinkPad T14"])
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "parc.xlsx")

    assert read(tmp_path / "parc.xlsx").count().filled == 1


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"%PDF-1.7 ...", b"<html><p>Dear all</p></html>"]
)
def test_file_that_is_no_spreadsheet_is_refused(tmp_path, content):
    (tmp_path / "photo.xlsx").write_bytes(content)

    assert refusal_of(tmp_path / "photo.xlsx").code is RefusalCode.NOT_A_SPREADSHEET


def test_letter_named_like_a_document_is_no_spreadsheet(tmp_path):
    (tmp_path / "letter.docx").write_text("Dear all\n\nthe devices will be collected on Monday.\n")

    assert refusal_of(tmp_path / "letter.docx").code is RefusalCode.NOT_A_SPREADSHEET


def test_text_without_column_names_is_refused(tmp_path):
    (tmp_path / "list.csv").write_text("12,34\n56,78\n")

    assert refusal_of(tmp_path / "list.csv").code is RefusalCode.NO_HEADER


@pytest.mark.parametrize("content", ["", "\n\n\n", ";;;\n;;;\n", "Serial number,Model\n"])
def test_file_without_devices_is_refused_as_empty(tmp_path, content):
    (tmp_path / "list.csv").write_text(content)

    assert refusal_of(tmp_path / "list.csv").code is RefusalCode.EMPTY


def test_cell_in_the_last_corner_of_a_tiny_workbook_is_refused(tmp_path):
    corner = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    path = write_workbook(tmp_path / "corner.xlsx", rows=HEADER_ROW + corner)

    refused = refusal_of(path)

    assert path.stat().st_size < 2_500
    assert (refused.code, refused.detail) == (RefusalCode.TOO_MANY_COLUMNS, {"columns": 16_384, "limit": 300})


def test_cell_in_the_last_row_is_refused_as_too_many_rows(tmp_path):
    path = write_workbook(
        tmp_path / "deep.xlsx", rows=HEADER_ROW + f'<row r="1048576">{text_cell("A1048576", "x")}</row>'
    )

    refused = refusal_of(path)

    assert (refused.code, refused.detail) == (RefusalCode.TOO_MANY_ROWS, {"rows": 1_048_576, "limit": 250_000})


def test_huge_sparse_rectangle_within_both_caps_is_refused(tmp_path):
    corner = f'<row r="250000">{text_cell("KN250000", "x")}</row>'
    path = write_workbook(tmp_path / "sparse.xlsx", rows=HEADER_ROW + corner)

    assert refusal_of(path).code is RefusalCode.TOO_MANY_CELLS


def test_largest_rectangle_we_allow_fits_into_the_child(tmp_path):
    corner = f'<row r="120000">{text_cell("CV120000", "x")}</row>'
    path = write_workbook(tmp_path / "sparse.xlsx", rows=HEADER_ROW + DEVICE_ROW + corner)

    sheet = read(path)

    assert SpreadsheetLimits().cells == 120_000 * 100
    assert [number for number, _ in sheet.rows()] == [2, 120_000]


def test_zip_bomb_is_refused_by_what_it_declares(tmp_path):
    path = write_workbook(tmp_path / "bomb.xlsx", rows=HEADER_ROW, more={"xl/media/image1.bin": b"\0" * 150 * 1024**2})

    assert refusal_of(path).code is RefusalCode.ZIP_BOMB


def test_zip_bomb_that_lies_about_its_size_is_refused_by_what_comes_out(tmp_path):
    path = write_lying_archive(tmp_path / "bomb.xlsx", real_megabytes=40)

    assert refusal_of(path).code is RefusalCode.ZIP_BOMB


def test_reader_that_takes_too_long_is_refused(tmp_path):
    (tmp_path / "list.csv").write_text("Serial number,Model\n" + "PF3A1B2C,T14\n" * 200_000)

    refused = refusal_of(tmp_path / "list.csv", sandbox=SandboxLimits(wall_seconds=0.05))

    assert refused.code is RefusalCode.READER_TIMED_OUT


def test_reader_that_dies_is_refused(tmp_path):
    (tmp_path / "list.csv").write_text("Serial number,Model\nPF3A1B2C,T14\n")

    refused = refusal_of(tmp_path / "list.csv", sandbox=SandboxLimits(memory_bytes=8 * 1024**2))

    assert refused.code is RefusalCode.READER_DIED


def test_reader_aborted_by_the_workbook_is_refused(tmp_path):
    """Without the look at the rectangle, the reader aborts its process: this is what the child is for."""
    corner = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'
    path = write_workbook(tmp_path / "corner.xlsx", rows=HEADER_ROW + corner)
    endless = SpreadsheetLimits(rows=2**31, columns=2**31, cells=2**62)

    assert refusal_of(path, limits=endless).code is RefusalCode.READER_DIED


def test_too_many_rows_of_text_are_refused(tmp_path):
    (tmp_path / "list.csv").write_text("Serial number,Model\n" + "PF3A1B2C,T14\n" * 11)

    refused = refusal_of(tmp_path / "list.csv", limits=SpreadsheetLimits(rows=10))

    assert (refused.code, refused.detail) == (RefusalCode.TOO_MANY_ROWS, {"rows": 11, "limit": 10})


def test_too_many_columns_of_text_are_refused(tmp_path):
    (tmp_path / "list.csv").write_text(
        ",".join(["Serial number", "Model", *(f"Extra {n}" for n in range(400))]) + "\na,b\n"
    )

    assert refusal_of(tmp_path / "list.csv").code is RefusalCode.TOO_MANY_COLUMNS


def test_endless_cell_is_cut(tmp_path):
    (tmp_path / "list.csv").write_text(f"Serial number,Model\nPF3A1B2C,{'x' * 100_000}\n")

    ((_, cells),) = read(tmp_path / "list.csv").rows()

    assert len(cells[1]) == SpreadsheetLimits().cell_characters


def test_file_that_is_not_there_is_the_callers_mistake(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nowhere.csv")


def test_table_is_there_before_its_rows_and_a_refusal_comes_with_the_row_that_makes_it(tmp_path):
    path = tmp_path / "parc.csv"
    path.write_text("Serial number,Model\n" + "".join(f"PF{number},T14\n" for number in range(40_000)))

    with open_spreadsheet(
        path=path,
        filename="parc.csv",
        workdir=tmp_path,
        header_words={"serial number", "model"},
        limits=SpreadsheetLimits(rows=30_000),
    ) as sheet:
        rows = sheet.rows()

        assert (sheet.headers, next(rows)) == (("Serial number", "Model"), (2, ["PF0", "T14"]))
        with pytest.raises(SpreadsheetRefused) as refused:
            sum(1 for _ in rows)

    assert refused.value.code == RefusalCode.TOO_MANY_ROWS

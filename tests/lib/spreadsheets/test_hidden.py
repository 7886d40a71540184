import openpyxl
import pytest

from tests.lib.spreadsheets.test_reading import read
from tests.lib.spreadsheets.workbooks import DEVICE_ROW, HEADER_ROW, text_cell, write_workbook


def book_with(*, hidden):
    book = openpyxl.Workbook()
    book.active.title = "Notice"
    devices = book.create_sheet("Parc")
    devices.append(["Serial number", "Model"])
    for number in range(2, 9):
        devices.append([f"PF{number}", "T14"])
    for number in hidden:
        devices.row_dimensions[number].hidden = True
    return book


@pytest.mark.parametrize("hidden", [[], [3], [2, 3, 4, 8]])
def test_it_works(tmp_path, hidden):
    book_with(hidden=hidden).save(tmp_path / "parc.xlsx")

    sheet = read(tmp_path / "parc.xlsx")

    assert (sheet.sheet, sheet.count().filled) == ("Parc", 7)
    assert sheet.hidden_rows == set(hidden)


def test_hidden_rows_of_another_sheet_are_not_ours(tmp_path):
    book = book_with(hidden=[])
    book["Notice"].row_dimensions[3].hidden = True
    book.save(tmp_path / "parc.xlsx")

    assert read(tmp_path / "parc.xlsx").hidden_rows == frozenset()


def test_title_rows_above_the_header_do_not_count(tmp_path):
    book = book_with(hidden=[1, 4])
    book["Parc"].insert_rows(1)
    book.save(tmp_path / "parc.xlsx")

    assert read(tmp_path / "parc.xlsx").hidden_rows == {4}


def test_sheet_that_is_hidden_as_a_whole_says_so(tmp_path):
    book = book_with(hidden=[])
    book["Parc"].sheet_state = "hidden"
    book.save(tmp_path / "parc.xlsx")

    assert read(tmp_path / "parc.xlsx").is_hidden


def test_rows_without_a_number_are_counted(tmp_path):
    hidden = f'<row hidden="true">{text_cell("A3", "PF3A1B2D")}</row>'

    sheet = read(write_workbook(tmp_path / "parc.xlsx", rows=HEADER_ROW + DEVICE_ROW + hidden))

    assert sheet.hidden_rows == {3}


def test_text_hides_nothing(tmp_path):
    (tmp_path / "parc.csv").write_text("Serial number,Model\nPF1,T14\n")

    sheet = read(tmp_path / "parc.csv")

    assert (sheet.hidden_rows, sheet.is_hidden) == (frozenset(), False)

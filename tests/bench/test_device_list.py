import csv

from python_calamine import CalamineWorkbook

from bench.device_list import HEADERS, rows, written_files
from fleet.intake.mapping import propose_mapping


def test_it_works(tmp_path):
    workbook, text = written_files(5, folder=tmp_path)

    cells = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    lines = list(csv.reader(text.read_text(encoding="utf-8").splitlines()))
    assert (len(cells), cells[0], lines[0]) == (6, list(HEADERS), list(HEADERS))
    assert [row[1] for row in cells] == [line[1] for line in lines]


def test_intake_reads_every_one_of_the_twelve_columns():
    fields = [column.field for column in propose_mapping(HEADERS).columns]

    assert len(fields) == len(set(fields)) == 12
    assert all(fields)


def test_no_serial_number_or_asset_tag_stands_twice():
    listed = list(rows(2_000))

    assert len({row[0] for row in listed}) == len({row[1] for row in listed}) == 2_000


def test_same_seed_gives_the_same_list():
    assert list(rows(50, seed=3)) == list(rows(50, seed=3)) != list(rows(50, seed=4))

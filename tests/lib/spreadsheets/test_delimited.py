import csv

import pytest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.delimited import find_encoding, open_delimited
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.tables import find_table

TABLE = 'Numéro de série;Modèle\nPF3A1B2C;Écran 27"\n'


def table_of(path):
    return find_table(grids=open_delimited(path), header_words={"numero de serie", "modele", "serial number", "model"})


def test_it_works(tmp_path):
    (tmp_path / "parc.csv").write_text(TABLE, encoding="cp1252")

    table = table_of(tmp_path / "parc.csv")

    assert (table.grid.encoding, table.grid.delimiter) == ("cp1252", ";")
    assert list(table.grid.rows()) == [(1, ["Numéro de série", "Modèle"]), (2, ["PF3A1B2C", 'Écran 27"'])]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_encoding_is_found(tmp_path, written, found):
    (tmp_path / "parc.csv").write_text(TABLE, encoding=written)

    assert find_encoding(tmp_path / "parc.csv") == found


def test_bytes_that_cp1252_does_not_know_are_read_as_mac_roman(tmp_path):
    (tmp_path / "parc.csv").write_text("Numéro de série;Modèle\nA;Éclatå\n", encoding="mac_roman")

    assert find_encoding(tmp_path / "parc.csv") == "mac_roman"


def test_byte_order_mark_before_broken_text_is_refused(tmp_path):
    (tmp_path / "parc.csv").write_bytes(b"\xef\xbb\xbfS\xe9rie;Mod\xe8le\n")

    with pytest.raises(Refusal) as refused:
        find_encoding(tmp_path / "parc.csv")

    assert refused.value.code == RefusalCode.DAMAGED


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path, delimiter):
    rows = [["Serial number", "Model"], ["PF3A1B2C", "a,b;c|d"], ["x", "y"]]
    with (tmp_path / "parc.csv").open("w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)

    table = table_of(tmp_path / "parc.csv")

    assert table.grid.delimiter == delimiter
    assert [cells for _, cells in table.grid.rows()] == rows


def test_separator_line_settles_the_delimiter(tmp_path):
    (tmp_path / "parc.csv").write_text("sep=|\r\nSerial number|Model\r\nPF3A1B2C|T14\r\n")

    table = table_of(tmp_path / "parc.csv")

    assert (table.grid.delimiter, table.header_row) == ("|", 2)


def test_carriage_returns_alone_end_lines(tmp_path):
    (tmp_path / "parc.csv").write_bytes(b"Serial number,Model\rPF3A1B2C,T14\rPF3A1B2D,T14\r")

    assert len(list(table_of(tmp_path / "parc.csv").grid.rows())) == 3


def test_line_break_inside_quotes_stays_in_its_cell(tmp_path):
    (tmp_path / "parc.csv").write_text('Serial number,Model\nPF3A1B2C,"T14\nGen 2"\nPF3A1B2D,T15\n')

    rows = list(table_of(tmp_path / "parc.csv").grid.rows())

    assert rows[1:] == [(2, ["PF3A1B2C", "T14\nGen 2"]), (3, ["PF3A1B2D", "T15"])]


def test_quote_that_swallows_the_file_is_refused(tmp_path):
    (tmp_path / "parc.csv").write_text('Serial number,Model\nPF3A1B2C,"T14\n' + "x,y\n" * 40_000)

    with pytest.raises(Refusal) as refused:
        list(table_of(tmp_path / "parc.csv").grid.rows())

    assert refused.value.code == RefusalCode.UNCLOSED_QUOTE

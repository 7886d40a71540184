import pytest

from b2b_portal.lib.sandbox_child import Refusal
from b2b_portal.lib.spreadsheets.grids import Grid
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from b2b_portal.lib.spreadsheets.tables import find_table

WORDS = {"serial number", "model", "imei", "site", "purchase date", "date", "purchase price"}


def grid(*rows, **facts):
    numbered = list(enumerate(map(list, rows), start=1))
    return Grid(format="csv", rows=lambda: iter(numbered), **facts)


def find(*grids):
    return find_table(grids=grids, header_words=WORDS)


def test_it_works():
    table = find(
        grid(["Our devices", "", ""], ["", "", ""], ["Model", "Serial number", "Colour"], ["T14", "PF1", "black"])
    )

    assert (table.header_row, table.headers) == (3, ("Model", "Serial number", "Colour"))


def test_merged_band_above_the_header_is_passed_over():
    table = find(grid(["Identification", "", "Site"], ["Serial number", "Model", "IMEI"], ["PF1", "T14", ""]))

    assert table.header_row == 2


def test_header_in_two_lines_is_joined_where_a_band_says_the_rest():
    table = find(
        grid(
            ["Device", "", "Purchase", "", ""],
            ["Serial number", "Model", "Date", "Price", "Paid"],
            ["PF1", "T14", "", "", ""],
        )
    )

    assert table.header_row == 2
    assert table.headers == ("Serial number", "Model", "Purchase Date", "Purchase Price", "Paid")


def test_cells_merged_downwards_keep_their_name():
    table = find(grid(["Serial number", "Model", "Purchase", ""], ["", "", "Date", "Price"], ["PF10", "T14", "", ""]))

    assert (table.header_row, table.headers[:3]) == (2, ("Serial number", "Model", "Purchase Date"))


def test_first_device_is_never_the_lower_half_of_a_header():
    table = find(grid(["Serial number", "Model", "Purchase"], ["PF3A1B22", "IMEI", "Date"], ["PF3A1B23", "T14", ""]))

    assert table.header_row == 1


def test_title_above_a_header_names_no_column():
    assert find(grid(["Site", "", ""], ["Serial number", "Model", "Colour"], ["A1", "T14", "red"])).headers == (
        "Serial number",
        "Model",
        "Colour",
    )


def test_header_of_unknown_words_is_the_first_wide_row_of_labels():
    table = find(grid(["List 2026", "", ""], ["Kennung", "Typ", "Ort"], ["A1", "B2", "C3"]))

    assert (table.header_row, table.hits) == (2, 0)


def test_row_of_numbers_is_no_header():
    table = find(grid(["1", "2", "3"], ["Kennung", "Typ", "Ort"], ["A1", "B2", "C3"]))

    assert table.header_row == 2


def test_single_column_with_a_known_word_is_a_table():
    assert find(grid(["Serial number"], ["PF1"], ["PF2"])).header_row == 1


def test_phantom_columns_at_the_end_are_cut():
    assert find(grid(["Serial number", "Model", "", ""], ["PF1", "T14", "", ""])).headers == ("Serial number", "Model")


def test_grid_with_more_known_words_wins():
    best = find(grid(["Serial number", "Colour"], sheet="a"), grid(["Serial number", "Model"], sheet="b"))

    assert best.grid.sheet == "b"


def test_hidden_grid_is_taken_when_no_other_has_a_table():
    best = find(grid(["12"], sheet="a"), grid(["Serial number", "Model"], sheet="b", is_hidden=True))

    assert best.grid.sheet == "b"


@pytest.mark.parametrize(
    ("rows", "code"),
    [((), RefusalCode.EMPTY), ((["", ""],), RefusalCode.EMPTY), ((["12", "13"],), RefusalCode.NO_HEADER)],
)
def test_no_table_is_refused(rows, code):
    with pytest.raises(Refusal) as refused:
        find(grid(*rows))

    assert refused.value.code == code

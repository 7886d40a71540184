"""Rows whose only number is a MEID: of decimal digits it is an IMEI, else the row is refused with a word of its own."""

import pytest

from fleet.intake.mapping import propose_mapping
from tests.fleet.intake.sheets import codes, parse


def test_it_works():
    parsed = parse(MEID="A000000049259B", Model="iPhone 13")

    assert (parsed.meid, codes(parsed), parsed.is_refused) == ("A000000049259B", ["meid_only"], True)
    assert parsed.problems[0].value == "A000000049259B"


def test_meid_of_decimal_digits_is_imported_as_the_imei_it_is():
    parsed = parse(MEID="35999901234567", Model="iPhone 13")

    assert (parsed.imei, parsed.identity_key, parsed.is_refused) == ("359999012345674", "imei:35999901234567", False)
    assert [(problem.code, problem.value, problem.hint) for problem in parsed.problems] == [
        ("imei_completed", "35999901234567", "359999012345674")
    ]


def test_whole_imei_in_the_column_of_meids_is_imported():
    assert parse(MEID="359999012345674", Model="iPhone 13").imei == "359999012345674"


def test_meid_in_the_column_of_imeis_and_nothing_else_is_refused_as_one():
    parsed = parse(IMEI="A000000049259B", Model="iPhone 13")

    assert (codes(parsed), parsed.is_refused) == (["meid_in_imei_column", "meid_only"], True)


@pytest.mark.parametrize("others", [{"Serial": "C8QPX2C9PQ1K"}, {"Asset tag": "000417"}])
def test_meid_beside_another_number_is_no_problem(others):
    parsed = parse(MEID="A000000049259B", Model="iPhone 13", **others)

    assert (parsed.meid, parsed.is_refused) == ("A000000049259B", False)


@pytest.mark.parametrize("text", ["hello", "00000000000000", "N/A"])
def test_cell_without_a_meid_leaves_a_row_without_numbers(text):
    assert codes(parse(MEID=text, Model="iPhone 13"))[-1] == "no_identifier"


def test_column_of_meids_alone_is_enough_to_be_read():
    assert propose_mapping(["MEID", "Model"]).names_devices

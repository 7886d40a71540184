import json
from dataclasses import replace

import pytest

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import Tally, read_rows
from tests.fleet.intake.catalogue_rows import small_index
from tests.fleet.intake.sheets import codes, read, sheet_of

HEADERS = ["Serial", "Model", "Utilisateur", "Storage"]


def test_it_works():
    (row,) = read(HEADERS, ["PF1", "Latitude 5420", "Aline", "243712"])

    assert row.raw == {"Serial": "PF1", "Model": "Latitude 5420", "Storage": "243712"}
    assert (row.parsed.serial, row.identification.model_slug) == ("PF1", "latitude-5420")
    assert row.identification.storage_gb == 256


def test_same_serial_further_down_is_refused_with_the_first_row():
    rows = read(HEADERS, ["PF1", "Latitude 5420"], ["PF2", "Latitude 5420"], ["pf1 ", "Latitude 5420"])

    assert [codes(row.parsed) for row in rows] == [[], [], ["duplicate_in_file"]]
    assert rows[2].parsed.problems[0].hint == "2"


def test_same_serial_under_two_imeis_is_one_device():
    rows = read(
        ["Serial", "IMEI", "Model"], ["PF1", "359999054321096", "iPhone 13"], ["PF1", "359999054321104", "iPhone 13"]
    )

    assert codes(rows[1].parsed) == ["duplicate_in_file"]


def test_second_imei_of_one_row_as_first_of_another_is_one_device():
    rows = read(["IMEI", "Model"], ["359999054321096/359999054321104", "iPhone 13"], ["359999054321104", "iPhone 13"])

    assert codes(rows[1].parsed) == ["duplicate_in_file"]


def test_refused_row_does_not_make_the_good_one_a_duplicate():
    headers = ["Serial", "IMEI", "Model"]

    rows = read(headers, ["PF1", "3.6E+14", "iPhone 13"], ["PF1", "359999054321096", "iPhone 13"])

    assert [row.parsed.is_refused for row in rows] == [True, False]


def test_size_the_model_was_not_sold_with_is_doubted():
    (row,) = read(HEADERS, ["PF1", "Latitude 5420", "", "64 Go"])

    (problem,) = row.parsed.problems
    assert (problem.code, problem.column, problem.value, problem.hint) == (
        "storage_not_offered",
        "Model",
        "64",
        "256, 512",
    )


def test_name_that_contradicts_the_code_is_doubted():
    (row,) = read(["Serial", "Model", "Model code"], ["F2LX", "iPhone 13 Pro", "iPhone14,5"])

    (problem,) = row.parsed.problems
    assert (problem.code, problem.value, problem.hint) == ("model_contradicts", "iPhone 13 Pro", "iPhone 13")
    assert (row.identification.model_slug, row.parsed.is_refused) == ("iphone-13", False)


def test_size_that_contradicts_the_part_number_is_doubted():
    (row,) = read(["Serial", "Model", "Model code", "Storage"], ["F2LX", "iPhone 13", "MLPF3ZD/A", "256 Go"])

    (problem,) = row.parsed.problems
    assert (problem.code, problem.value, problem.hint) == ("storage_contradicts", "256", "128")
    assert (row.identification.storage_gb, row.parsed.is_refused) == (128, False)


def test_models_to_choose_from_are_named_as_people_know_them():
    (row,) = read(["Serial", "Model", "Model code"], ["F2LX", "MacBook Pro", "A2338"])

    (problem,) = row.parsed.problems
    assert problem.hint == "MacBook Pro (13-inch, M1, 2020), MacBook Pro (13-inch, M2, 2022)"


def test_unknown_model_is_kept_and_said():
    (row,) = read(HEADERS, ["PF1", "Pavilion"])

    assert (codes(row.parsed), row.parsed.is_refused) == (["model_unknown"], False)


def test_tally_counts_rows_evidence_problems_and_what_was_skipped(tmp_path):
    rows = (["PF1", "Latitude 5420"], ["PF1", "Latitude 5420"], ["PF3", "Pavilion"], ["", "iPhone 13"], ["Total", "4"])
    sheet, tally = sheet_of(tmp_path, HEADERS, *rows, blank_rows=2), Tally()

    list(
        read_rows(
            sheet=sheet,
            mapping=propose_mapping(HEADERS),
            index=CatalogueIndex.build([("name", "Latitude 5420", "l")]),
            tally=tally,
        )
    )

    assert tally.summary().as_json() == {
        "rows": 4,
        "importable": 2,
        "refused": 2,
        "identified": 1,
        "by_evidence": {"name": 1, "none": 1},
        "problems": {"duplicate_in_file": 1, "model_unknown": 2, "no_identifier": 1},
        "skipped": {"blank": 2, "total": 1},
    }


def test_summary_is_json():
    tally = Tally()

    read(HEADERS, ["PF1", "Latitude 5420"], tally=tally)

    assert json.loads(json.dumps(tally.summary().as_json())) == tally.summary().as_json()


def test_rows_are_read_lazily(tmp_path):
    sheet = sheet_of(tmp_path, HEADERS, *([f"PF{n}", "Latitude 5420"] for n in range(1000)))
    tally = Tally()
    rows = read_rows(sheet=sheet, mapping=propose_mapping(HEADERS), index=CatalogueIndex.build([]), tally=tally)

    next(rows)

    assert tally.rows == 1


@pytest.mark.parametrize("length", [1, 5000])
def test_raw_cells_are_cut_to_what_may_be_kept(length):
    (row,) = read(["Serial", "Site", "Model"], ["PF1", "x" * length, "iPhone 13"])

    assert len(row.raw["Site"]) == min(length, 300)


def test_row_nobody_sees_is_imported_with_a_word(tmp_path):
    sheet = replace(
        sheet_of(tmp_path, HEADERS, ["PF1", "Latitude 5420"], ["PF2", "Latitude 5420"]), hidden_rows=frozenset({3})
    )

    rows = list(read_rows(sheet=sheet, mapping=propose_mapping(HEADERS), index=small_index()))

    assert [codes(row.parsed) for row in rows] == [[], ["hidden_row"]]
    assert not rows[1].parsed.is_refused


def test_every_row_of_a_hidden_sheet_says_so(tmp_path):
    sheet = replace(sheet_of(tmp_path, HEADERS, ["PF1", "Latitude 5420"]), is_hidden=True, sheet="Archives")

    (row,) = read_rows(sheet=sheet, mapping=propose_mapping(HEADERS), index=small_index())

    (problem,) = row.parsed.problems
    assert (problem.code, problem.value, row.parsed.is_refused) == ("hidden_sheet", "Archives", False)

"""Nothing about a person, and no secret, leaves the reader: proved on every sample export."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from b2b_portal.lib.spreadsheets.reading import read_spreadsheet
from b2b_portal.lib.spreadsheets.row_file import WrittenRows
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import Tally, read_rows
from tests.fleet.intake.catalogue_rows import small_index
from tests.fleet.intake.samples import SAMPLES, read_sample

# Who and what stands in the personal columns of the samples.
PEOPLE = ("lopez", "moreau", "aline", "bernard", "dupont", "j.smith", "eleve5", "eleve@", "student1", "@example")
PLACES_AND_SECRETS = ("203.0.113", "192.0.2.", "8933731942569011987", "*******1234", "bypass")
CANARY = "Kanarienvogel"


def everything_that_leaves(outcome_rows, summary, mapping):
    columns = {column.header for column in mapping.columns}
    left = repr([(row.raw, row.parsed, row.identification) for row in outcome_rows]) + repr(summary)
    for header in columns:  # headers are the file's own words and no one's name
        left = left.replace(header, "")
    return left.lower()


def test_it_works():
    outcome = read_sample(next(path for path in SAMPLES if path.name == "intune_DevicesWithInventory.csv"))

    assert "lopez" not in everything_that_leaves(outcome.rows, outcome.summary, outcome.mapping)
    assert "pcxznh55" in everything_that_leaves(outcome.rows, outcome.summary, outcome.mapping)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_gives_away_no_person_and_no_secret(path):
    outcome = read_sample(path)

    left = everything_that_leaves(outcome.rows, outcome.summary, outcome.mapping)

    assert outcome.rows
    assert [word for word in (*PEOPLE, *PLACES_AND_SECRETS) if word in left] == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_canary_in_every_unused_column_stays_behind(path):
    with TemporaryDirectory() as folder:
        sheet = read_spreadsheet(path=path, filename=path.name, workdir=Path(folder), header_words=HEADER_WORDS)
        mapping = propose_mapping(sheet.headers, rows=(cells for _, cells in sheet.rows()))
        used = {column.index for column in mapping.columns if column.field}
        marked = Path(folder) / "marked.ndjson"
        with marked.open("w", encoding="utf-8") as file:
            for number, cells in sheet.rows():
                cells = [cell if place in used else f"{CANARY} {cell}" for place, cell in enumerate(cells)]
                file.write(json.dumps([number, *cells]) + "\n")
        tally = Tally()
        sheet = replace(sheet, row_file=WrittenRows(path=marked, counted=sheet.count()))
        rows = list(read_rows(sheet=sheet, mapping=mapping, index=small_index(), tally=tally))

    assert rows
    assert CANARY not in repr(rows) + repr(tally.summary())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_canary_address_in_every_column_stays_behind(path):
    """Also where a person is named in a column that is kept: a site, a model, an asset tag."""
    with TemporaryDirectory() as folder:
        sheet = read_spreadsheet(path=path, filename=path.name, workdir=Path(folder), header_words=HEADER_WORDS)
        mapping = propose_mapping(sheet.headers, rows=(cells for _, cells in sheet.rows()))
        marked = Path(folder) / "marked.ndjson"
        with marked.open("w", encoding="utf-8") as file:
            for number, cells in sheet.rows():
                file.write(json.dumps([number, *(f"{CANARY}@example.org {cell}" for cell in cells)]) + "\n")
        tally = Tally()
        sheet = replace(sheet, row_file=WrittenRows(path=marked, counted=sheet.count()))
        rows = list(read_rows(sheet=sheet, mapping=mapping, index=small_index(), tally=tally))

    assert rows
    assert tally.summary().problems["personal_value_removed"] == len(rows)
    assert CANARY not in repr(rows)

"""The ladder over rows as exports write them, each with the model a person finds in it: see labelled/README.md."""

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fleet.intake.identification import CONFIDENCE, Identification
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import read_rows
from tests.fleet.intake.sheets import sheet_of
from tests.fleet.intake.shipped_index import MODELS, shipped_index

FOLDER = Path(__file__).parent / "labelled"
HEADERS = ["Serial number", "Manufacturer", "Model", "Model code", "Storage"]
# How many rows each file holds at least: fewer, and something has been lost.
AT_LEAST = {
    "apple_identifier": 340,
    "part_number": 600,
    "a_number": 250,
    "lenovo_type": 450,
    "dell_sku": 300,
    "hp_board": 140,
    "android_code": 480,
    "name": 2500,
    "alias": 500,
    "fuzzy": 150,
    "ambiguous": 10,
    "none": 560,
    "device_code": 10,
}
LEAST_IDENTIFIED = 0.97


@dataclass(frozen=True)
class Labelled:
    """One written row, the model it stands for (or none), and what the ladder found."""

    place: str
    written: tuple[str, ...]
    expected_slug: str
    expected_evidence: str
    found: Identification

    def __str__(self) -> str:
        found = f"{self.found.model_slug or '-'} by {self.found.evidence}"
        return f"{self.place} {self.written}: {self.expected_slug or '-'} by {self.expected_evidence}, not {found}"


@cache
def labelled() -> tuple[Labelled, ...]:
    return tuple(row for path in sorted(FOLDER.glob("*.csv")) for row in read_file(path))


def read_file(path: Path) -> list[Labelled]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    cells = [(line["maker"], line["model"], line["model_code"], line["storage"]) for line in lines]
    with TemporaryDirectory() as folder:
        sheet = sheet_of(Path(folder), HEADERS, *([f"SN{number:06}", *row] for number, row in enumerate(cells)))
        rows = list(read_rows(sheet=sheet, mapping=propose_mapping(HEADERS), index=shipped_index()))
    return [
        Labelled(
            f"{path.name}:{row.parsed.row_number}",
            written,
            line["expected_slug"],
            line["expected_evidence"],
            row.identification,
        )
        for line, written, row in zip(lines, cells, rows, strict=True)
    ]


def listed(rows: list[Labelled]) -> str:
    return "\n".join(map(str, rows))


def test_it_works():
    assert len(labelled()) >= 6500
    assert len([row for row in labelled() if not row.expected_slug]) >= 300


def test_every_kind_of_evidence_is_labelled():
    rows = Counter(path.stem for path in FOLDER.glob("*.csv") for _ in path.read_text("utf-8").splitlines()[1:])

    # What an organisation said itself, what IMEIs teach, and the published tables: tests of their own.
    assert rows.keys() == CONFIDENCE.keys() - {"own_name", "learnt_tac", "published_code"}
    assert not {kind: count for kind, count in rows.items() if count < AT_LEAST[kind]}


def test_labels_name_models_of_the_catalogue():
    assert {row.expected_slug for row in labelled() if row.expected_slug} <= {model["slug"] for model in MODELS}


@pytest.mark.parametrize("kind", AT_LEAST)
def test_file_of_an_evidence_holds_no_other(kind):
    assert {row.expected_evidence for row in labelled() if row.place.startswith(f"{kind}.csv:")} <= {kind}


def test_no_row_is_taken_for_another_model():
    wrong = [row for row in labelled() if row.found.model_slug and row.found.model_slug != row.expected_slug]

    assert not wrong, f"{len(wrong)} wrong:\n{listed(wrong)}"


def test_rows_of_known_models_are_identified():
    known = [row for row in labelled() if row.expected_slug]
    missed = [row for row in known if row.found.model_slug is None]

    assert len(missed) <= (1 - LEAST_IDENTIFIED) * len(known), f"{len(missed)} of {len(known)}:\n{listed(missed)}"


def test_evidence_is_the_strongest_that_the_row_carries():
    settled = [row for row in labelled() if bool(row.found.model_slug) == bool(row.expected_slug)]
    other = [row for row in settled if row.found.evidence != row.expected_evidence]

    assert not other, f"{len(other)} of {len(settled)}:\n{listed(other)}"


def test_labelled_row_carries_no_contradiction():
    """Each row means one model: to doubt it would be a false alarm on the check page."""
    doubted = [row for row in labelled() if row.found.contradicted_by]

    assert not doubted, listed(doubted)

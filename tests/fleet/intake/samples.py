"""The sample exports in tests/samples, read the whole way, and what is expected of them."""

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from b2b_portal.lib.spreadsheets.reading import ReadSheet, read_spreadsheet
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.mapping import Mapping, propose_mapping
from fleet.intake.reading import IntakeRow, IntakeSummary, Tally, read_rows
from tests.fleet.intake.catalogue_rows import small_index

FOLDER = Path(__file__).parents[2] / "samples"
SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".tsv", ".xlsx", ".xls", ".ods"))
EXPECTED = sorted(FOLDER.glob("*.expected.json"))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    sheet: ReadSheet
    mapping: Mapping
    rows: list[IntakeRow]
    summary: IntakeSummary


def read_sample(path: Path) -> Outcome:
    with TemporaryDirectory() as folder:
        sheet = read_spreadsheet(path=path, filename=path.name, workdir=Path(folder), header_words=HEADER_WORDS)
        mapping = propose_mapping(sheet.headers, rows=(cells for _, cells in sheet.rows()))
        tally = Tally()
        rows = list(read_rows(sheet=sheet, mapping=mapping, index=small_index(), tally=tally))
    return Outcome(sheet=sheet, mapping=mapping, rows=rows, summary=tally.summary())


def as_expected(outcome: Outcome) -> dict:
    """What of an outcome stands in an .expected.json file: only what is not empty, so that it can be read."""
    return {
        "sheet": {name: getattr(outcome.sheet, name) for name in ("encoding", "delimiter", "sheet", "header_row")},
        "profile": outcome.mapping.profile,
        "fields": {field: column.header for field, column in outcome.mapping.fields.items()},
        "dropped": [column.header for column in outcome.mapping.columns if column.source == "dropped"],
        "skipped": outcome.summary.skipped,
        "rows": [_row(row) for row in outcome.rows],
    }


def _row(row: IntakeRow) -> dict:
    said = {name: value for name, value in row.parsed._asdict().items() if value not in ("", None, ())}
    said["is_lot"] = bool(said.pop("lot_key", ""))
    said["problems"] = [problem.code for problem in row.parsed.problems]
    if said["quantity"] == 1:
        del said["quantity"]
    if not said["is_lot"]:
        del said["is_lot"]
    found = row.identification
    said["model_found"] = [found.model_slug, found.storage_gb, found.evidence]
    return json.loads(json.dumps(said, default=str))

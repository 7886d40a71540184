"""From a sheet to rows that say what they are: lazily, in one pass, with a tally kept on the way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any, NamedTuple

from b2b_portal.lib.spreadsheets.reading import ReadSheet
from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.identification import Identification
from fleet.intake.known_models import KnownModels
from fleet.intake.layout import lay_out
from fleet.intake.mapping import Mapping
from fleet.intake.own_names import OwnNames
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.problems import RowProblem
from fleet.intake.rows import RowReader


class IntakeRow(NamedTuple):
    """One row, ready to be staged: `raw` holds the cells that may be kept, as written, by their column."""

    raw: dict[str, str]
    parsed: ParsedRow
    identification: Identification


@dataclass(frozen=True, kw_only=True)
class IntakeSummary:
    """What a file came to. `identified` and `by_evidence` count importable rows, `problems` every row by code."""

    rows: int
    importable: int
    refused: int
    identified: int
    by_evidence: dict[str, int]
    problems: dict[str, int]
    skipped: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """The summary as JSON values, for a record."""
        return asdict(self)


TALLIED = tuple(one.name for one in fields(IntakeSummary))


@dataclass(kw_only=True)
class Tally:
    """Counts rows as they pass."""

    rows: int = 0
    refused: int = 0
    evidence: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, row: IntakeRow) -> None:
        """Count one row; a code that stands twice in it counts once."""
        self.rows += 1
        if row.parsed.problems:
            self.problems.update({problem.code for problem in row.parsed.problems})
        if row.parsed.is_refused:
            self.refused += 1
        else:
            self.evidence[row.identification.evidence] += 1

    def summary(self) -> IntakeSummary:
        """Return what was counted so far."""
        return IntakeSummary(
            rows=self.rows,
            importable=self.rows - self.refused,
            refused=self.refused,
            identified=sum(count for kind, count in self.evidence.items() if kind not in ("none", "ambiguous")),
            by_evidence=dict(sorted(self.evidence.items())),
            problems=dict(sorted(self.problems.items())),
            skipped=dict(sorted(self.skipped.items())),
        )


def read_rows(
    *,
    sheet: ReadSheet,
    mapping: Mapping,
    index: CatalogueIndex,
    own_names: OwnNames | None = None,
    tally: Tally | None = None,
) -> Iterator[IntakeRow]:
    """Yield each row of `sheet` that stands for a device, refused ones included; `tally` counts them and the skipped.

    `own_names` is what the organisation said of names that the catalogue does not know.
    Values of dropped and ignored columns never leave this function.
    """
    tally = tally if tally is not None else Tally()
    layout = lay_out(mapping=mapping, rows=sheet.rows())
    reader = RowReader(layout=layout, category_words=index.category_words)
    known = KnownModels(index, own_names or {}, column=layout.header_of("model"))
    seen = _SeenDevices()
    for row_number, values in sheet.rows():
        reason = layout.reason_to_skip(values)
        if reason:
            tally.skipped[reason] += 1
            continue
        parsed, raw = reader.read(row_number=row_number, values=values)
        identification, doubts = known.identify(parsed)
        first_row = seen.note(parsed)
        out_of_sight = sheet.is_hidden or row_number in sheet.hidden_rows
        if first_row or doubts or out_of_sight:
            twice = [_said_twice(parsed, first_row)] if first_row else []
            parsed = parsed.with_problems([*twice, *doubts, *_out_of_sight(sheet, row_number)])
        row = IntakeRow(raw, parsed, identification)
        tally.add(row)
        yield row
    if blank := sheet.count().blank:
        tally.skipped["blank"] += blank


class _SeenDevices:
    """The first row of each number: the same serial number or IMEI further down is the same device."""

    def __init__(self) -> None:
        self._serials: dict[str, int] = {}
        self._imeis: dict[str, int] = {}
        self._tags: dict[str, int] = {}

    def note(self, row: ParsedRow) -> int:
        """Return the number of an earlier row with the same device, else 0, and remember this one."""
        if row.lot_key or row.is_refused:
            return 0
        places = [(self._serials, row.serial)] if row.serial else []
        places += [(self._imeis, imei[:14]) for imei in (row.imei, row.imei2) if imei]
        places = places or [(self._tags, row.identity_key)]
        found = [rows[number] for rows, number in places if number in rows]
        if not found:
            for rows, number in places:
                rows[number] = row.row_number
        return min(found, default=0)


def _said_twice(row: ParsedRow, first_row: int) -> RowProblem:
    return RowProblem(code="duplicate_in_file", value=row.serial or row.imei or row.asset_tag, hint=str(first_row))


def _out_of_sight(sheet: ReadSheet, row_number: int) -> Iterator[RowProblem]:
    """A row that the person who sent the file may never have seen."""
    if sheet.is_hidden:
        yield RowProblem(code="hidden_sheet", value=sheet.sheet)
    if row_number in sheet.hidden_rows:
        yield RowProblem(code="hidden_row")

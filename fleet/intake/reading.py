"""From a sheet to rows that say what they are: lazily, in one pass, with a tally kept on the way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from b2b_portal.lib.spreadsheets.reading import ReadSheet
from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.cells import RowCells
from fleet.intake.identification import CONFIDENCE, Identification, identify
from fleet.intake.layout import lay_out
from fleet.intake.mapping import Mapping
from fleet.intake.own_names import WEAKER, OwnNames, name_key
from fleet.intake.problems import RowProblem
from fleet.intake.rows import ParsedRow, parse_row


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeRow:
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
    if sheet.blank_rows:
        tally.skipped["blank"] += sheet.blank_rows
    layout = lay_out(mapping=mapping, rows=sheet.rows())
    model_column = layout.header_of("model")
    known = _KnownModels(index, own_names or {})
    seen = _SeenDevices()
    for row_number, values in sheet.rows():
        reason = layout.reason_to_skip(values)
        if reason:
            tally.skipped[reason] += 1
            continue
        cells = RowCells(values=values, layout=layout)
        parsed = parse_row(row_number=row_number, cells=cells, category_words=index.category_words)
        identification = known.identify(parsed)
        more = (
            *seen.problems_of(parsed),
            *_doubts(parsed, identification, index, column=model_column),
            *(_out_of_sight(sheet, row_number) if sheet.is_hidden or sheet.hidden_rows else ()),
        )
        if more:
            parsed = replace(parsed, problems=(*parsed.problems, *more))
        row = IntakeRow(raw=cells.kept(), parsed=parsed, identification=identification)
        tally.add(row)
        yield row


class _KnownModels:
    """Identifies each distinct text once: a fleet of 10,000 rows holds a few dozen models."""

    def __init__(self, index: CatalogueIndex, own_names: OwnNames) -> None:
        self._index, self._own_names = index, own_names
        self._found: dict[tuple[str, str, str, int | None], Identification] = {}

    def identify(self, row: ParsedRow) -> Identification:
        key = (row.manufacturer, row.model, row.model_code, row.storage_gb)
        if key not in self._found:
            self._found[key] = self._named(row, identify(row=row, index=self._index))
        return self._found[key]

    def _named(self, row: ParsedRow, found: Identification) -> Identification:
        """What somebody said of this name, where the catalogue is no surer."""
        slug = self._own_names.get(name_key(maker=row.manufacturer, model=row.model)) if self._own_names else None
        if slug is None or found.evidence not in WEAKER:
            return found
        storage_gb = nearest_size(row.storage_gb, self._index.sizes.get(slug, ()))
        return Identification(
            model_slug=slug, storage_gb=storage_gb, evidence="own_name", confidence=CONFIDENCE["own_name"]
        )


class _SeenDevices:
    """The first row of each number: the same serial number or IMEI further down is the same device."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def problems_of(self, row: ParsedRow) -> Iterator[RowProblem]:
        if row.is_refused:
            return
        numbers = {row.identity_key, *(f"imei:{imei[:14]}" for imei in (row.imei, row.imei2) if imei)}
        if row.serial:
            numbers.add(f"serial:{row.serial}")
        first = min((self._rows[number] for number in numbers if number in self._rows), default=None)
        if first is not None:
            yield RowProblem(code="duplicate_in_file", value=row.serial or row.imei or row.asset_tag, hint=str(first))
            return
        self._rows.update(dict.fromkeys(numbers, row.row_number))


def _out_of_sight(sheet: ReadSheet, row_number: int) -> Iterator[RowProblem]:
    """A row that the person who sent the file may never have seen."""
    if sheet.is_hidden:
        yield RowProblem(code="hidden_sheet", value=sheet.sheet)
    if row_number in sheet.hidden_rows:
        yield RowProblem(code="hidden_row")


def _doubts(row: ParsedRow, found: Identification, index: CatalogueIndex, *, column: str) -> Iterator[RowProblem]:
    """What the catalogue makes one doubt: no model, several, two that contradict each other, an impossible size."""
    written = row.model or row.model_code
    if found.evidence == "ambiguous":
        names = ", ".join(index.labels.get(slug, slug) for slug in found.candidates)
        yield RowProblem(code="model_ambiguous", column=column, value=written, hint=names)
    elif found.model_slug is None and written:
        yield RowProblem(code="model_unknown", column=column, value=written)
    if found.model_slug and found.contradicted_by:
        used, other = (index.labels.get(slug, slug) for slug in (found.model_slug, found.contradicted_by))
        yield RowProblem(code="model_contradicts", column=column, value=other, hint=used)
    yield from _doubts_about_size(row, found, index, column=column)


def _doubts_about_size(
    row: ParsedRow, found: Identification, index: CatalogueIndex, *, column: str
) -> Iterator[RowProblem]:
    sizes = index.sizes.get(found.model_slug or "", ())
    if not row.storage_gb or not sizes:
        return
    if found.storage_gb is None:
        offered = ", ".join(str(size) for size in sizes)
        yield RowProblem(code="storage_not_offered", column=column, value=str(row.storage_gb), hint=offered)
    elif nearest_size(row.storage_gb, (found.storage_gb,)) is None:
        used = str(found.storage_gb)
        yield RowProblem(code="storage_contradicts", column=column, value=str(row.storage_gb), hint=used)

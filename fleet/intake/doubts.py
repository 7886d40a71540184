"""What the catalogue makes one doubt about a row that was read without a problem."""

from collections.abc import Iterator

from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.identification import Identification
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.problems import RowProblem


def doubts_of(row: ParsedRow, found: Identification, index: CatalogueIndex, *, column: str) -> Iterator[RowProblem]:
    """Yield what is doubtful: no model, several, two that contradict each other, an impossible size."""
    written = row.model or row.model_code
    if found.evidence == "ambiguous":
        names = ", ".join(index.labels.get(slug, slug) for slug in found.candidates)
        yield RowProblem(code="model_ambiguous", column=column, value=written, hint=names)
    elif found.model_slug is None and not found.label and written:
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

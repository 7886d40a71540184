"""The model by the first eight digits of an IMEI, as other devices taught us: for rows that name none."""

from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.identification import CONFIDENCE, Identification
from fleet.intake.makers import fold_maker
from fleet.intake.parsed_row import ParsedRow

EVIDENCE = "learnt_tac"
LENGTH = 8  # the type allocation code, 3GPP TS 23.003


def identify_by_tac(row: ParsedRow, index: CatalogueIndex) -> Identification | None:
    """Return the model whose IMEIs begin like the row's; None where none is settled, or the row names another maker."""
    entries = index.codes.get((EVIDENCE, row.imei[:LENGTH]), ())
    if len({entry.model_slug for entry in entries}) != 1:
        return None
    slug = entries[0].model_slug
    maker = fold_maker(row.manufacturer)
    if maker and maker in index.known_makers and maker != index.makers[slug]:
        return None
    return Identification(
        model_slug=slug,
        storage_gb=nearest_size(row.storage_gb, index.sizes.get(slug, ())),
        evidence=EVIDENCE,
        confidence=CONFIDENCE[EVIDENCE],
    )

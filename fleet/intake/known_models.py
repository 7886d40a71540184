"""The model of each row, where every distinct text is looked up once."""

from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.identification import CONFIDENCE, Identification, identify
from fleet.intake.own_names import WEAKER, OwnNames, name_key
from fleet.intake.rows import ParsedRow


class KnownModels:
    """Identifies each distinct text once: a fleet of 10,000 rows holds a few dozen models."""

    def __init__(self, index: CatalogueIndex, own_names: OwnNames) -> None:
        self._index, self._own_names = index, own_names
        self._found: dict[tuple[str, str, str, int | None], Identification] = {}

    def identify(self, row: ParsedRow) -> Identification:
        """Return the model of a row, by what the organisation said of its name where the catalogue is no surer."""
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

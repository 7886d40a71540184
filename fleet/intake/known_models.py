"""The model of each row and what is doubtful about it, where every distinct text is looked up once."""

from fleet.intake.capacities import nearest_size
from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.doubts import doubts_of
from fleet.intake.identification import CONFIDENCE, Identification, identify
from fleet.intake.learnt_tacs import LENGTH, identify_by_tac
from fleet.intake.outside_catalogue import identify_outside
from fleet.intake.own_names import WEAKER, OwnNames, name_key
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.problems import RowProblem


class KnownModels:
    """Identifies each distinct text once: a fleet of 10,000 rows holds a few dozen models."""

    def __init__(self, index: CatalogueIndex, own_names: OwnNames, *, column: str) -> None:
        """`column` is the header under which the file names its models: doubts are told of it."""
        self._index, self._own_names, self._column = index, own_names, column
        self._found: dict[tuple[str, str, str, int | None, str], tuple[Identification, tuple[RowProblem, ...]]] = {}

    def identify(self, row: ParsedRow) -> tuple[Identification, tuple[RowProblem, ...]]:
        """Return the model of a row, by what the organisation said of its name where the catalogue is no surer.

        With it, what makes one doubt that it is this model.
        """
        key = (row.manufacturer, row.model, row.model_code, row.storage_gb, row.imei[:LENGTH])
        known = self._found.get(key)
        if known is None:
            found = self._named(row, identify(row=row, index=self._index))
            known = found, tuple(doubts_of(row, found, self._index, column=self._column))
            self._found[key] = known
        return known

    def _named(self, row: ParsedRow, found: Identification) -> Identification:
        """What somebody said of this name, where the catalogue is no surer; else what others know of its code."""
        if found.evidence not in WEAKER:
            return found
        slug = self._own_names.get(name_key(maker=row.manufacturer, model=row.model)) if self._own_names else None
        if slug is None:
            others = identify_outside(row, self._index) or identify_by_tac(row, self._index)
            return others if others and found.evidence == "none" else found
        storage_gb = nearest_size(row.storage_gb, self._index.sizes.get(slug, ()))
        return Identification(
            model_slug=slug, storage_gb=storage_gb, evidence="own_name", confidence=CONFIDENCE["own_name"]
        )

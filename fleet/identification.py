"""The catalogue as the intake needs it: an index to look rows up in, and the name and kind of each model.

Both belong to no organisation and are made once per catalogue revision.
"""

from functools import lru_cache
from typing import NamedTuple

from catalogue.identification import category_words, identification_rows, published_names
from catalogue.models import CatalogueRevision, DeviceModel
from fleet.intake.catalogue_index import CatalogueIndex


class KnownModel(NamedTuple):
    """How a model is shown, and the slug of its category."""

    label: str
    category: str


def catalogue_index() -> CatalogueIndex:
    """The index of the catalogue as it is now."""
    return _index_of(CatalogueRevision.objects.current())


def known_models() -> dict[str, KnownModel]:
    """Every model by its slug."""
    return _models_of(CatalogueRevision.objects.current())


@lru_cache(maxsize=2)
def _index_of(revision: int) -> CatalogueIndex:
    return CatalogueIndex.build(identification_rows(), category_words=category_words(), published=published_names())


@lru_cache(maxsize=2)
def _models_of(revision: int) -> dict[str, KnownModel]:
    models = DeviceModel.objects.select_related("maker").order_by("pk")
    return {model.pk: KnownModel(str(model), model.category_id) for model in models}

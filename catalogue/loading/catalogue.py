"""Makers, models, variants and identification keys into the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from catalogue.loading.boavizta import keep_weights
from catalogue.loading.decisions import decision_on, keep_decisions
from catalogue.loading.merging import Merged, merge_rows
from catalogue.loading.models_file import ModelsFile, read_models_file
from catalogue.models import Category, IdentificationKey, Maker, ModelChange
from catalogue.models.revision import record_revision


@dataclass(frozen=True, kw_only=True)
class CatalogueLoaded:
    """What a load did to each table."""

    version: str
    tables: Mapping[str, Merged]

    @property
    def total(self) -> Merged:
        return sum(self.tables.values(), Merged())


@transaction.atomic
def load_catalogue(*, path: Path, at: datetime) -> CatalogueLoaded:
    """Write the models of a file. Models that it does not name stay; of those it names, keys it has dropped go.

    What people changed at the desk stays as they left it.

    Raises: FileRefused, with every problem of the file.
    """
    file = read_models_file(
        path,
        categories=set(Category.objects.values_list("slug", flat=True)),
        makers=set(Maker.objects.values_list("slug", flat=True)),
    )
    keep_decisions(file)
    keep_weights(row for _, row in file.models)
    tables = {
        "categories": merge_rows([row for _, row in file.categories], key=["slug"]),
        "makers": merge_rows([row for _, row in file.makers], key=["slug"]),
        "models": merge_rows([row for _, row in file.models], key=["slug"]),
        "variants": merge_rows([row for _, row in file.variants], key=["slug"]),
        "keys": merge_rows([row for _, row in file.keys], key=["kind", "folded_key", "model"]) + _drop_keys(file),
    }
    loaded = CatalogueLoaded(version=file.version, tables=tables)
    if loaded.total.has_changes:
        record_revision(reason=f"models {file.version}", at=at)
    return loaded


def _drop_keys(file: ModelsFile) -> Merged:
    """Remove keys that came from the file's sources and that it no longer names; a person's decisions stay."""
    named = {(row.kind, row.folded_key, row.model_id) for _, row in file.keys}
    models = [row.slug for _, row in file.models]
    known = IdentificationKey.objects.filter(model__in=models, source__in=list(file.sources.values()))
    unnamed = [key for key in known if (key.kind, key.folded_key, key.model_id) not in named]
    decided = ModelChange.objects.decided() if unnamed else set()
    stale = [key.pk for key in unnamed if decision_on(key) not in decided]
    if stale:
        IdentificationKey.objects.filter(pk__in=stale).delete()
    return Merged(removed=len(stale))

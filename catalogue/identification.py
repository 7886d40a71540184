"""Everything that tells one model from another, as plain rows for the reader of fleet files."""

from functools import lru_cache
from typing import NamedTuple

from catalogue.models import (
    CatalogueRevision,
    Category,
    DeviceModel,
    IdentificationKey,
    LearntTac,
    PublishedCode,
    Variant,
)


class IdentificationRow(NamedTuple):
    """One way to know a model: `key` as written; `storage_gb` is what it implies, or a size the model was sold in."""

    kind: str
    key: str
    model_slug: str
    storage_gb: int | None
    maker_name: str
    category: str


def identification_rows() -> list[IdentificationRow]:
    """Return the keys and names of all active models: one query when nothing has changed since the last call."""
    return list(_rows_of(CatalogueRevision.objects.current()))


class PublishedName(NamedTuple):
    """What a code is sold as, by a table that others publish."""

    code: str
    maker_name: str
    name: str


def published_names() -> list[PublishedName]:
    """Return the codes of the published table; one query for some 40,000 of them, so once per revision."""
    rows = PublishedCode.objects.order_by("code", "brand", "name").values_list("code", "brand", "name").distinct()
    return [PublishedName(*row) for row in rows]


def category_words() -> list[tuple[str, str]]:
    """Return what people write for a kind of device, each with the slug of its category."""
    categories = Category.objects.order_by("slug")
    return [
        (word, category.slug)
        for category in categories
        for word in (category.slug, category.name_en, category.name_fr, *category.words)
    ]


@lru_cache(maxsize=2)
def _rows_of(revision: int) -> tuple[IdentificationRow, ...]:
    models = {model.slug: model for model in DeviceModel.objects.active().select_related("maker")}
    variants = Variant.objects.filter(model__is_active=True, is_active=True).values_list("model_id", "storage_gb")
    sizes: dict[str, set[int | None]] = {slug: set() for slug in models}
    for slug, storage_gb in variants:
        sizes[slug].add(storage_gb)
    names = [
        (IdentificationKey.Kind.NAME.value, name, slug, storage_gb)
        for slug, model in models.items()
        for name in (model.name, f"{model.maker.name} {model.name}")
        for storage_gb in sorted(sizes[slug] or {None}, key=lambda size: size or 0)
    ]
    keys = IdentificationKey.objects.of_active_models().values_list("kind", "key", "model_id", "storage_gb")
    tacs = [("learnt_tac", tac, slug, None) for tac, slug in LearntTac.objects.settled().items() if slug in models]
    rows = dict.fromkeys([*keys.order_by("model_id", "kind", "folded_key"), *names, *tacs])
    return tuple(IdentificationRow(*row, models[row[2]].maker.name, models[row[2]].category_id) for row in rows)

"""The shipped catalogue as the reader of fleet files sees it, without a database."""

from functools import cache

from fleet.intake.catalogue_index import CatalogueIndex
from tests.catalogue.shipped import shipped_catalogue
from tests.fleet.intake.catalogue_rows import shipped_words

CATALOGUE = shipped_catalogue()
MAKERS = {maker["slug"]: maker["name"] for maker in CATALOGUE["makers"]}
MODELS = CATALOGUE["models"]


def rows_of(model: dict) -> list[tuple]:
    maker = MAKERS[model["maker"]]
    sizes = {variant.get("storage_gb") for variant in model.get("variants", [])} or {None}
    names = [
        ("name", name, model["slug"], size, maker, model["category"])
        for name in (model["name"], f"{maker} {model['name']}")
        for size in sizes
    ]
    keys = [
        (group["kind"], key, model["slug"], group.get("storage_gb"), maker, model["category"])
        for group in model["keys"]
        for key in group["keys"]
    ]
    return [*names, *keys]


@cache
def shipped_index() -> CatalogueIndex:
    return CatalogueIndex.build((row for model in MODELS for row in rows_of(model)), category_words=shipped_words())

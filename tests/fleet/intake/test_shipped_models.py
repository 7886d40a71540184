"""Every model that the project ships is found by what people write for it."""

import json
from pathlib import Path

import pytest

from fleet.intake.catalogue_index import CatalogueIndex
from fleet.intake.identification import identify
from fleet.intake.rows import ParsedRow

CATALOGUE = json.loads((Path(__file__).parents[3] / "catalogue/data/models.json").read_text(encoding="utf-8"))
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


INDEX = CatalogueIndex.build(row for model in MODELS for row in rows_of(model))


def found(**written: str) -> str | None:
    return identify(row=ParsedRow(row_number=2, **written), index=INDEX).model_slug


def test_it_works():
    assert found(manufacturer="Sony", model="PS5") == "sony-playstation-5"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["slug"])
def test_model_is_found_by_its_name_with_and_without_its_maker(model):
    maker = MAKERS[model["maker"]]

    assert found(manufacturer=maker, model=model["name"]) == model["slug"]
    assert found(model=f"{maker} {model['name']}") == model["slug"]
    assert found(manufacturer=maker.upper(), model=model["name"].lower()) == model["slug"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["slug"])
def test_model_is_found_by_every_other_name(model):
    others = [key for group in model["keys"] if group["kind"] in ("name", "alias") for key in group["keys"]]

    assert {found(manufacturer=MAKERS[model["maker"]], model=other) for other in others} <= {model["slug"]}


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ({"manufacturer": "Hewlett Packard Enterprise", "model": "ProLiant DL380 Gen10"}, "hpe-proliant-dl380-gen10"),
        ({"manufacturer": "Dell Inc.", "model": "PowerEdge R440"}, "dell-poweredge-r440"),
        ({"manufacturer": "Cisco", "model": "WS-C2960X-24TS-L"}, "cisco-catalyst-2960x-24ts-l"),
        ({"manufacturer": "Ubiquiti", "model": "UAP-AC-PRO"}, "ubiquiti-unifi-ac-pro"),
        ({"manufacturer": "", "model": "De'Longhi Magnifica S"}, "delonghi-magnifica-s"),
        ({"manufacturer": "Apple", "model": "Apple Watch Series 7"}, "apple-watch-series-7"),
        ({"manufacturer": "Epson", "model": "EB-FH52"}, "epson-eb-fh52"),
        ({"manufacturer": "Jabra", "model": "EVOLVE2 65"}, "jabra-evolve2-65"),
    ],
)
def test_model_is_found_as_inventories_write_it(written, slug):
    assert found(**written) == slug


@pytest.mark.parametrize("model", ["Switch", "S7", "V11", "E8", "Watch"])
def test_word_that_may_mean_anything_is_no_model(model):
    assert found(model=model) is None

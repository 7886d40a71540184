"""Every model that the project ships is found by what people write for it."""

import pytest

from fleet.intake.identification import identify
from fleet.intake.parsed_row import ParsedRow
from tests.fleet.intake.shipped_index import MAKERS, MODELS, shipped_index


def found(**written: str) -> str | None:
    return identify(row=ParsedRow(row_number=2, **written), index=shipped_index()).model_slug


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

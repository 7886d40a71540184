import json

import pytest

from catalogue.loading.data_file import FileRefused
from catalogue.loading.sample_touchpoints import TOWNS, sample_touchpoints
from catalogue.loading.touchpoints import load_sample_touchpoints, load_touchpoints
from catalogue.models import Touchpoint

pytestmark = pytest.mark.django_db

SHOP = {
    "slug": "lille-gare",
    "name": "Atelier du Nord (fictitious)",
    "address_line": "2 rue de l’Exemple",
    "postcode": "59000",
    "town": "Lille",
    "latitude": "50.63391",
    "longitude": "3.05512",
    "services": ["samples", "repair"],
    "opening_hours_en": "Monday",
    "opening_hours_fr": "lundi",
}


def content(*shops):
    return {"format": "catalogue-touchpoints/1", "stated_on": "2026-11-24", "touchpoints": list(shops or [SHOP])}


@pytest.fixture
def load(tmp_path):
    def _load(document):
        path = tmp_path / "shops.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return load_touchpoints(path=path)

    return _load


def test_it_works(load):
    loaded = load(content())

    [shop] = Touchpoint.objects.active()
    assert (loaded.total.created, loaded.total.removed) == (1, TOWNS)
    assert (shop.name, shop.is_sample, shop.services) == (SHOP["name"], False, ["See a sample", "Repair"])


def test_same_file_again_changes_nothing(load):
    load(content())

    again = load(content())

    assert not again.total.has_changes
    assert again.total.unchanged == 1


def test_shop_the_file_no_longer_names_is_taken_off_and_comes_back(load):
    load(content(SHOP, {**SHOP, "slug": "lens"}))

    assert load(content()).total.removed == 1
    assert not Touchpoint.objects.get(slug="lens").is_active
    assert load(content(SHOP, {**SHOP, "slug": "lens"})).total.updated == 1
    assert Touchpoint.objects.active().count() == 2


def test_changed_shop_keeps_its_id(load):
    load(content())
    before = Touchpoint.objects.get(slug="lille-gare").pk

    load(content({**SHOP, "name": "Another name"}))

    shop = Touchpoint.objects.get(slug="lille-gare")
    assert (shop.pk, shop.name) == (before, "Another name")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"latitude": "91"}, "latitude"),
        ({"longitude": "far"}, "longitude"),
        ({"services": []}, "services"),
        ({"services": "repair"}, "services"),
        ({"services": ["coffee"]}, "services"),
        ({"name": ""}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"is_sample": "perhaps"}, "is_sample"),
        ({"opening": "always"}, "opening"),
        ({"town": ["Lille"]}, "town"),
    ],
)
def test_mistake_is_refused_by_name_and_nothing_is_changed(load, change, problem):
    before = Touchpoint.objects.active().count()

    with pytest.raises(FileRefused) as refused:
        load(content(SHOP, {**SHOP, "slug": "other", **change}))

    assert problem in {found.field for found in refused.value.problems}
    assert Touchpoint.objects.active().count() == before


def test_shop_that_stands_twice_is_refused(load):
    with pytest.raises(FileRefused, match="stands in the file already"):
        load(content(SHOP, SHOP))


def test_date_that_is_none_is_refused(load):
    with pytest.raises(FileRefused, match="is a day"):
        load({**content(), "stated_on": "yesterday"})


def test_file_of_another_kind_is_refused(load):
    with pytest.raises(FileRefused, match="not a file of this kind"):
        load({**content(), "format": "catalogue-stock/1"})


def test_samples_are_the_same_at_every_call():
    assert sample_touchpoints() == sample_touchpoints()
    assert not load_sample_touchpoints().total.has_changes  # the test database has them already


def test_samples_are_400_towns_that_say_what_they_are():
    shops = sample_touchpoints()["touchpoints"]

    assert len({shop["town"] for shop in shops}) == TOWNS == 400
    assert all(shop["is_sample"] and "Exemple" in shop["address_line"] for shop in shops)
    assert {service for shop in shops for service in shop["services"]} == set(Touchpoint.Service.values)

import pytest

from catalogue.loading.catalogue import load_catalogue
from catalogue.loading.data_file import FileRefused
from catalogue.loading.merging import Merged
from catalogue.models import CatalogueRevision, DeviceModel, IdentificationKey, Variant
from tests.catalogue import files
from tests.catalogue.queries import queries


@pytest.fixture
def load(empty_catalogue, tmp_path, now):
    def _load(spoil=lambda content: None):
        content = files.models_content()
        spoil(content)
        return load_catalogue(path=files.write(tmp_path, content), at=now)

    return _load


def test_it_works(load):
    loaded = load()

    assert loaded.version == "test-1"
    assert loaded.total == Merged(created=8)  # a category, a maker, two models, two variants, two keys
    assert DeviceModel.objects.count() == 2


def test_load_catalogue_same_file_again_changes_nothing(load):
    load()
    revision = CatalogueRevision.objects.current()

    loaded = load()

    assert loaded.total == Merged(unchanged=8)
    assert CatalogueRevision.objects.current() == revision


def test_load_catalogue_changed_figure_is_updated(load):
    load()

    loaded = load(lambda content: content["models"][0]["weight_kg"].update(value="1.25", year=2023))

    assert loaded.tables["models"] == Merged(updated=1, unchanged=1)
    assert str(DeviceModel.objects.get(slug="brevia-note-7").weight_kg) == "1.250"


def test_load_catalogue_change_makes_a_revision(load):
    load()
    revision = CatalogueRevision.objects.current()

    load(lambda content: content["models"][0].update(name="Note 7 Plus"))

    assert CatalogueRevision.objects.current() > revision


def test_load_catalogue_model_left_out_stays(load):
    load()

    load(lambda content: content["models"].pop())

    assert DeviceModel.objects.active().count() == 2


def test_load_catalogue_dropped_key_goes(load):
    load()

    loaded = load(lambda content: content["models"][0]["keys"].pop())

    assert loaded.tables["keys"] == Merged(unchanged=1, removed=1)
    assert IdentificationKey.objects.get().key == "BN7-256"


def test_load_catalogue_key_that_a_person_added_stays(load):
    load()
    IdentificationKey.objects.create(kind="alias", key="The old Brevia", model_id="brevia-note-7", source="A person")

    load(lambda content: content["models"][0].update(keys=[]))

    assert IdentificationKey.objects.get().key == "The old Brevia"


def test_load_catalogue_refused_file_changes_nothing(load):
    with pytest.raises(FileRefused):
        load(lambda content: content["models"][1].update(maker="acme"))

    assert not DeviceModel.objects.exists()


def test_load_catalogue_number_of_queries_does_not_grow(load):
    def many(content):
        content["models"] += [
            {
                "slug": f"brevia-{number}",
                "maker": "brevia",
                "category": "laptop",
                "name": f"Model {number}",
                "variants": [{"storage_gb": 64 * size} for size in (1, 2, 4)],
                "keys": [{"kind": "dell_sku", "source": "list", "keys": [f"K{number}"]}],
            }
            for number in range(300)
        ]

    with queries() as ran:
        load(many)

    assert len(ran) <= 17
    assert Variant.objects.count() == 902

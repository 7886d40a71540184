"""What people changed at the desk stays when a file of models is loaded after it."""

from datetime import date

import pytest

from catalogue.loading.catalogue import load_catalogue
from catalogue.loading.data_file import FileRefused
from catalogue.model_editing import add_model, edit_model, set_in_use
from catalogue.model_facts import facts_of
from catalogue.model_parts import add_key, add_variant, remove_key, set_variant_in_use
from catalogue.models import DeviceModel, IdentificationKey, Maker, Variant
from tests.catalogue import files
from tests.catalogue.people import PAULA

pytestmark = pytest.mark.django_db


@pytest.fixture
def note_7(small_catalogue):
    return DeviceModel.objects.get(slug="brevia-note-7")


@pytest.fixture
def load(tmp_path, now):
    def _load(spoil=lambda model: None):
        content = files.models_content()
        spoil(content["models"][0])
        return load_catalogue(path=files.write(tmp_path, content), at=now)

    return _load


def edited(model, now, **values):
    seen = facts_of(model)
    for name, value in values.items():
        setattr(model, name, value)
    edit_model(changed=model, seen=seen, by=PAULA, at=now)


def test_it_works(note_7, load, now):
    edited(note_7, now, name="Note Seven", launched_on=date(2021, 10, 1))

    loaded = load(lambda model: model["weight_kg"].update(value="1.25"))

    note_7.refresh_from_db()
    assert (note_7.name, note_7.launched_on, str(note_7.weight_kg)) == ("Note Seven", date(2021, 10, 1), "1.250")
    assert loaded.tables["models"].updated == 1


def test_same_file_after_decisions_changes_nothing(note_7, load, now):
    edited(note_7, now, name="Note Seven")
    set_in_use(model=note_7, is_active=False, by=PAULA, at=now)
    remove_key(key=IdentificationKey.objects.get(key="BN7-256"), by=PAULA, at=now)

    assert not load().total.has_changes


def test_model_taken_out_of_use_stays_so(note_7, load, now):
    set_in_use(model=note_7, is_active=False, by=PAULA, at=now)

    load()

    assert not DeviceModel.objects.active().filter(pk=note_7.pk).exists()


def test_variant_taken_out_of_use_stays_so(note_7, load, now):
    variant = Variant.objects.get(pk="brevia-note-7-256gb-8gb-ram")
    set_variant_in_use(variant=variant, is_active=False, by=PAULA, at=now)

    load()

    variant.refresh_from_db()
    assert not variant.is_active


def test_key_that_a_person_took_away_does_not_come_back(note_7, load, now):
    remove_key(key=IdentificationKey.objects.get(key="BN7-256"), by=PAULA, at=now)

    load(lambda model: model["keys"][0].update(storage_gb=512, keys=["bn7 256"]))

    assert not IdentificationKey.objects.filter(kind="part_number").exists()


def test_key_that_a_person_brought_back_stays_when_the_file_drops_it(note_7, load, now):
    key = IdentificationKey.objects.get(key="BN7-256")
    remove_key(key=key, by=PAULA, at=now)
    add_key(key=IdentificationKey(kind=key.kind, key=key.key, model=note_7, source=key.source), by=PAULA, at=now)

    load(lambda model: model["keys"].pop(0))

    assert IdentificationKey.objects.get(kind="part_number").storage_gb is None


def test_key_of_a_person_from_a_source_of_the_file_stays(note_7, load, now):
    key = IdentificationKey(kind="alias", key="Brevia 7 Pro", model=note_7, source="A published list")
    add_key(key=key, by=PAULA, at=now)

    load()

    assert IdentificationKey.objects.filter(pk=key.pk).exists()


def test_key_that_the_file_took_away_may_come_back_by_the_file(note_7, load, now):
    load(lambda model: model["keys"].pop(0))

    load()

    assert IdentificationKey.objects.filter(key="BN7-256").exists()


def test_model_made_by_hand_and_named_by_the_file_is_one_model(note_7, load, now):
    made = DeviceModel(maker=Maker.objects.get(), category=note_7.category, name="Note 9")
    add_model(model=made, by=PAULA, at=now)
    add_variant(model=made, storage_gb=64, ram_gb=None, by=PAULA, at=now)

    load(lambda model: model.update(slug="brevia-note-9", name="Note IX"))

    made.refresh_from_db()
    assert (made.name, made.launched_on) == ("Note 9", date(2021, 9, 1))
    assert made.variants.count() == 3


def test_name_that_a_person_gave_to_another_model_refuses_the_file(note_7, load, now):
    edited(note_7, now, name="Note 10")

    with pytest.raises(FileRefused, match="'Note 10' is the name of 'brevia-note-7' in the catalogue"):
        load(lambda model: model.update(slug="brevia-note-10", name="Note 10"))

"""Variants and keys of a model: added, taken out of use, taken away."""

import pytest

from catalogue.identification import identification_rows
from catalogue.model_parts import AlreadyThere, add_key, add_variant, others_with_key, remove_key, set_variant_in_use
from catalogue.models import DeviceModel, IdentificationKey, ModelChange, Variant
from tenants.permissions import PermissionRefused
from tests.catalogue.people import PAULA, SAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def note_7(small_catalogue):
    return DeviceModel.objects.get(slug="brevia-note-7")


@pytest.fixture
def note_8(small_catalogue):
    return DeviceModel.objects.get(slug="brevia-note-8")


def alias(model, text):
    return IdentificationKey(kind="alias", key=text, model=model, source="A letter")


def logged():
    rows = ModelChange.objects.order_by("id")
    return [(row.fact, row.subject, row.before, row.after) for row in rows]


def test_it_works(note_8, now):
    add_key(key=alias(note_8, "Note VIII"), by=PAULA, at=now)

    assert ("alias", "Note VIII") in {(row.kind, row.key) for row in identification_rows()}
    assert logged() == [("key", "alias:note viii", "", "Note VIII (A letter)")]


def test_key_that_the_model_has_is_refused_however_it_is_written(note_7, now):
    with pytest.raises(AlreadyThere):
        add_key(key=alias(note_7, "brévia  NOTE vii"), by=PAULA, at=now)


def test_removed_key_identifies_nothing_and_is_logged_once(note_7, now):
    key = IdentificationKey.objects.get(key="BN7-256")

    for _ in range(2):
        remove_key(key=IdentificationKey(pk=key.pk, kind=key.kind, key=key.key, model=note_7), by=PAULA, at=now)

    assert "BN7-256" not in {row.key for row in identification_rows()}
    assert [change[1] for change in logged()] == ["part_number:bn7 256"]


def test_key_of_another_model_is_told_before(note_7, note_8):
    assert others_with_key(alias(note_8, "brevia note VII")) == [note_7]
    assert others_with_key(alias(note_8, "Note 7+")) == [note_7]
    assert others_with_key(IdentificationKey(kind="part_number", key="bn7 256", model=note_8)) == [note_7]


def test_key_of_nobody_else_is_not_told(note_7, note_8):
    assert others_with_key(alias(note_7, "Brevia Note VII")) == []
    assert others_with_key(IdentificationKey(kind="dell_sku", key="BN7-256", model=note_8)) == []


def test_variant_is_added_once(note_8, now):
    variant = add_variant(model=note_8, storage_gb=128, ram_gb=4, by=PAULA, at=now)

    assert (variant.pk, variant.label) == ("brevia-note-8-128gb-4gb-ram", "4 GB / 128 GB")
    with pytest.raises(AlreadyThere):
        add_variant(model=note_8, storage_gb=128, ram_gb=4, by=PAULA, at=now)


def test_variant_out_of_use_is_no_size_any_more(note_7, now):
    variant = Variant.objects.get(pk="brevia-note-7-512gb-16gb-ram")

    for _ in range(2):
        set_variant_in_use(variant=variant, is_active=False, by=PAULA, at=now)

    assert {row.storage_gb for row in identification_rows() if row.model_slug == note_7.pk} == {256, None}
    assert logged() == [("variant", variant.pk, "16 GB / 512 GB", "")]


@pytest.mark.parametrize("deed", ["variant", "variant_in_use", "key", "remove_key"])
def test_account_manager_may_not(note_7, now, deed):
    variant, key = Variant.objects.first(), IdentificationKey.objects.first()
    deeds = {
        "variant": lambda: add_variant(model=note_7, storage_gb=1, ram_gb=None, by=SAM, at=now),
        "variant_in_use": lambda: set_variant_in_use(variant=variant, is_active=False, by=SAM, at=now),
        "key": lambda: add_key(key=alias(note_7, "x"), by=SAM, at=now),
        "remove_key": lambda: remove_key(key=key, by=SAM, at=now),
    }

    with pytest.raises(PermissionRefused):
        deeds[deed]()

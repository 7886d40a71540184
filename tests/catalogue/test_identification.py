import pytest

from catalogue.identification import IdentificationRow, identification_rows
from catalogue.models import DeviceModel, IdentificationKey
from catalogue.models.revision import record_revision
from tests.catalogue.queries import queries


def test_it_works(small_catalogue):
    row = IdentificationRow(
        kind="part_number",
        key="BN7-256",
        model_slug="brevia-note-7",
        storage_gb=256,
        maker_name="Brevia",
        category="laptop",
    )

    assert row in identification_rows()


def test_identification_rows_name_the_model_in_every_size_it_was_sold_in(small_catalogue):
    names = {(row.key, row.storage_gb) for row in identification_rows() if row.kind == "name"}

    assert names == {
        ("Note 7+", 256),
        ("Note 7+", 512),
        ("Brevia Note 7+", 256),
        ("Brevia Note 7+", 512),
        ("Note 8", None),
        ("Brevia Note 8", None),
    }


def test_identification_rows_unchanged_catalogue_takes_one_query(small_catalogue):
    identification_rows()

    with queries() as ran:
        identification_rows()

    assert len(ran) == 1


def test_identification_rows_new_revision_are_read_again(small_catalogue, now):
    identification_rows()
    IdentificationKey.objects.create(kind="alias", key="The old Brevia", model_id="brevia-note-8", source="A person")
    record_revision(reason="a person added a name", at=now)

    assert "The old Brevia" in {row.key for row in identification_rows()}


def test_identification_rows_inactive_model_is_left_out(small_catalogue, now):
    DeviceModel.objects.filter(slug="brevia-note-8").update(is_active=False)
    record_revision(reason="a model was taken out of use", at=now)

    assert {row.model_slug for row in identification_rows()} == {"brevia-note-7"}


def test_identification_rows_empty_catalogue_is_empty(empty_catalogue):
    assert identification_rows() == []


# What the sample exports hold: the kind and spelling that each tool writes.
@pytest.mark.parametrize(
    ("kind", "key", "model_slug"),
    [
        ("lenovo_type", "20XW", "lenovo-thinkpad-x1-carbon-g9"),
        ("name", "Latitude 5420", "dell-latitude-5420"),
        ("name", "HP EliteBook 840 14 inch G9 Notebook PC", "hp-elitebook-840-g9"),
        ("name", "HP ProBook 450 G8 Notebook PC", "hp-probook-450-g8"),
        ("name", "iPhone 13", "apple-iphone-13"),
        ("name", "iPad (9th generation)", "apple-ipad-9"),
        ("alias", "iPad 9th Gen (Wi-Fi)", "apple-ipad-9"),
        ("part_number", "MK2K3", "apple-ipad-9"),
        ("part_number", "MNXR3", "apple-ipad-pro-12-9-6"),
        ("part_number", "MMXF3", "apple-iphone-se-3rd-generation"),
        ("apple_identifier", "MacBookPro9,2", "apple-macbook-pro-13-2012"),
        ("apple_identifier", "MacBookPro18,3", "apple-macbook-pro-14-2021"),
        ("apple_identifier", "iMac21,1", "apple-imac-24-m1"),
        ("name", "MacBook Air (M1, 2020)", "apple-macbook-air-m1"),
        ("android_code", "SM-A536B", "samsung-galaxy-a53-5g"),
        ("android_code", "SM-T575", "samsung-galaxy-tab-active3"),
        ("name", "Acer Chromebook 311 (C733, C733U, C733T)", "acer-chromebook-311-c733"),
        ("name", "Dell Chromebook 3100", "dell-chromebook-3100"),
        ("alias", "Dell 3100", "dell-chromebook-3100"),
        ("name", "HP Chromebook 11 G8 EE", "hp-chromebook-11-g8-ee"),
        ("name", "Lenovo 300e Chromebook 2nd Gen", "lenovo-300e-chromebook-g2"),
        ("name", "Samsung Chromebook 4", "samsung-chromebook-4"),
        ("name", "ProDesk 400 G7", "hp-prodesk-400-g7"),
        ("name", "TravelMate B3", "acer-travelmate-b3"),
    ],
)
def test_identification_rows_key_of_a_sample_export_is_known(db, kind, key, model_slug):
    found = {row.model_slug for row in identification_rows() if (row.kind, row.key) == (kind, key)}

    assert found == {model_slug}

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.catalogue_index import CatalogueIndex, CatalogueRow
from fleet.intake.identification import CONFIDENCE, identify
from fleet.intake.parsed_row import ParsedRow
from tests.fleet.intake.catalogue_rows import ROWS, small_index


def find(model="", code="", maker="", storage=None, index=None):
    row = ParsedRow(row_number=2, model=model, model_code=code, manufacturer=maker, storage_gb=storage)
    return identify(row=row, index=index or small_index())


def test_it_works():
    found = find("iPad 9th Gen (Wi-Fi)", "iPad12,1", storage=64)

    assert (found.model_slug, found.storage_gb) == ("ipad-9", 64)
    assert (found.evidence, found.confidence) == ("apple_identifier", Decimal("1.00"))


@pytest.mark.parametrize(
    ("model", "code", "maker", "slug", "evidence"),
    [
        ("iPhone 13", "MLPF3ZD/A", "", "iphone-13", "part_number"),
        ("", "A2633", "Apple", "iphone-13", "a_number"),
        ("20XW005PFR", "", "LENOVO", "x1-carbon-9", "lenovo_type"),
        ("ThinkPad X1 Carbon Gen 9", "20XW005PFR", "Lenovo", "x1-carbon-9", "lenovo_type"),
        ("20XW-005PFR", "", "LENOVO", "x1-carbon-9", "lenovo_type"),
        ("LENOVO_MT_20XW_BU_Think_FM_ThinkPad X1 Carbon Gen 9", "", "LENOVO", "x1-carbon-9", "lenovo_type"),
        ("20ZZ005PFR", "ThinkPad X1 Carbon Gen 9", "LENOVO", "x1-carbon-9", "name"),
        ("iPad MK2K3ZD/A", "", "Apple", "ipad-9", "part_number"),
        ("", "MLPF3LLA", "Apple", "iphone-13", "part_number"),
        ("iPhone (A2633)", "", "Apple", "iphone-13", "a_number"),
        ("MacBook Air (MacBookAir10,1)", "", "", "macbook-air-m1", "apple_identifier"),
        ("Latitude 14 (0A20)", "", "Dell Inc.", "latitude-5420", "dell_sku"),
        ("Galaxy A53 5G (SM-A536B)", "", "Samsung", "galaxy-a53", "android_code"),
        ("SM-A536BZKNEEB", "", "samsung", "galaxy-a53", "android_code"),
        ("SAMSUNG-SM-A536B", "", "", "galaxy-a53", "android_code"),
        ("Galaxy A53 5G (SM-A536Z)", "", "Samsung", "galaxy-a53", "name"),
        ("A53 5G", "", "Samsung", "galaxy-a53", "name"),
        ("iPhone 13 128", "", "Orange", "iphone-13", "name"),
        ("PC portable Dell Inc. Latitude 5420 i5-1145G7 16 Go 256 Go SSD W11P", "", "", "latitude-5420", "name"),
        ("Latitude", "0A20", "Dell Inc.", "latitude-5420", "dell_sku"),
        ("", "8AB3", "HP", "elitebook-840-g9", "hp_board"),
        ("SM-A536B", "", "samsung", "galaxy-a53", "android_code"),
        ("SM-A536B/DS", "", "", "galaxy-a53", "android_code"),
        ("MacBookAir10,1", "", "Apple Inc.", "macbook-air-m1", "apple_identifier"),
        ("HP EliteBook 840 14 inch G9 Notebook PC", "", "HP", "elitebook-840-g9", "name"),
        ("Macbook air M1 2020", "", "Apple", "macbook-air-m1", "name"),
        ("IPAD 9 64GO", "", "APPLE", "ipad-9", "name"),
        ("iPhone SE 2020", "", "", "iphone-se-2", "name"),
        ("Galaxy A53 5G", "", "", "galaxy-a53", "name"),
        ("Dell 3100", "", "", "chromebook-3100", "alias"),
        ("Lattitude 5420", "", "Dell", "latitude-5420", "fuzzy"),
        ("Think Pad X1 Carbon Gen 9", "", "Lenovo", "x1-carbon-9", "fuzzy"),
    ],
)
def test_rung_of_the_ladder_holds(model, code, maker, slug, evidence):
    found = find(model, code, maker)

    assert (found.model_slug, found.evidence, found.confidence) == (slug, evidence, CONFIDENCE[evidence])


@pytest.mark.parametrize(
    ("model", "maker"),
    [
        ("iPhone 13 Pro Max", "Apple"),
        ("iPhone 12", "Apple"),
        ("Latitude 5420 Rugged", "Dell"),
        ("Latitude 5421", "Dell"),
        ("MacBook Air", "Apple"),
        ("Galaxy Tab", "Samsung"),
        ("Latitude 5420", "HP"),
        ("Latitude 5420", "Acer"),
        ("iPhone 13", "Samsung"),
        ("iPhone 13 Pro Max 128", "Apple"),
        ("Galaxy A53s", "Samsung"),
        ("ThinkPad X1 Carbon Gen 9 2021", "Lenovo"),
        ("Lattitude 5420", "HP"),
        ("Lattitude 5420", ""),
        ("PAVILION", "HP"),
        ("Ecran", ""),
        ("", ""),
    ],
)
def test_model_that_only_resembles_is_not_guessed(model, maker):
    found = find(model, maker=maker)

    assert (found.model_slug, found.evidence, found.candidates) == (None, "none", ())


def test_code_of_two_models_settles_nothing_alone():
    found = find('Macbook Pro 13"', "A2338", "Apple")

    assert (found.model_slug, found.evidence) == (None, "ambiguous")
    assert found.candidates == ("macbook-pro-13-m1", "macbook-pro-13-m2")


def test_name_picks_one_of_the_models_a_code_stands_for():
    found = find("MacBook Pro (13-inch, M2, 2022)", "A2338", "Apple")

    assert (found.model_slug, found.evidence) == ("macbook-pro-13-m2", "name")


def test_name_that_contradicts_an_ambiguous_code_leaves_all_open():
    found = find("MacBook Air (M1, 2020)", "A2338", "Apple")

    assert (found.evidence, set(found.candidates)) == (
        "ambiguous",
        {"macbook-pro-13-m1", "macbook-pro-13-m2", "macbook-air-m1"},
    )


def test_code_is_believed_before_the_name():
    found = find("iPhone 13 Pro", "iPhone14,5", "Apple")

    assert (found.model_slug, found.contradicted_by) == ("iphone-13", "iphone-13-pro")


@pytest.mark.parametrize("name", ["iPhone 13", "iPhone 27", "Smartphone", "", "A2633"])
def test_name_that_says_no_other_model_contradicts_nothing(name):
    assert find(name, "iPhone14,5", "Apple").contradicted_by == ""


def test_codes_of_two_models_contradict_each_other():
    found = find("iPhone14,5", "MK2K3ZD/A", "Apple")

    assert (found.model_slug, found.contradicted_by) == ("iphone-13", "ipad-9")


def test_other_name_that_says_too_little_contradicts_nothing():
    rows = [("name", "T14 Gen 1", "t14-1", None, "Lenovo"), ("alias", "T14", "t14-1", None, "Lenovo")]
    index = CatalogueIndex.build([*rows, ("lenovo_type", "20W0", "t14-2", None, "Lenovo")])

    assert find("T14", "20W000XXUS", "Lenovo", index=index).contradicted_by == ""


@pytest.mark.parametrize(
    ("model", "code", "storage", "found"),
    [
        ("iPhone 13", "MLPF3ZD/A", None, 128),  # the part number tells
        ("iPhone 13", "", 256, 256),
        ("iPhone 13", "", 250, 256),
        ("ProDesk 400 G7", "", 1024, 1000),  # as this model was sold
        ("iPhone 13", "", 64, None),
        ("iPhone 13", "", None, None),
        ("TravelMate B3", "", 128, None),  # the catalogue knows no size of it
    ],
)
def test_storage_is_one_the_model_was_sold_with(model, code, storage, found):
    assert find(model, code, storage=storage).storage_gb == found


@pytest.mark.parametrize(
    ("known", "written", "maker"),
    [
        ("Galaxy Tab A8", "Galaxy A8", "Samsung"),
        ("Galaxy A8", "Galaxy Tab A8", "Samsung"),
        ("iPhone XS Max", "iPhone XR Max", "Apple"),
        ("Latitude 5420 Convertible", "Latitude 5420", "Dell"),
        ("ThinkCentre M70q Tiny", "ThinkCentre M70q", "Lenovo"),
    ],
)
def test_word_more_or_less_is_no_near_miss(known, written, maker):
    index = CatalogueIndex.build([("name", known, "a", None, maker)])

    assert find(written, maker=maker, index=index).model_slug is None


def test_near_misses_of_two_models_settle_nothing():
    index = CatalogueIndex.build(
        [("name", "ProBook Alpha", "a", None, "HP"), ("name", "ProBook Alpho", "b", None, "HP")]
    )

    assert find("ProBook Alphx", maker="HP", index=index).model_slug is None


def test_two_names_of_one_model_are_no_rivals():
    index = CatalogueIndex.build(
        [("name", "ProBook Alpha", "a", None, "HP"), ("alias", "ProBook Alpho", "a", None, "HP")]
    )

    assert find("ProBook Alphx", maker="HP", index=index).model_slug in ("a", None)
    assert find("ProBoook Alpha", maker="HP", index=index).model_slug == "a"


def test_same_name_of_two_makers_is_told_apart_by_the_maker():
    index = CatalogueIndex.build(
        [("name", "Chromebook 11", "acer-11", None, "Acer"), ("name", "Chromebook 11", "hp-11", None, "HP")]
    )

    assert find("Chromebook 11", maker="HP Inc.", index=index).model_slug == "hp-11"
    assert find("Chromebook 11", index=index).candidates == ("acer-11", "hp-11")


def test_index_keeps_no_key_that_folds_to_nothing():
    index = CatalogueIndex.build([("name", "™", "x"), ("part_number", " ", "x")])

    assert (index.names, index.codes) == ({}, {})


def test_order_of_catalogue_rows_does_not_matter():
    backwards = CatalogueIndex.build(reversed(ROWS))

    assert [find(row[1], index=backwards).model_slug for row in ROWS] == [find(row[1]).model_slug for row in ROWS]


def test_rows_may_be_written_as_catalogue_rows():
    plain = CatalogueIndex.build(ROWS)

    assert CatalogueIndex.build([CatalogueRow(*row) for row in ROWS]) == plain


@given(st.text(), st.text(max_size=12), st.sampled_from(["", "Apple", "Dell", "HP", "x"]))
def test_any_text_is_a_known_model_or_none(model, code, maker):
    found = find(model, code, maker)

    assert (found.model_slug is None) == (found.evidence in ("none", "ambiguous"))
    assert found.model_slug is None or found.model_slug in {row[2] for row in ROWS}

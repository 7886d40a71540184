import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.aliases import ALIASES, HEADER_WORDS, LEFT_ALONE, WEAK
from fleet.intake.columns import fold_header
from fleet.intake.content import LOOKED_AT
from fleet.intake.fields import FIELDS
from fleet.intake.mapping import MappedColumn, Mapping, Source, propose_mapping
from fleet.intake.near_misses import near_miss


def fields_of(*headers):
    return [(column.field, column.source.value) for column in propose_mapping(headers).columns]


def test_it_works():
    mapping = propose_mapping(["N° série", "Modèle", "Utilisateur", "Couleur"])

    assert [column.field for column in mapping.columns] == ["serial", "model", "", ""]
    assert [column.source for column in mapping.columns] == [Source.ALIAS, Source.ALIAS, Source.DROPPED, Source.IGNORED]
    assert mapping.names_devices


def test_profile_is_surer_than_a_word():
    headers = ["Checked Out To", "EOL Rate", "Requestable", "Checkouts", "Serial", "Default Location", "Location"]

    columns = {column.header: column for column in propose_mapping(headers).columns}

    assert (columns["Serial"].source, columns["Serial"].confidence) == (Source.PROFILE, Decimal("1.00"))
    assert (columns["Location"].field, columns["Default Location"].field) == ("site", "")


def test_misspelt_header_is_a_near_miss_with_its_confidence():
    column = propose_mapping(["Serial nummber", "Model"]).columns[0]

    assert (column.field, column.source) == ("serial", Source.FUZZY)
    assert Decimal("0.81") <= column.confidence < Decimal("0.90")


@pytest.mark.parametrize("header", ["Seriously", "OS version", "Order number", "Model notes", "Last sync", "Ra"])
def test_header_of_something_else_is_no_near_miss(header):
    assert fields_of(header) == [("", "ignored")]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("deviceSerialNumber", "serial"),
        ("Hardware/SerialNumber", "serial"),
        ("asset_serial_no", "serial"),
        ("Numéro de série de l’appareil", "serial"),
        ("N°\N{NO-BREAK SPACE}de série du poste", "serial"),
        ("IMEINumber", "imei"),
        ("Équipement : Marque", "manufacturer"),
        ("PCModelName", "model"),
        ("Phone model", "model"),
    ],
)
def test_known_words_are_found_glued_or_qualified(header, field):
    assert fields_of(header, "Colour") == [(field, "alias"), ("", "ignored")]


@pytest.mark.parametrize(
    "header", ["Computer description", "Device OS", "lastSeen", "Phone number", "Device user", "macAddress"]
)
def test_qualified_word_that_may_be_anything_is_no_field(header):
    assert fields_of(header)[0][0] == ""


def test_near_miss_never_comes_near_a_field_that_has_its_column():
    assert fields_of("IMEI number", "IMEI numbr") == [("imei", "alias"), ("", "ignored")]
    assert fields_of("Serial nummber", "Serie") == [("", "ignored"), ("serial", "alias")]


def test_word_between_two_fields_is_neither():
    assert near_miss("product namber")[0] == ""  # as near to the product's name as to its number
    assert near_miss("product nammmber") == ("", Decimal("1.00"))


def of_handmade(fields):
    return {("handmade_fr", header): field for header, field in fields.items()}


def test_choice_of_last_time_is_surer_than_a_word_and_counts_for_lists_of_its_program_only():
    remembered = of_handmade({"serie": "asset_tag", "code barre interne": "serial", "modele": "model", "fabricant": ""})
    plain = propose_mapping(["Série", "Code barre interne", "Fabricant"], remembered=remembered)
    snipe = ["Extrait vers", "Étiquette de l'actif", "Nom de l'actif", "Compagnie", "Série"]

    assert [(column.field, column.source.value) for column in plain.columns] == [
        ("asset_tag", "remembered"),
        ("serial", "remembered"),
        ("", "ignored"),
    ]
    assert all(column.confidence == Decimal("0.98") for column in plain.fields.values())
    assert propose_mapping(snipe, remembered=remembered).fields["serial"].source is Source.PROFILE


@pytest.mark.parametrize("remembered", [{"utilisateur": "model"}, {"code pin": "serial"}])
def test_choice_of_last_time_opens_no_personal_column(remembered):
    headers = ["N° série", "Utilisateur", "Code PIN"]

    assert [column.source.value for column in propose_mapping(headers, remembered=of_handmade(remembered)).columns] == [
        "alias",
        "dropped",
        "dropped",
    ]


def test_choice_of_a_field_that_is_no_more_is_forgotten():
    assert propose_mapping(["Modèle"], remembered=of_handmade({"modele": "colour"})).columns[0].source is Source.ALIAS


def test_imeis_are_known_by_their_form():
    rows = [["359999054321096", "x"], ["359999054321104", "y"], ["", "z"], ["N/A", "z"]]

    column = propose_mapping(["Kennung A", "Kennung B"], rows=rows).columns[0]

    assert (column.field, column.source, column.confidence) == ("imei", Source.CONTENT, Decimal("0.75"))


def test_two_columns_of_imeis_without_a_name_are_first_and_second():
    mapping = propose_mapping(["A1", "B1"], rows=[["359999054321096", "359999054321104"]])

    assert [column.field for column in mapping.columns] == ["imei", "imei2"]


def test_serial_numbers_are_known_by_their_form():
    rows = [
        [f"Room {n}", serial, "T14"] for n, serial in enumerate(["PF3A1B2C", "5CG1234ABC", "6N9ST5L", "C02FG2L8Q6L4"])
    ]

    mapping = propose_mapping(["Wo", "Kennung", "Modell"], rows=rows)

    assert mapping.fields["serial"].header == "Kennung"
    assert mapping.fields["serial"].source is Source.CONTENT


@pytest.mark.parametrize(
    "cells",
    [
        ["PC0001A", "PC0001A", "PC0002B"],  # not unique
        ["PCLYC114", "PCLYC115", "PCLYC116"],  # somebody counts
        ["3a0358206572", "fa6bfa57689f", "867500f08c88"],  # network addresses
        ["LATITUDE", "PROBOOK", "THINKPAD"],
        ["PF3A1B2C", "5CG1234ABC"],  # too few
        ["PF3A1B2C", "5CG1234ABC", "6N9ST5L", "a word", "another one"],
    ],
)
def test_column_of_other_things_holds_no_serial_numbers(cells):
    assert "serial" not in propose_mapping(["Kennung"], rows=[[cell] for cell in cells]).fields


def test_content_gives_way_to_every_column_with_a_name():
    rows = [["PF3A1B2C", "x"], ["5CG1234ABC", "y"], ["6N9ST5L", "z"]]

    assert propose_mapping(["Kennung", "Serial nummber"], rows=rows).fields["serial"].source is Source.FUZZY


@pytest.mark.parametrize("header", ["Utilisateur", "MAC", "ICCID", "wifiMacAddress", "Device ID"])
def test_content_of_a_column_we_know_is_not_looked_into(header):
    rows = [["359999054321096"], ["359999054321104"]]

    assert propose_mapping([header], rows=rows).fields == {}


def test_only_the_first_rows_are_looked_into():
    rows = iter([["359999054321096"]] * (LOOKED_AT + 1))

    propose_mapping(["Kennung"], rows=rows)

    assert len(list(rows)) == 1


def test_two_imei_columns_are_first_and_second():
    assert fields_of("IMEI", "IMEI") == [("imei", "alias"), ("imei2", "alias")]


def test_third_column_of_a_field_is_ignored():
    assert fields_of("IMEI", "IMEI 2", "IMEI", "IMEI") == [
        ("imei", "alias"),
        ("imei2", "alias"),
        ("", "ignored"),
        ("", "ignored"),
    ]


def test_plain_word_wins_over_a_weak_one():
    assert fields_of("Description", "Modèle") == [("", "ignored"), ("model", "alias")]


def test_second_column_of_models_stands_in_for_a_missing_code():
    assert fields_of("Model", "System Family") == [("model", "alias"), ("model_code", "alias")]
    assert fields_of("Model", "Model name", "Model number") == [
        ("model", "alias"),
        ("", "ignored"),
        ("model_code", "alias"),
    ]


def test_weak_word_for_a_model_stands_in_for_nothing():
    assert fields_of("Modèle", "Désignation") == [("model", "alias"), ("", "ignored")]


def test_personal_near_miss_of_a_field_is_dropped():
    assert fields_of("User model number") == [("", "dropped")]


def test_list_without_identifiers_names_no_devices():
    assert not propose_mapping(["Model", "Quantity"]).names_devices


def test_mapping_survives_being_stored():
    mapping = propose_mapping(["N° série", "Modèle", "Utilisateur", "Serial nummber"])

    assert Mapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


@pytest.mark.parametrize(("field", "source"), [("serial", Source.DROPPED), ("nonsense", Source.ALIAS)])
def test_column_cannot_be_used_and_dropped_or_be_an_unknown_field(field, source):
    with pytest.raises(ValueError, match="cannot be"):
        MappedColumn(index=0, header="x", field=field, confidence=Decimal(1), source=source)


def test_two_columns_cannot_fill_one_field():
    column = MappedColumn(index=0, header="x", field="serial", confidence=Decimal(1), source=Source.ALIAS)

    with pytest.raises(ValueError, match="same field"):
        Mapping(profile="generic", language="en", columns=(column, column))


def test_tables_of_words_agree_with_each_other():
    assert set(ALIASES.values()) <= FIELDS.keys()
    assert set(ALIASES) >= WEAK
    assert not LEFT_ALONE & set(ALIASES)
    assert [word for word in HEADER_WORDS if fold_header(word) != word] == []


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(sorted(HEADER_WORDS))), max_size=40))
def test_any_headers_give_a_mapping(headers):
    mapping = propose_mapping(headers)

    assert [column.header for column in mapping.columns] == headers
    assert all(Decimal(0) <= column.confidence <= 1 for column in mapping.columns)


@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=6),
    st.lists(st.lists(st.one_of(st.text(max_size=20), st.just("359999054321096")), max_size=7), max_size=8),
    st.dictionaries(st.text(max_size=12), st.one_of(st.sampled_from(sorted(FIELDS)), st.text(max_size=5))),
)
def test_any_rows_and_any_memory_give_a_mapping_that_content_only_adds_to(headers, rows, remembered):
    bare = propose_mapping(headers, remembered=of_handmade(remembered))

    seen = propose_mapping(headers, remembered=of_handmade(remembered), rows=rows)

    assert bare.fields.items() <= seen.fields.items()
    assert all(seen.fields[field].source is Source.CONTENT for field in seen.fields.keys() - bare.fields.keys())

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.aliases import ALIASES, HEADER_WORDS, LEFT_ALONE, WEAK
from fleet.intake.columns import fold_header
from fleet.intake.fields import FIELDS
from fleet.intake.mapping import MappedColumn, Mapping, Source, propose_mapping


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

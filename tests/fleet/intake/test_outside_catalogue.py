"""Models that our catalogue lacks and device-detector knows by their code."""

import pytest

from fleet.intake.device_codes import device_of_code
from fleet.intake.outside_catalogue import identify_outside
from fleet.intake.parsed_row import ParsedRow
from tests.fleet.intake.sheets import codes, read
from tests.fleet.intake.shipped_index import shipped_index

HEADERS = ["Serial number", "Manufacturer", "Model", "Model code", "Type", "Storage"]


def found(*cells):
    (row,) = read(HEADERS, ["R58M", *cells])
    return row


def test_it_works():
    row = found("Samsung", "", "SM-X115", "", "64 GB")

    identification = row.identification
    assert (identification.model_slug, identification.evidence, identification.category) == (
        None,
        "device_code",
        "tablet",
    )
    assert identification.label.startswith("Samsung Galaxy Tab A9")
    assert codes(row.parsed) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SM-A566B", "Galaxy A56 5G"),
        ("SM-A515F", "Galaxy A51"),
        ("SM-S918B", "Galaxy S23 Ultra"),
        ("M2101K6G", "Redmi Note 10 Pro"),
        ("2201117TG", "Redmi Note 11 4G"),
        ("RMX3830", "C51"),
        ("CPH2591", "A18"),
        ("LM-K420", "K42"),
        ("V2250", "V29"),
        ("TB-X606F", "Tab M10 FHD Plus"),
        ("MED-LX9", "Y6p"),
        ("iPhone17,1", "iPhone 16 Pro"),
        ("iPhone10,4", "iPhone 8"),
    ],
)
def test_code_names_its_device(code, name):
    device = device_of_code(code)

    assert device is not None
    assert device.name == name


@pytest.mark.parametrize(
    "text", ["", "Latitude", "iPhone 6s Plus", "Galaxy A25 5G 128 Go", "iPhone14,55", "12345678", "ABCDEF", "A" * 400]
)
def test_what_is_no_code_names_nothing(text):
    assert device_of_code(text) is None


@pytest.mark.parametrize(
    "cells",
    [
        ("Dell Inc.", "SM-A515F", "", "", ""),  # the makers do not agree
        ("", "RMX3830", "", "", ""),  # nothing says who made it
        ("LENOVO", "", "TB-X606F", "Laptop", ""),  # the list says that it is something else
    ],
)
def test_code_is_not_believed_against_the_rest_of_the_row(cells):
    assert found(*cells).identification.evidence == "none"


def test_code_of_another_region_finds_the_model_that_we_have():
    row = ParsedRow(row_number=2, manufacturer="samsung", model="SM-A546")

    identification = identify_outside(row, shipped_index())

    assert identification is not None
    assert (identification.model_slug, identification.evidence) == ("samsung-galaxy-a54-5g", "device_code")

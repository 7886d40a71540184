"""The lists of the demonstration are read by the intake as they are meant."""

from datetime import date
from pathlib import Path

import pytest

from b2b_portal.demo import device_lists
from b2b_portal.demo.units import Batch, Kind, invent_units
from b2b_portal.lib.spreadsheets.reading import read_spreadsheet
from fleet.intake.aliases import HEADER_WORDS
from fleet.intake.mapping import propose_mapping
from fleet.intake.reading import read_rows
from tests.fleet.intake.catalogue_rows import small_index

LAPTOP = Kind(maker="Dell", model="Latitude 5420", category="laptop", storage_gb=(256,), system="Windows",
              bought_from=date(2021, 3, 1), bought_within_days=1)  # fmt: skip
PHONE = Kind(maker="Apple", model="iPhone 13", category="smartphone", storage_gb=(128,), has_imei=True, system="iOS",
             bought_from=date(2022, 3, 7), bought_within_days=1)  # fmt: skip
UNITS = invent_units(
    [
        Batch(kind=LAPTOP, count=2, sites=("Lyon",), cost_centres=("210 Sales",), remark="fan is loud"),
        Batch(kind=PHONE, count=1, sites=("Paris",), cost_centres=("900 IT",), owner="person"),
    ],
    seed=3,
    first_number=1,
)


@pytest.fixture
def read(tmp_path: Path):
    """The rows of a list, read the whole way."""

    def _read(content: bytes, filename: str) -> list:
        path = tmp_path / filename
        path.write_bytes(content)
        sheet = read_spreadsheet(path=path, filename=filename, workdir=tmp_path, header_words=HEADER_WORDS)
        return list(read_rows(sheet=sheet, mapping=propose_mapping(sheet.headers), index=small_index()))

    return _read


def facts(rows: list, *names: str) -> list[tuple]:
    return [tuple(getattr(row.parsed, name) for name in names) for row in rows]


def test_it_works(read):
    rows = read(device_lists.snipe_it_export(UNITS, company="Acme", tag="ACM"), "assets.csv")

    assert [row.parsed.serial for row in rows] == [unit.serial for unit in UNITS]
    assert [row.identification.model_slug for row in rows] == ["latitude-5420", "latitude-5420", "iphone-13"]


def test_intune_export_says_what_intune_knows(read):
    rows = read(device_lists.intune_export(UNITS, domain="acme.example", exported_on="2026-06-05"), "intune.csv")

    assert facts(rows, "storage_gb", "site", "cost_centre", "owner") == [
        *[(256, "", "", "organisation")] * 2,
        (128, "", "", "person"),
    ]
    assert rows[2].parsed.imei == UNITS[2].imei


def test_snipe_it_export_adds_sites_cost_centres_and_tags(read):
    rows = read(device_lists.snipe_it_export(UNITS, company="Acme", tag="ACM"), "assets.csv")

    assert facts(rows, "asset_tag", "site", "cost_centre", "purchased_on", "category") == [
        ("ACM-000001", "Lyon", "210 Sales", date(2021, 3, 1), "laptop"),
        ("ACM-000002", "Lyon", "210 Sales", date(2021, 3, 1), "laptop"),
        ("ACM-000003", "Paris", "900 IT", date(2022, 3, 7), "smartphone"),
    ]


def test_hand_made_workbook_is_read_below_its_title(read):
    rows = read(device_lists.hand_made_workbook(UNITS, title="Rooms", tag="ACM"), "rooms.xlsx")

    assert facts(rows, "serial", "site") == [(unit.serial, unit.site) for unit in UNITS]


def test_french_inventory_is_read_with_its_letters_and_dates(read):
    rows = read(device_lists.french_inventory(UNITS, tag="RP"), "inventaire.csv")

    assert facts(rows, "asset_tag", "category", "purchased_on", "storage_gb") == [
        ("RP2021/0001", "laptop", date(2021, 3, 1), 256),
        ("RP2021/0002", "laptop", date(2021, 3, 1), 256),
        ("RP2022/0003", "smartphone", date(2022, 3, 7), 128),
    ]

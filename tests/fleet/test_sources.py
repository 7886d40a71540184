from dataclasses import replace

import pytest

from fleet.history import versions_of
from fleet.models import Device
from fleet.sources import SOURCED, sources_of
from tests.fleet.test_importing import imported
from tests.fleet.test_merging import ASSETS, LEASES, MDM

pytestmark = pytest.mark.django_db


def said_by(**changes) -> dict[str, str]:
    versions = replace(versions_of(Device.objects.get()), **changes)
    return {name: upload.filename for name, upload in sources_of(versions).items() if upload}


@pytest.fixture
def merged(in_acme, as_alice, now):
    for content, filename in ((MDM, "mdm.csv"), (ASSETS, "assets.csv"), (LEASES, "leases.csv")):
        imported(content, as_alice, now, filename)


def test_it_works(merged):
    found = said_by()

    assert {name: found[name] for name in ("serial", "asset_tag", "age_from_on", "lessor")} == {
        "serial": "mdm.csv",
        "asset_tag": "assets.csv",
        "age_from_on": "assets.csv",
        "lessor": "leases.csv",
    }


def test_what_is_empty_or_changed_by_hand_has_no_file(merged):
    Device.objects.update(grade="B", cost_centre="CC-1")

    found = said_by()

    assert not {"grade", "cost_centre", "imei"} & set(found)


def test_one_file_alone_is_not_named_for_each_fact(in_acme, as_alice, now):
    imported(MDM, as_alice, now, "mdm.csv")

    assert said_by() == {}


def test_where_the_beginning_is_forgotten_nothing_is_claimed(merged):
    assert "serial" not in said_by(is_whole=False)


def test_every_sourced_fact_is_one_of_the_device():
    assert all(hasattr(Device, name) for name in SOURCED)


def test_page_of_the_device_names_the_files(merged, acme_portal):
    page = acme_portal.get(f"/fleet/devices/{Device.objects.get().pk}/").content.decode()

    assert page.count("assets.csv") >= 3
    assert "leases.csv" in page

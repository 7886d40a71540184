import pytest

from fleet.models import Site
from fleet.selection import UnreadableSelection, select_devices
from tests.devices import make_device

pytestmark = pytest.mark.django_db


def serials(selection) -> set[str]:
    return set(select_devices(selection).values_list("serial", flat=True))


def test_it_works(in_acme):
    device = make_device("F2LXK1AAAA01")
    make_device("F2LXK1AAAA02")

    assert serials({"devices": [str(device.pk)]}) == {"F2LXK1AAAA01"}


def test_empty_filter_selects_the_whole_fleet(in_acme):
    make_device("F2LXK1AAAA01")
    make_device("SOLD00000001", owner="operator")

    assert serials({"filter": {}}) == {"F2LXK1AAAA01"}


def test_filter_selects_what_the_table_shows(in_acme):
    make_device("F2LXK1AAAA01", grade="A")
    make_device("F2LXK1AAAA02", grade="B")
    make_device("PF3K9W2L0001", model="lenovo-thinkpad-t14-g2", grade="A")

    assert serials({"filter": {"q": "iphone", "grade": ["A"]}}) == {"F2LXK1AAAA01"}


@pytest.mark.parametrize("name", ["grade", "lock", "owner", "site", "category"])
def test_filtered_devices_can_be_locked(in_acme, name):
    site = Site.objects.create(name="Lyon", sort_key="lyon")
    make_device("F2LXK1AAAA01", grade="A", lock="mdm", site=site)
    values = {"grade": "A", "lock": "mdm", "owner": "organisation", "site": str(site.pk), "category": "smartphone"}

    locked = select_devices({"filter": {name: [values[name]]}}).select_for_update()

    assert len(locked) == 1


def test_filter_by_something_that_has_gone_reaches_no_device(in_acme):
    make_device("F2LXK1AAAA01")

    with pytest.raises(UnreadableSelection):
        select_devices({"filter": {"site": ["3d5f9fd0-95e4-4e63-b4ab-2d1c3c1b4b8f"]}})

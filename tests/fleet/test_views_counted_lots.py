import pytest

from fleet.models import CountedLot
from records.models import Event
from tests.fleet.test_counted_lots import TABLETS, lots
from tests.fleet.test_importing import imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(in_acme, as_alice, now):
    imported(lots("PF1,Lenovo,ThinkPad T14 Gen 2,1,Lyon", TABLETS), as_alice, now)
    return CountedLot.objects.get()


def test_it_works(acme_portal, lot):
    page = acme_portal.get("/fleet/counted/").content.decode()

    assert "Galaxy Tab A8" in page
    assert 'value="25"' in page


def test_fleet_page_says_that_there_are_more(acme_portal, lot):
    assert "And 25 devices that lists count without numbers" in acme_portal.get("/fleet/").content.decode()


def test_lot_is_counted_anew(acme_portal, lot):
    acme_portal.post(f"/fleet/counted/{lot.pk}/", {"quantity": "20"})

    lot.refresh_from_db()
    assert lot.quantity == 20
    assert Event.objects.get(verb="lot.counted").data == {"from": 25, "to": 20}


def test_lot_of_none_is_gone(acme_portal, lot):
    acme_portal.post(f"/fleet/counted/{lot.pk}/", {"quantity": "0"})

    assert not CountedLot.objects.exists()


@pytest.mark.parametrize("quantity", ["", "-1", "many", "1.5", "1000000000"])
def test_what_is_no_number_changes_nothing_and_says_so(acme_portal, lot, quantity):
    page = acme_portal.post(f"/fleet/counted/{lot.pk}/", {"quantity": quantity}, follow=True)

    lot.refresh_from_db()
    assert lot.quantity == 25
    assert "a whole number" in page.content.decode()


def test_without_lots_the_page_says_what_will_stand_there(acme_portal):
    assert "Every device has a number" in acme_portal.get("/fleet/counted/").content.decode()


def test_viewer_reads_and_does_not_count(acme_portal_of_bob, lot):
    page = acme_portal_of_bob.get("/fleet/counted/").content.decode()

    assert "Galaxy Tab A8" in page
    assert "count-form" not in page
    assert acme_portal_of_bob.post(f"/fleet/counted/{lot.pk}/", {"quantity": "1"}).status_code == 403

"""What a list does not name is proposed as gone; what is gone is hidden, counted, and comes back."""

import datetime as dt
import uuid

import pytest

from fleet.history import history_of
from fleet.missing import missing_from
from fleet.models import BulkChange, Device, Upload
from fleet.standing import standing_of
from fleet.undo import take_back
from quotes.eligibility import with_reasons
from tenants.models import User
from tests.catalogue.queries import queries
from tests.deals import today
from tests.devices import make_device
from tests.fleet.test_bulk_changes import changed, run
from tests.fleet.test_importing import imported, sheet

pytestmark = pytest.mark.django_db

FIRST = "F2LXK1AAAA01,A1,Apple,iPhone 13,128,Lyon"
SECOND = "F2LXK1AAAA02,A2,Apple,iPhone 13,128,Lyon"


def lists(by, at, *sheets: tuple[str, ...]) -> list[Upload]:
    """Lists of one source, a day after each other."""
    return [imported(sheet(*rows), by, at + dt.timedelta(days=day), f"{day}.csv") for day, rows in enumerate(sheets)]


def missing(upload: Upload, *, of_its_source: bool = True) -> set[str]:
    found = missing_from(upload, devices=Device.objects.in_fleet(), of_its_source=of_its_source)
    return set(found.values_list("serial", flat=True))


def test_it_works(acme_portal, in_acme, as_alice, now):
    _before, after = lists(as_alice, now, (FIRST, SECOND), (FIRST,))
    page = acme_portal.get(f"/fleet/uploads/{after.pk}/missing/").content.decode()
    assert "F2LXK1AAAA02" in page
    assert "F2LXK1AAAA01" not in page

    change = changed(acme_portal, f"missing={after.pk}", scope="matching", gone="yes")

    gone = Device.objects.gone().get()
    assert (change.changed, gone.serial, gone.gone_by_name) == (1, "F2LXK1AAAA02", "Alice Martin")
    assert "Nothing is missing" in acme_portal.get(f"/fleet/uploads/{after.pk}/missing/").content.decode()


def test_list_says_nothing_of_what_its_source_never_named(in_acme, as_alice, now):
    make_device("LAPTOP000001", created_at=now - dt.timedelta(days=1))
    first, second = lists(as_alice, now, (FIRST,), (FIRST,))

    assert missing(second) == set()
    assert missing(second, of_its_source=False) == {"LAPTOP000001"}
    assert missing(first, of_its_source=False) == {"LAPTOP000001"}


def test_what_came_or_was_named_since_is_not_missing(in_acme, as_alice, now):
    _first, second, _third = lists(as_alice, now, (FIRST, SECOND), (FIRST,), (SECOND,))
    make_device("NEW000000001", created_at=now + dt.timedelta(days=9))

    assert missing(second, of_its_source=False) == set()


def test_device_in_an_offer_is_no_riddle(in_acme, as_alice, now):
    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST,))
    Device.objects.filter(serial="F2LXK1AAAA02").update(offer_id=uuid.uuid4())

    assert missing(second) == set()


def test_refused_row_still_names_its_device(in_acme, as_alice, now):
    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST, SECOND, SECOND))
    second.rows.filter(serial="F2LXK1AAAA02").update(outcome="refuse", device_id=None)

    assert missing(second) == set()


def test_last_list_is_found_from_the_fleet(acme_portal, in_acme, as_alice, now):
    none = acme_portal.get("/fleet/missing/", follow=True)
    _first, second = lists(as_alice, now, (FIRST,), (FIRST,))

    assert "No list has been imported yet" in none.content.decode()
    assert acme_portal.get("/fleet/missing/").headers["Location"] == f"/fleet/uploads/{second.pk}/missing/"


def test_filter_by_a_list_stands_as_a_chip_with_its_name(acme_portal, in_acme, as_alice, now):
    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST,))

    table = acme_portal.get(f"/fleet/?missing={second.pk}").context["table"]

    assert [chip.label for chip in table.chips] == ["Not in the list: 1.csv"]
    assert [row.identifier for row in table.rows] == ["F2LXK1AAAA02"]
    assert acme_portal.get("/fleet/?missing=nonsense").context["filter"].is_valid() is False


def test_button_of_the_page_proposes_gone(acme_portal, in_acme, as_alice, now):
    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST,))

    page = acme_portal.post(f"/fleet/changes/new/?missing={second.pk}", {"scope": "matching", "gone": "yes"})

    assert page.context["form"]["gone"].value() == "yes"
    assert "Change 1 device" in page.content.decode()
    assert Device.objects.gone().count() == 0


def test_undone_list_has_no_page(acme_portal, in_acme, as_alice, now):
    (upload,) = lists(as_alice, now, (FIRST,))
    Upload.objects.update(state="undone")

    assert acme_portal.get(f"/fleet/uploads/{upload.pk}/missing/").status_code == 404
    assert acme_portal.get(f"/fleet/uploads/{uuid.uuid4()}/missing/").status_code == 404


def test_ticked_ones_are_marked_and_one_page_names_the_others(acme_portal, in_acme, as_alice, now):
    rows = tuple(f"SERIAL{number:06},A{number},Apple,iPhone 13,128,Lyon" for number in range(60))
    _before, after = lists(as_alice, now, (FIRST, *rows), (FIRST,))
    first_page = acme_portal.get(f"/fleet/uploads/{after.pk}/missing/")
    assert "1–50 of 60" in first_page.content.decode()
    kept = str(first_page.context["page"].rows[0].pk)

    change = changed(acme_portal, f"missing={after.pk}", scope="matching", gone="yes", **{"except": [kept]})

    assert change.changed == 59
    assert missing(after) == {Device.objects.get(pk=kept).serial}


def test_gone_device_is_neither_counted_nor_offered(acme_portal, in_acme):
    there, gone = make_device("THERE0000001"), make_device("GONE00000001")
    changed(acme_portal, device=[str(gone.pk)], gone="yes")
    gone.refresh_from_db()

    page = acme_portal.get("/fleet/")

    assert page.context["tally"].devices == 1
    assert [row.device for row in page.context["table"].rows] == [there]
    assert page.context["tally"].gone == 1
    assert list(Device.objects.free()) == [there]
    assert with_reasons(Device.objects.gone(), on=today()).get().why_not == "gone"
    assert (gone.is_free, str(standing_of(gone, on=today()).label)) == (False, "Gone")


def test_filter_shows_what_is_gone_and_nothing_else(acme_portal, in_acme):
    make_device("THERE0000001")
    gone = make_device("GONE00000001")
    changed(acme_portal, device=[str(gone.pk)], gone="yes")

    page = acme_portal.get("/fleet/?gone=yes")

    assert [row.device.serial for row in page.context["table"].rows] == ["GONE00000001"]
    assert page.context["table"].total == 1
    assert "?gone=yes" in acme_portal.get("/fleet/").content.decode()


def test_fleet_of_which_all_is_gone_is_not_called_empty(acme_portal, in_acme):
    changed(acme_portal, device=[str(make_device("GONE00000001").pk)], gone="yes")

    page = acme_portal.get("/fleet/").content.decode()

    assert "Your fleet is empty" not in page
    assert "?gone=yes" in page


def test_gone_device_can_be_called_back(acme_portal, in_acme):
    gone = make_device("GONE00000001")
    changed(acme_portal, device=[str(gone.pk)], gone="yes")
    assert "It is still there…" in acme_portal.get(f"/fleet/devices/{gone.pk}/").content.decode()

    changed(acme_portal, device=[str(gone.pk)], gone="-")

    gone.refresh_from_db()
    assert (gone.gone_at, gone.gone_by_name) == (None, "")


def test_list_that_names_it_brings_it_back_and_undoing_that_list_takes_it_away(in_acme, as_alice, now):
    lists(as_alice, now, (FIRST, SECOND))
    Device.objects.filter(serial="F2LXK1AAAA02").update(gone_at=now, gone_by_name="Alice Martin")

    later = imported(sheet(SECOND), as_alice, now + dt.timedelta(days=3), "later.csv")

    device = Device.objects.get(serial="F2LXK1AAAA02")
    assert (device.gone_at, later.summary["updated"]) == (None, 1)
    assert history_of(device)[0].title == "There again: named by later.csv"
    take_back(upload_id=later.pk, at=now + dt.timedelta(days=4))
    device.refresh_from_db()
    assert device.gone_by_name == "Alice Martin"


def test_undo_gives_back_what_was_there(acme_portal, in_acme):
    there = make_device("THERE0000001")
    change = changed(acme_portal, device=[str(there.pk)], gone="yes")
    assert history_of(Device.objects.get())[0].by == "Alice Martin"

    acme_portal.post(f"/fleet/changes/{change.pk}/undo/")
    run(change)

    there.refresh_from_db()
    assert (there.gone_at, there.gone_by_name, change.restored) == (None, "", 1)


def test_device_in_an_offer_is_not_marked(acme_portal, in_acme):
    held = make_device("HELD00000001", offer_id=uuid.uuid4())

    change = changed(acme_portal, device=[str(held.pk)], gone="yes")

    assert (change.changed, change.in_offer) == (0, 1)


def test_marking_twice_keeps_the_first_day(acme_portal, in_acme):
    gone = make_device("GONE00000001")
    changed(acme_portal, device=[str(gone.pk)], gone="yes")

    change = changed(acme_portal, device=[str(gone.pk)], gone="yes", grade="A")

    assert (change.changed, change.unchanged) == (1, 0)
    gone.refresh_from_db()
    assert gone.grade == "A"


def test_page_is_a_fixed_number_of_queries(acme_portal, in_acme, as_alice, now):
    def statements(upload: Upload) -> int:
        with queries() as ran:
            acme_portal.get(f"/fleet/uploads/{upload.pk}/missing/")
        return len(ran)

    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST,))
    with_one = statements(second)
    rows = tuple(f"SERIAL{number:06},A{number},Apple,iPhone 13,128,Lyon" for number in range(20))
    third, fourth = lists(as_alice, now + dt.timedelta(days=9), (FIRST, *rows), (FIRST,))

    assert third != fourth
    assert statements(fourth) == with_one


def test_viewer_sees_the_page_and_cannot_mark(acme_portal_of_bob, in_acme, as_alice, now):
    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST,))

    page = acme_portal_of_bob.get(f"/fleet/uploads/{second.pk}/missing/").content.decode()

    assert "F2LXK1AAAA02" in page
    assert "Mark as gone" not in page
    assert not BulkChange.objects.exists()


def test_other_organisation_has_no_such_page(globex_portal, in_acme, as_alice, now):
    (upload,) = lists(as_alice, now, (FIRST,))

    assert globex_portal.get(f"/fleet/uploads/{upload.pk}/missing/").status_code == 404
    assert globex_portal.post(f"/fleet/changes/new/?missing={upload.pk}", {"scope": "matching"}).status_code == 400


def test_page_speaks_french(acme_portal, in_acme, as_alice, now, alice):
    User.objects.filter(pk=alice.pk).update(language="fr")
    _first, second = lists(as_alice, now, (FIRST, SECOND), (FIRST,))

    page = acme_portal.get(f"/fleet/uploads/{second.pk}/missing/").content.decode()

    assert "Absents de cette liste" in page
    assert "Marquer comme disparus…" in page

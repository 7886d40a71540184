import re
import uuid

import pytest
from django.utils import timezone

from fleet.actions.bulk_changes import NothingToChange, ask_for_change
from fleet.history import history_of
from fleet.models import BulkChange, Device, Site
from records.models import Event
from tenants.jobs import run_job_here
from tenants.models import Job, OutboxEvent, User
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.devices import make_device

pytestmark = pytest.mark.django_db

NEW = "/fleet/changes/new/"


def run(change: BulkChange) -> Job:
    change.refresh_from_db()
    job = run_job_here(Job.objects.get(pk=str(change.job_id)))
    change.refresh_from_db()
    return job


def changed(client, query: str = "", **data) -> BulkChange:
    """The change that is asked for by the form of the table and then by that of the page, and made."""
    response = client.post(f"{NEW}?{query}", {"step": "values", **data})
    assert response.status_code == 302, response.content.decode()
    change = BulkChange.objects.latest("asked_at")
    run(change)
    return change


def values_of(name: str) -> dict[str, object]:
    return dict(Device.objects.values_list("serial", name))


def test_it_works(acme_portal, in_acme):
    lyon = Site.objects.create(name="Lyon", sort_key="lyon")
    first, _second = make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02")

    change = changed(acme_portal, device=[str(first.pk)], site=str(lyon.pk), grade="B", cost_centre="210 Sales")

    first.refresh_from_db()
    assert (first.site, first.grade, first.cost_centre) == (lyon, "B", "210 Sales")
    assert values_of("grade") == {"F2LXK1AAAA01": "B", "F2LXK1AAAA02": ""}
    assert "1 device was changed." in acme_portal.get(f"/fleet/changes/{change.pk}/").content.decode()


def test_first_step_asks_and_writes_nothing(acme_portal, in_acme):
    device = make_device("F2LXK1AAAA01")
    make_device("HELD00000001", offer_id=uuid.uuid4())

    page = acme_portal.post(NEW, {"scope": "matching"}).content.decode()

    assert "Change 2 devices" in page
    assert "1 of them stands in a buy-back offer" in page
    assert not BulkChange.objects.exists()
    assert acme_portal.get(NEW).status_code == 405
    assert str(device.pk) not in page  # the filter is kept, never the ids of a page


def test_all_that_match_but_for_the_unticked(acme_portal, in_acme):
    devices = [make_device(f"SERIAL{number:06}", grade="A") for number in range(60)]
    make_device("OTHER0000001", grade="B")

    change = changed(
        acme_portal, "grade=A&sort=since&page=x", scope="matching", **{"except": [str(devices[3].pk)]}, owner="lessor"
    )

    assert change.selection == {"filter": {"grade": ["A"]}, "except": [str(devices[3].pk)]}
    assert change.changed == 59
    assert set(Device.objects.exclude(owner="lessor").values_list("serial", flat=True)) == {
        "SERIAL000003",
        "OTHER0000001",
    }


def test_devices_in_an_offer_and_those_that_are_so_already_are_counted_apart(acme_portal, in_acme):
    make_device("FREE00000001", grade="A")
    make_device("SAME00000001", grade="C")
    make_device("HELD00000001", grade="A", offer_id=uuid.uuid4())

    change = changed(acme_portal, scope="matching", grade="C")

    assert (change.changed, change.unchanged, change.in_offer) == (1, 1, 1)
    assert values_of("grade") == {"FREE00000001": "C", "SAME00000001": "C", "HELD00000001": "A"}


def test_site_and_grade_can_be_taken_away(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A", site=Site.objects.create(name="Lyon", sort_key="lyon"))

    changed(acme_portal, scope="matching", grade="-", site="-")

    device = Device.objects.get()
    assert (device.grade, device.site) == ("", None)


def test_change_is_a_fixed_number_of_statements(in_acme, as_alice, now):
    def statements() -> int:
        change = ask_for_change(
            selection={"filter": {}}, values={"cost_centre": str(uuid.uuid4())}, by=as_alice, at=timezone.now()
        )
        with queries() as ran:
            run(change)
        return len(ran)

    make_device("F2LXK1AAAA01")
    with_one = statements()
    for number in range(30):
        make_device(f"SERIAL{number:06}")

    assert statements() == with_one


def test_history_says_who_changed_many(acme_portal, in_acme):
    device = make_device("F2LXK1AAAA01", grade="A")
    change = changed(acme_portal, scope="matching", grade="D")

    device.refresh_from_db()
    told = history_of(device)[0]

    assert (told.title, told.by) == ("Changed together with other devices", "Alice Martin")
    assert [(str(one.label), one.after[:1]) for one in told.changes] == [("grade", "D")]
    assert Event.objects.get(verb="devices.changed").subject_id == str(change.pk)
    assert OutboxEvent.objects.filter(kind="fleet.changed", payload={"change": str(change.pk)}).exists()


def test_undo_gives_back_what_each_device_had(acme_portal, in_acme):
    lyon = Site.objects.create(name="Lyon", sort_key="lyon")
    make_device("F2LXK1AAAA01", grade="A", site=lyon)
    make_device("F2LXK1AAAA02", grade="B")
    change = changed(acme_portal, scope="matching", grade="D", site="-")

    acme_portal.post(f"/fleet/changes/{change.pk}/undo/")
    run(change)

    assert values_of("grade") == {"F2LXK1AAAA01": "A", "F2LXK1AAAA02": "B"}
    assert values_of("site__name") == {"F2LXK1AAAA01": "Lyon", "F2LXK1AAAA02": None}
    assert (change.restored, change.kept, change.undone_by_name) == (2, 0, "Alice Martin")


def test_undo_leaves_what_something_else_has_touched_since(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A")
    offered = make_device("F2LXK1AAAA02", grade="A")
    change = changed(acme_portal, scope="matching", grade="D")
    Device.objects.filter(pk=offered.pk).update(offer_id=uuid.uuid4(), changed_at=timezone.now())

    acme_portal.post(f"/fleet/changes/{change.pk}/undo/")
    run(change)

    assert values_of("grade") == {"F2LXK1AAAA01": "A", "F2LXK1AAAA02": "D"}
    page = acme_portal.get(f"/fleet/changes/{change.pk}/").content.decode()
    assert "1 device stays, for something else has happened to it since." in page


def test_undone_change_cannot_be_undone_again(acme_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A")
    change = changed(acme_portal, scope="matching", grade="D")
    acme_portal.post(f"/fleet/changes/{change.pk}/undo/")
    run(change)

    again = acme_portal.post(f"/fleet/changes/{change.pk}/undo/", follow=True).content.decode()

    assert "undone already" in again
    assert Job.objects.filter(kind="fleet.undo_change").count() == 1


def test_second_click_changes_nothing_twice(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    for _click in range(2):
        acme_portal.post(NEW, {"step": "values", "scope": "matching", "grade": "B"})

    assert BulkChange.objects.count() == 1
    assert Job.objects.filter(kind="fleet.change_devices").count() == 1


@pytest.mark.parametrize(
    "data",
    [{}, {"grade": "Z"}, {"owner": "operator"}, {"site": str(uuid.uuid4())}, {"cost_centre": "x" * 101}],
    ids=["nothing", "grade", "sold to us", "no such site", "too long"],
)
def test_form_that_says_nothing_possible_comes_back(acme_portal, in_acme, data):
    make_device("F2LXK1AAAA01")

    response = acme_portal.post(NEW, {"step": "values", "scope": "matching", **data})

    assert response.status_code == 422
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize("data", [{"device": "nonsense"}, {"scope": "matching", "except": "nonsense"}])
def test_selection_that_is_none_is_a_bad_request(acme_portal, in_acme, data):
    make_device("F2LXK1AAAA01")

    assert acme_portal.post(NEW, data).status_code == 400


def test_nothing_ticked_leads_back_to_the_filtered_table(acme_portal, in_acme):
    response = acme_portal.post(f"{NEW}?grade=A", {"scope": "rows"})

    assert response.headers["Location"] == "/fleet/?grade=A"


def test_site_that_goes_meanwhile_changes_nothing(in_acme, as_alice, now):
    make_device("F2LXK1AAAA01")
    change = ask_for_change(
        selection={"filter": {"site": [str(uuid.uuid4())]}}, values={"grade": "A"}, by=as_alice, at=now
    )

    job = run(change)

    assert job.state == "failed"
    assert "Nothing was changed" in job.problem
    assert values_of("grade") == {"F2LXK1AAAA01": ""}


def test_viewer_sees_no_bar_and_changes_nothing(acme_portal_of_bob, in_acme, as_bob, now):
    make_device("F2LXK1AAAA01")

    assert NEW not in acme_portal_of_bob.get("/fleet/").content.decode()
    assert acme_portal_of_bob.post(NEW, {"scope": "matching"}).status_code == 403
    with pytest.raises(PermissionRefused):
        ask_for_change(selection={"filter": {}}, values={"grade": "A"}, by=as_bob, at=now)


def test_nothing_selected_is_refused(in_acme, as_alice, now):
    with pytest.raises(NothingToChange):
        ask_for_change(selection={"devices": []}, values={"grade": "A"}, by=as_alice, at=now)


def test_other_organisation_is_not_reached(acme_portal, globex_portal, in_acme):
    make_device("F2LXK1AAAA01", grade="A")
    change = changed(acme_portal, scope="matching", grade="D")

    assert globex_portal.get(f"/fleet/changes/{change.pk}/").status_code == 404
    assert globex_portal.post(f"/fleet/changes/{change.pk}/undo/").status_code == 404
    assert globex_portal.post(NEW, {"scope": "matching"}).headers["Location"] == "/fleet/?"


def test_page_of_a_change_speaks_french(acme_portal, in_acme, alice):
    make_device("F2LXK1AAAA01", grade="A")
    User.objects.filter(pk=alice.pk).update(language="fr")
    change = changed(acme_portal, scope="matching", grade="D")

    assert "1 appareil a été modifié." in acme_portal.get(f"/fleet/changes/{change.pk}/").content.decode()


def test_who_paid_is_said_of_many_devices_at_once_and_taken_back(acme_portal, in_acme):
    make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02")
    said = {"funding": "grant", "grant_name": "Tablets for all", "restricted_until_year": "2029"}

    change = changed(acme_portal, scope="matching", **said)

    page = acme_portal.get(f"/fleet/changes/{change.pk}/").content.decode()
    assert {*Device.objects.values_list(*said)} == {("grant", "Tablets for all", 2029)}
    assert {"Grant", "Tablets for all", "2029"} <= {*re.findall(r"Grant|Tablets for all|2029", page)}
    acme_portal.post(f"/fleet/changes/{change.pk}/undo/")
    run(change)
    assert {*Device.objects.values_list(*said)} == {("", "", None)}

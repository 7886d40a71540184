"""Sites are renamed, put below each other, and merged where two spellings are one place."""

import pytest

from fleet.actions.sites import SiteRefused, arrange_site, merge_site
from fleet.history import history_of
from fleet.models import Device, Site
from records.models import Event
from tenants.actor import Actor
from tenants.jobs import enqueue_job, run_job_here
from tenants.models import OutboxEvent, User
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.devices import make_device
from tests.fleet.test_importing import imported, sheet

pytestmark = pytest.mark.django_db


def place(name: str, **more) -> Site:
    return Site.objects.create(name=name, sort_key=name.lower(), **more)


def settle(organisation, by: Actor, at) -> dict[str, int]:
    job = enqueue_job(kind="fleet.settle_sites", organisation_id=organisation.pk, arguments={}, by=by, at=at)
    return run_job_here(job).result


def test_it_works(acme_portal, in_acme, as_alice, now):
    lyon, other = place("Lyon"), place("LYON (HQ)")
    device = make_device("F2LXK1AAAA01", site=other)

    acme_portal.post(f"/fleet/sites/{other.pk}/merge/", {"into": str(lyon.pk)})
    moved = settle(in_acme, as_alice, now)

    device.refresh_from_db()
    assert (device.site, moved) == (lyon, {"moved": 1})
    page = acme_portal.get("/fleet/sites/").content.decode()
    assert "LYON (HQ)" not in page.replace("“LYON (HQ)” is “Lyon”", "")
    told = history_of(device)[0]
    assert (told.title, told.by) == ("Moved as its site was merged with another", "Alice Martin")
    assert [(str(one.label), one.before, one.after) for one in told.changes] == [("Site", "LYON (HQ)", "Lyon")]


def test_merging_is_an_event_and_moves_the_devices_by_a_job(in_acme, as_alice, now):
    lyon, other = place("Lyon"), place("Lyons")

    merge_site(site=other, into=lyon, by=as_alice, at=now)

    assert Event.objects.get(verb="site.merged").data == {"into": "Lyon"}
    assert OutboxEvent.objects.filter(kind="fleet.changed", payload={"site": str(other.pk)}).exists()


def test_list_that_writes_the_other_spelling_follows(in_acme, as_alice, now):
    lyon, other = place("Lyon"), place("Lyon Sud")
    merge_site(site=other, into=lyon, by=as_alice, at=now)

    imported(sheet("F2LXK1AAAA01,A1,Apple,iPhone 13,128,LYON SUD"), as_alice, now)
    settle(in_acme, as_alice, now)

    assert Device.objects.get().site == lyon
    assert Site.objects.in_use().count() == 1


def test_former_name_stays_a_spelling(acme_portal, in_acme, as_alice, now):
    site = place("Batiment 7")

    acme_portal.post(f"/fleet/sites/{site.pk}/", {"name": "Lyon", "parent": ""})
    imported(sheet("F2LXK1AAAA01,A1,Apple,iPhone 13,128,Batiment 7"), as_alice, now)
    settle(in_acme, as_alice, now)

    assert (Device.objects.get().site.name, Site.objects.in_use().count()) == ("Lyon", 1)


def test_name_can_be_taken_back(in_acme, as_alice, now):
    site = place("Lyon")

    for name in ("Lugdunum", "Lyon", "LYON"):
        arrange_site(site=site, name=name, parent=None, by=as_alice, at=now)

    site.refresh_from_db()
    assert site.name == "LYON"
    assert list(Site.objects.filter(merged_into=site).values_list("name", flat=True)) == ["Lugdunum"]


def test_site_lies_below_another(acme_portal, in_acme):
    school, annex = place("School"), place("Annex")

    acme_portal.post(f"/fleet/sites/{annex.pk}/", {"name": "Annex", "parent": str(school.pk)})

    assert [(site.name, site.depth) for site in Site.objects.as_tree()] == [("School", 0), ("Annex", 1)]
    assert Event.objects.get(verb="site.arranged").data["after"]["parent"] == str(school.pk)


def test_saving_what_is_so_already_is_no_event(in_acme, as_alice, now):
    arrange_site(site=place("Lyon"), name=" Lyon ", parent=None, by=as_alice, at=now)

    assert not Event.objects.exists()


def test_circle_is_refused(acme_portal, in_acme, as_alice, now):
    school = place("School")
    annex = place("Annex", parent=school)
    room = place("Room", parent=annex)

    for below in (school, annex, room):
        with pytest.raises(SiteRefused, match="lies below this site"):
            arrange_site(site=school, name="School", parent=below, by=as_alice, at=now)
    page = acme_portal.post(f"/fleet/sites/{school.pk}/", {"name": "School", "parent": str(room.pk)})
    assert (page.status_code, Site.objects.get(pk=school.pk).parent) == (422, None)


def test_merging_into_a_site_below_leaves_the_tree_whole(in_acme, as_alice, now):
    trust = place("Trust")
    school = place("School", parent=trust)
    annex, room = place("Annex", parent=school), place("Room", parent=school)

    merge_site(site=school, into=annex, by=as_alice, at=now)

    annex.refresh_from_db()
    room.refresh_from_db()
    assert (annex.parent, room.parent) == (trust, annex)


def test_merging_twice_ends_at_the_last(in_acme, as_alice, now):
    first, second, third = place("A"), place("B"), place("C")
    device = make_device("F2LXK1AAAA01", site=first)

    merge_site(site=first, into=second, by=as_alice, at=now)
    merge_site(site=second, into=third, by=as_alice, at=now)
    settle(in_acme, as_alice, now)

    device.refresh_from_db()
    assert device.site == third
    with pytest.raises(SiteRefused, match="part of another one"):
        merge_site(site=first, into=third, by=as_alice, at=now)


@pytest.mark.parametrize("into", ["", "itself", "00000000-0000-4000-8000-000000000000"])
def test_merging_into_nothing_is_answered(acme_portal, in_acme, into):
    site = place("Lyon")

    response = acme_portal.post(f"/fleet/sites/{site.pk}/merge/", {"into": str(site.pk) if into == "itself" else into})

    assert response.status_code == 422
    assert Site.objects.in_use().count() == 1


@pytest.mark.parametrize(("name", "sentence"), [("", "Give the site a name."), ("paris", "If the two are one place")])
def test_name_that_cannot_be_is_answered(acme_portal, in_acme, name, sentence):
    site, _paris = place("Lyon"), place("Paris")

    response = acme_portal.post(f"/fleet/sites/{site.pk}/", {"name": name, "parent": ""})

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_look_alikes_are_proposed(acme_portal, in_acme):
    one, other = place("Lyon-Sud"), place("Lyon Sud")

    page = acme_portal.get("/fleet/sites/").content.decode()

    assert "Are these one place?" in page
    assert f"/fleet/sites/{one.pk}/?into={other.pk}" in page or f"/fleet/sites/{other.pk}/?into={one.pk}" in page


def test_list_of_sites_is_a_fixed_number_of_queries(acme_portal, in_acme):
    def statements() -> int:
        with queries() as ran:
            acme_portal.get("/fleet/sites/")
        return len(ran)

    make_device("F2LXK1AAAA00", site=place("Lyon"))
    with_one = statements()
    for number in range(10):
        make_device(f"SERIAL{number:06}", site=place(f"Site {number}"))

    assert statements() == with_one


def test_page_without_sites_says_where_they_come_from(acme_portal, in_acme):
    assert "No site yet" in acme_portal.get("/fleet/sites/").content.decode()


def test_viewer_arranges_nothing(acme_portal_of_bob, in_acme, as_bob, now):
    site, other = place("Lyon"), place("Paris")
    make_device("F2LXK1AAAA01")

    assert acme_portal_of_bob.get("/fleet/sites/").status_code == 403
    assert acme_portal_of_bob.post(f"/fleet/sites/{site.pk}/merge/", {"into": str(other.pk)}).status_code == 403
    assert "/fleet/sites/" not in acme_portal_of_bob.get("/fleet/").content.decode()
    with pytest.raises(PermissionRefused):
        arrange_site(site=site, name="Paris", parent=None, by=as_bob, at=now)


def test_other_organisation_reaches_no_site(globex_portal, in_acme):
    site = place("Lyon")

    assert globex_portal.get(f"/fleet/sites/{site.pk}/").status_code == 404
    assert globex_portal.post(f"/fleet/sites/{site.pk}/merge/", {"into": str(site.pk)}).status_code == 404


def test_pages_speak_french(acme_portal, in_acme, alice):
    site = place("Lyon")
    User.objects.filter(pk=alice.pk).update(language="fr")

    assert "Ranger" in acme_portal.get("/fleet/sites/").content.decode()
    assert "Fusionner les deux" in acme_portal.get(f"/fleet/sites/{site.pk}/").content.decode()

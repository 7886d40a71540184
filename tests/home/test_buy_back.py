import pytest
from django.db.models import F
from django_tenants.utils import tenant_context

from quotes.models import BuyBackOffer
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.sent_twice import WINDOW
from tests.devices import make_device

pytestmark = pytest.mark.django_db

ADDRESS = "/fleet/request-offer/"


def asked():
    """The offers that were asked for."""
    return Job.objects.filter(kind="quotes.open_offer")


def test_it_works(acme_portal, in_acme):
    chosen, _other = make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02")

    response = acme_portal.post(ADDRESS, {"scope": "rows", "device": [str(chosen.pk)]})

    job = asked().get()
    assert response["Location"] == f"/jobs/{job.pk}/?lead_on=1"
    assert job.arguments["selection"] == {"devices": [str(chosen.pk)]}


def test_all_means_all_that_match_the_filter_not_only_the_page(acme_portal, in_acme):
    for number in range(60):
        make_device(f"SERIAL{number:06}", grade="A")
    make_device("PF3K9W2L0001", grade="B")

    acme_portal.post(f"{ADDRESS}?q=serial&grade=A&grade=C&sort=since&page=x", {"scope": "matching", "device": []})
    run_job_here(asked().get())

    assert asked().get().arguments["selection"] == {"filter": {"q": "serial", "grade": ["A", "C"]}}
    assert BuyBackOffer.objects.get().line_count == 60


def test_waiting_ends_on_the_offer(acme_portal, in_acme):
    device = make_device("F2LXK1AAAA01")
    waiting = acme_portal.post(ADDRESS, {"device": [str(device.pk)]})["Location"]
    run_job_here(asked().get())

    response = acme_portal.get(waiting, follow=True)

    assert response.status_code == 200
    assert response.request["PATH_INFO"] == f"/offers/{BuyBackOffer.objects.get().pk}/"


def test_nothing_ticked_is_a_sentence_and_the_same_table(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    response = acme_portal.post(f"{ADDRESS}?q=iphone", {"scope": "rows"}, follow=True)

    assert response.redirect_chain[0][0] == "/fleet/?q=iphone"
    assert "Choose at least one device." in response.content.decode()
    assert not asked().exists()


@pytest.mark.parametrize(
    ("query", "sent"),
    [("", {"device": ["not-an-id"]}), ("?site=3d5f9fd0-95e4-4e63-b4ab-2d1c3c1b4b8f", {"scope": "matching"})],
)
def test_selection_that_cannot_be_understood_reaches_no_device(acme_portal, in_acme, query, sent):
    make_device("F2LXK1AAAA01")

    assert acme_portal.post(ADDRESS + query, sent).status_code == 400
    assert not asked().exists()


def test_devices_of_another_organisation_are_not_offered(globex_portal, in_acme):
    device = make_device("F2LXK1AAAA01")

    globex_portal.post(ADDRESS, {"device": [str(device.pk)]})

    assert run_job_here(asked().get()).state == "failed"
    with tenant_context(in_acme):
        device.refresh_from_db()
    assert device.offer_id is None


def test_second_request_for_the_same_device_fails_with_a_sentence(acme_portal, in_acme):
    device = make_device("F2LXK1AAAA01")
    acme_portal.post(ADDRESS, {"device": [str(device.pk)]})
    asked().update(created_at=F("created_at") - 2 * WINDOW)  # no second click any more
    acme_portal.post(ADDRESS, {"device": [str(device.pk)]})
    for job in asked().order_by("created_at"):
        run_job_here(job)

    assert sorted(asked().values_list("state", flat=True)) == ["done", "failed"]
    assert BuyBackOffer.objects.count() == 1


def test_viewer_may_not_ask(acme_portal_of_bob, in_acme):
    device = make_device("F2LXK1AAAA01")

    assert acme_portal_of_bob.post(ADDRESS, {"device": [str(device.pk)]}).status_code == 403

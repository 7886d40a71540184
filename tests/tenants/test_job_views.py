from datetime import timedelta
from uuid import uuid4

import pytest

from b2b_portal.home.job_pages import RESULT_PAGES
from b2b_portal.home.templatetags.job_words import KINDS
from tenants.jobs import KINDS as REGISTERED
from tenants.models import Job
from tests.catalogue.queries import queries

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def make_job(organisation, at, *, kind="fleet.read_upload", state="done", title="fleet.csv", **values) -> Job:
    finished = at if state in ("done", "failed", "parked") else None
    return Job.objects.create(
        organisation=organisation,
        kind=kind,
        title=title,
        state=state,
        created_at=at,
        heartbeat_at=at,
        finished_at=finished,
        created_by_name="Alice Martin",
        **values,
    )


def test_it_works(acme_portal, acme, now):
    job = make_job(acme, now, state="running", step="identifying", done=660, total=1000)

    page = acme_portal.get(f"/jobs/{job.pk}/").content.decode()

    assert "Reading a file: fleet.csv" in page
    assert "Identifying devices" in page
    assert "660 of 1,000" in page


def test_tray_shows_the_last_five(acme_portal, acme, now):
    for age in range(7):
        make_job(acme, now - timedelta(hours=age), title=f"file-{age}.csv")

    tray = acme_portal.get("/jobs/tray/", headers=HTMX).content.decode()

    assert [f"file-{age}.csv" in tray for age in range(7)] == [True] * 5 + [False] * 2


def test_tray_counts_what_is_running(acme_portal, acme, now):
    make_job(acme, now, state="running")
    make_job(acme, now, state="queued")
    make_job(acme, now, state="done")

    tray = acme_portal.get("/jobs/tray/", headers=HTMX).content.decode()

    assert 'hx-swap-oob="true">2<' in tray


def test_tray_keeps_our_chores_to_ourselves(acme_portal, acme, now):
    make_job(acme, now, kind="quotes.keep_quote", title="secret chore")

    assert "secret chore" not in acme_portal.get("/jobs/tray/", headers=HTMX).content.decode()


@pytest.mark.parametrize("path", ["/jobs/{}/", "/jobs/{}/progress/"])
def test_job_of_another_organisation_is_not_found(globex_portal, acme, now, path):
    job = make_job(acme, now)

    assert globex_portal.get(path.format(job.pk), headers=HTMX).status_code == 404


def test_list_holds_only_jobs_of_the_organisation(globex_portal, acme, now):
    make_job(acme, now, title="acme.csv")

    assert "acme.csv" not in globex_portal.get("/jobs/").content.decode()


def test_list_without_jobs_offers_the_first_step(acme_portal):
    page = acme_portal.get("/jobs/").content.decode()

    assert "Nothing has run yet" in page
    assert "/fleet/uploads/new/" in page


def test_list_is_paged(acme_portal, acme, now):
    for age in range(30):
        make_job(acme, now - timedelta(minutes=age), title=f"file-{age:02}.csv")

    page = acme_portal.get("/jobs/")
    next_page = acme_portal.get(f"/jobs/{page.context['links']['next']}").content.decode()

    assert "file-24.csv" in page.content.decode()
    assert ["file-24.csv" in next_page, "file-25.csv" in next_page] == [False, True]


def test_progress_of_a_running_job_asks_again(acme_portal, acme, now):
    job = make_job(acme, now, state="running", total=100, done=40)

    response = acme_portal.get(f"/jobs/{job.pk}/progress/", headers=HTMX)

    assert response.status_code == 200
    assert 'hx-trigger="every 1s"' in response.content.decode()


@pytest.mark.parametrize("state", ["done", "failed", "parked"])
def test_progress_of_an_ended_job_stops_the_polling_and_loads_the_page_anew(acme_portal, acme, now, state):
    job = make_job(acme, now, state=state)

    response = acme_portal.get(f"/jobs/{job.pk}/progress/", headers=HTMX)

    assert (response.status_code, response["HX-Refresh"]) == (286, "true")
    assert "hx-trigger" not in response.content.decode()


def test_progress_opened_as_a_page_leads_to_the_jobs_page(acme_portal, acme, now):
    job = make_job(acme, now)

    assert acme_portal.get(f"/jobs/{job.pk}/progress/")["Location"] == f"/jobs/{job.pk}/"


def test_who_waits_for_an_offer_is_led_on_to_it(acme_portal, acme, now):
    offer_id = str(uuid4())
    job = make_job(acme, now, kind="quotes.open_offer", result={"offer": offer_id})

    assert acme_portal.get(f"/jobs/{job.pk}/?lead_on=1")["Location"] == f"/offers/{offer_id}/"


def test_who_looks_a_done_job_up_stays_on_its_page(acme_portal, acme, now):
    offer_id = str(uuid4())
    job = make_job(acme, now, kind="quotes.open_offer", result={"offer": offer_id})

    response = acme_portal.get(f"/jobs/{job.pk}/")

    assert response.status_code == 200
    assert f"/offers/{offer_id}/" in response.content.decode()


def test_failed_job_shows_the_sentence_and_leads_nowhere(acme_portal, acme, now):
    job = make_job(acme, now, kind="quotes.open_offer", state="failed", problem="None of these devices can be offered.")

    response = acme_portal.get(f"/jobs/{job.pk}/?lead_on=1")

    assert response.status_code == 200
    assert "None of these devices can be offered." in response.content.decode()


def test_name_of_a_file_is_text(acme_portal, acme, now):
    job = make_job(acme, now, title="<script>alert(1)</script>" + "x" * 250)

    for path in ("/jobs/", f"/jobs/{job.pk}/", "/jobs/tray/"):
        page = acme_portal.get(path).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("path", ["/jobs/", "/jobs/tray/"])
def test_queries_do_not_grow_with_the_jobs(acme_portal, acme, now, path):
    for _ in range(30):
        make_job(acme, now)

    with queries() as ran:
        acme_portal.get(path)

    assert len(ran) <= 12


def test_every_job_that_people_follow_has_words_and_a_body():
    assert set(RESULT_PAGES) == set(KINDS)
    assert set(RESULT_PAGES) <= set(REGISTERED)

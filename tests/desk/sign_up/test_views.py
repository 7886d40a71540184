import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from tenants.jobs import run_job_here
from tenants.models import Job, Organisation, SignUpRequest, User
from tenants.outbox import drain_outbox
from tenants.roles import StaffRole
from tenants.sign_up import request_sign_up
from tests.conftest import HostClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(now):
    return request_sign_up(
        organisation_name="Initech (fictitious)",
        kind="company",
        country="FR",
        full_name="Ines <b>Tech</b>",
        email="ines@initech.example",
        message="120 laptops\n<script>alert(1)</script>",
        language="en",
        at=now,
    )


def run_queued_jobs(now):
    while drain_outbox(at=now) or Job.objects.filter(state="queued").exists():
        for job in Job.objects.filter(state="queued").order_by("created_at"):
            run_job_here(job)


def test_it_works(desk, asked, now):
    """From the desk's click to the new administrator's first page."""
    answer = desk.post(f"/sign-ups/{asked.pk}/approve/", {"slug": "initech"}, follow=True)
    assert "is being set up" in answer.content.decode()

    run_queued_jobs(now)
    link = re.search(r"http://initech\.localhost[:\d]*(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]
    portal = HostClient("initech")
    form = portal.get(link, follow=True)
    password = "a long enough secret"
    portal.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    portal.post("/account/login/", {"login": "ines@initech.example", "password": password})

    assert portal.get("/").status_code == 200
    assert EmailAddress.objects.get(email="ines@initech.example").verified, "a second factor asks for that"
    assert portal.session["_auth_user_id"] == str(User.objects.get(email="ines@initech.example").pk)


def test_list_without_requests_says_what_it_is_for(desk):
    page = desk.get("/sign-ups/").content.decode()

    assert "Nobody is waiting" in page
    assert "/en/sign-up/" in page


def test_list_has_open_requests_and_answers(desk, asked):
    assert "Initech (fictitious)" in desk.get("/sign-ups/").content.decode()

    desk.post(f"/sign-ups/{asked.pk}/decline/", {"reason": "Too far."})

    page = desk.get("/sign-ups/").content.decode()
    assert "Nobody is waiting" in page
    assert "Declined" in page


def test_request_shows_what_people_wrote_as_text(desk, asked):
    page = desk.get(f"/sign-ups/{asked.pk}/").content.decode()

    assert "Ines &lt;b&gt;Tech&lt;/b&gt;" in page
    assert "<script>alert(1)" not in page
    assert 'value="initech-fictitious"' in page


@pytest.mark.parametrize("slug", ["acme", "desk", "UPPER", "a" * 41, ""])
def test_bad_or_taken_address_gets_a_sentence_beside_the_field(desk, asked, slug):
    answer = desk.post(f"/sign-ups/{asked.pk}/approve/", {"slug": slug})

    assert answer.status_code == 422
    assert answer.context["approve"].errors["slug"]
    assert SignUpRequest.objects.get().is_open


def test_double_click_on_approve_makes_one_organisation(desk, asked):
    desk.post(f"/sign-ups/{asked.pk}/approve/", {"slug": "initech"})

    answer = desk.post(f"/sign-ups/{asked.pk}/approve/", {"slug": "initech"}, follow=True)

    assert "has already answered" in answer.content.decode()
    assert Organisation.objects.filter(slug__startswith="initech").count() == 1


def test_decline_needs_a_reason(desk, asked):
    answer = desk.post(f"/sign-ups/{asked.pk}/decline/", {"reason": "  "})

    assert answer.status_code == 422
    assert SignUpRequest.objects.get().is_open


def test_decline_tells_the_person_why(desk, asked, now):
    desk.post(f"/sign-ups/{asked.pk}/decline/", {"reason": "We do not collect there yet."})

    run_queued_jobs(now)

    assert "We do not collect there yet." in mail.outbox[0].body
    assert "We do not collect there yet." in desk.get(f"/sign-ups/{asked.pk}/").content.decode()


@pytest.mark.parametrize("role", [StaffRole.INSPECTOR, StaffRole.FINANCE, StaffRole.EDITOR, StaffRole.PRICE_MANAGER])
def test_staff_without_the_permission_are_refused(asked, role):
    person = User.objects.create_user(f"{role}@renew.example", None, full_name=role, language="en", staff_role=role)
    client = HostClient("desk").sign_in(person, "desk")

    assert client.get("/sign-ups/").status_code == 403
    assert client.get(f"/sign-ups/{asked.pk}/").status_code == 403
    assert client.post(f"/sign-ups/{asked.pk}/approve/", {"slug": "initech"}).status_code == 403
    assert client.post(f"/sign-ups/{asked.pk}/decline/", {"reason": "No."}).status_code == 403
    assert SignUpRequest.objects.get().is_open


def test_stranger_is_asked_to_sign_in(asked):
    assert HostClient("desk").get(f"/sign-ups/{asked.pk}/").url.startswith("/account/login/")


def test_requests_are_unknown_in_a_portal(acme_portal, asked):
    assert acme_portal.get(f"/sign-ups/{asked.pk}/").status_code == 404


@pytest.mark.parametrize("answer", ["approve", "decline"])
def test_following_a_link_decides_nothing(desk, asked, answer):
    assert desk.get(f"/sign-ups/{asked.pk}/{answer}/").status_code == 405


def test_unknown_request_is_a_404(desk):
    assert desk.get("/sign-ups/00000000-0000-0000-0000-000000000000/").status_code == 404

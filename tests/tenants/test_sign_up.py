import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tenants.actions import OrganisationRefused
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Membership, Organisation, SignUpRequest, User
from tenants.outbox import drain_outbox
from tenants.permissions import PermissionRefused
from tenants.sign_up import SignUpDecided, approve_sign_up, decline_sign_up, request_sign_up

pytestmark = pytest.mark.django_db


def ask(now, **changes):
    values = {
        "organisation_name": "Initech (fictitious)",
        "kind": "company",
        "country": "FR",
        "full_name": "Ines Tech",
        "email": "ines@initech.example",
        "message": "120 laptops",
        "language": "fr",
        **changes,
    }
    return request_sign_up(**values, at=now)


def run_queued_jobs(now):
    """What the worker does: jobs, then what follows from them, until nothing is left."""
    while True:
        drain_outbox(at=now)
        queued = list(Job.objects.filter(state="queued").order_by("created_at"))
        if not queued:
            return
        for job in queued:
            run_job_here(job)


def test_it_works(now, as_sam):
    sign_up = ask(now)

    organisation = approve_sign_up(sign_up_id=sign_up.pk, slug="initech", by=as_sam, at=now)
    run_queued_jobs(now)

    organisation.refresh_from_db()
    member = Membership.objects.for_organisation(organisation).get()
    assert (organisation.status, organisation.language) == ("ready", "fr")
    assert (member.user.email, member.role) == ("ines@initech.example", "admin")
    assert [message.to for message in mail.outbox] == [["ines@initech.example"]]


def test_asking_twice_while_it_is_open_is_one_request(now):
    first = ask(now)

    second = ask(now + timedelta(seconds=1), email=" INES@initech.example", organisation_name="Initech  (fictitious)\n")

    assert second == first


def test_asking_again_after_an_answer_is_a_new_request(now, as_sam):
    first = ask(now)
    decline_sign_up(sign_up_id=first.pk, reason="Too far away.", by=as_sam, at=now)

    second = ask(now)

    assert second != first


def test_approval_before_the_schema_is_ready_sends_nothing(now, as_sam):
    approve_sign_up(sign_up_id=ask(now).pk, slug="initech", by=as_sam, at=now)

    drain_outbox(at=now)

    assert not Job.objects.filter(kind="tenants.tell_portal_ready", organisation__slug="initech").exists()
    assert mail.outbox == []


def test_approval_welcomes_the_person_in_his_language_with_a_link_on_his_own_host(now, as_sam):
    approve_sign_up(sign_up_id=ask(now).pk, slug="initech", by=as_sam, at=now)

    run_queued_jobs(now)

    (letter,) = mail.outbox
    assert re.search(r"http://initech\.localhost(:\d+)?/account/password/reset/key/\S+/", letter.body)


def test_approval_of_somebody_with_a_password_sends_no_password_link(now, as_sam, alice):
    sign_up = ask(now, email=alice.email)

    approve_sign_up(sign_up_id=sign_up.pk, slug="initech", by=as_sam, at=now)
    run_queued_jobs(now)

    assert User.objects.filter(email=alice.email).count() == 1
    assert "password/reset" not in mail.outbox[0].body


def test_approval_assigns_the_approver_to_the_organisation(now, as_sam, sam):
    organisation = approve_sign_up(sign_up_id=ask(now).pk, slug="initech", by=as_sam, at=now)

    assert organisation in Organisation.objects.assigned_to(sam)


def test_approval_twice_is_refused_and_makes_one_organisation(now, as_sam):
    sign_up = ask(now)
    approve_sign_up(sign_up_id=sign_up.pk, slug="initech", by=as_sam, at=now)

    with pytest.raises(SignUpDecided, match="Sam"):
        approve_sign_up(sign_up_id=sign_up.pk, slug="initech-2", by=as_sam, at=now)

    assert not Organisation.objects.filter(slug="initech-2").exists()


@pytest.mark.parametrize("slug", ["acme", "desk", "Initech", "", "a" * 41])
def test_approval_at_a_bad_or_taken_address_leaves_the_request_open(now, as_sam, slug):
    sign_up = ask(now)

    with pytest.raises(OrganisationRefused):
        approve_sign_up(sign_up_id=sign_up.pk, slug=slug, by=as_sam, at=now)

    sign_up.refresh_from_db()
    assert sign_up.is_open
    assert not User.objects.filter(email=sign_up.email).exists()


def test_approval_of_a_closed_account_is_refused(now, as_sam, bob):
    bob.is_active = False
    bob.save()

    with pytest.raises(OrganisationRefused, match="closed"):
        approve_sign_up(sign_up_id=ask(now, email=bob.email).pk, slug="initech", by=as_sam, at=now)

    assert not Organisation.objects.filter(slug="initech").exists()


@pytest.mark.parametrize("role", ["price_manager", "inspector", "finance", "editor", "admin", ""])
def test_decision_without_the_permission_is_refused(now, role):
    sign_up = ask(now)
    somebody = Actor(id="1", name="Somebody", role=role)

    with pytest.raises(PermissionRefused):
        approve_sign_up(sign_up_id=sign_up.pk, slug="initech", by=somebody, at=now)
    with pytest.raises(PermissionRefused):
        decline_sign_up(sign_up_id=sign_up.pk, reason="No.", by=somebody, at=now)


def test_decline_sends_the_reason(now, as_sam):
    decline_sign_up(sign_up_id=ask(now, language="en").pk, reason="We do not serve <b>Mars</b> yet.", by=as_sam, at=now)

    run_queued_jobs(now)

    (letter,) = mail.outbox
    assert "We do not serve <b>Mars</b> yet." in letter.body
    assert letter.to == ["ines@initech.example"]


def test_decline_without_a_reason_is_refused_by_the_database(now, as_sam):
    with pytest.raises(IntegrityError, match="sign_up_declined_has_reason"), transaction.atomic():
        decline_sign_up(sign_up_id=ask(now).pk, reason="", by=as_sam, at=now)


def test_decline_after_approval_is_refused(now, as_sam):
    sign_up = ask(now)
    approve_sign_up(sign_up_id=sign_up.pk, slug="initech", by=as_sam, at=now)

    with pytest.raises(SignUpDecided):
        decline_sign_up(sign_up_id=sign_up.pk, reason="No.", by=as_sam, at=now)

    assert SignUpRequest.objects.get(pk=sign_up.pk).status == "approved"


def test_name_with_line_breaks_cannot_break_the_subject_of_a_letter(now, as_sam):
    sign_up = ask(now, organisation_name="Initech\r\nBcc: all@acme.example", full_name="Ines\nTech")

    decline_sign_up(sign_up_id=sign_up.pk, reason="No.", by=as_sam, at=now)
    run_queued_jobs(now)

    assert "\n" not in mail.outbox[0].subject


def test_organisation_made_by_command_welcomes_nobody(now, acme):
    job = Job.objects.create(kind="tenants.tell_portal_ready", organisation=acme, created_at=now, heartbeat_at=now)

    job = run_job_here(job)

    assert (job.state, job.result) == ("done", {"sent": 0})
    assert mail.outbox == []

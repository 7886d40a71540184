"""What the database itself refuses in the public schema."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tenants.models import AccessLog, Domain, Job, Membership, Organisation, StaffAssignment, User

pytestmark = pytest.mark.django_db


def refused(action) -> str:
    """The database's words."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        action()
    return str(error.value)


def test_it_works(acme):
    assert Organisation.objects.ready().get(slug="acme") == acme
    assert acme.url.startswith("http://acme.localhost")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"slug": "desk"}, "organisation_slug_not_reserved"),
        ({"schema_fingerprint": ""}, "organisation_ready_has_fingerprint"),
        ({"tax_status": "public_body"}, "organisation_company_is_no_public_body"),
        ({"slug": "globex"}, "slug"),
    ],
)
def test_organisation_that_cannot_be_is_refused(acme, changes, constraint):
    assert constraint in refused(lambda: Organisation.objects.filter(pk=acme.pk).update(**changes))


def test_two_organisations_at_one_address_are_refused(globex):
    assert "domain" in refused(lambda: Domain.objects.create(domain="acme", tenant=globex, is_primary=False))


def test_person_is_known_once_whatever_the_case_of_the_address():
    assert "user_email" in refused(lambda: User.objects.create(email="ALICE@acme.example", full_name="Alice"))


def test_person_is_a_member_once(alice, acme):
    assert "membership_once" in refused(lambda: Membership.objects.create(user=alice, organisation=acme, role="viewer"))


def test_assignment_stands_once(sam, acme):
    assert "staff_assignment_once" in refused(lambda: StaffAssignment.objects.create(user=sam, organisation=acme))


@pytest.mark.parametrize("action", ["update", "delete"])
def test_access_log_only_grows(acme, as_sam, now, action):
    AccessLog.objects.create(
        organisation=acme, by_id=as_sam.id, by_name=as_sam.name, by_role=as_sam.role, action="x", path="/", at=now
    )

    change = {"update": lambda: AccessLog.objects.update(by_name="nobody"), "delete": AccessLog.objects.all().delete}

    assert "access_log_append_only" in refused(change[action])


@pytest.mark.parametrize("state", ["done", "failed", "parked"])
def test_job_that_has_ended_says_when(now, state):
    job = Job.objects.create(kind="tests.fault", created_at=now, heartbeat_at=now)

    assert "job_finished_when_ended" in refused(lambda: Job.objects.filter(pk=job.pk).update(state=state))


def test_job_with_a_key_is_queued_once(now):
    values = {"kind": "tests.fault", "created_at": now, "heartbeat_at": now, "once_key": "tests:1"}
    Job.objects.create(**values)

    with pytest.raises(IntegrityError, match="once_key"), transaction.atomic():
        Job.objects.create(**values)


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, None), (1, 3, 33), (3, 3, 100), (9, 3, 100)])
def test_percent_of_a_job_never_passes_a_hundred(done, total, percent):
    assert Job(done=done, total=total).percent == percent

"""A job's body breaks in every way it can: its effect and its end stay one, and its worker lives."""

import pytest
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import get_language

from records.events import record_event
from records.models import Event
from tenants.actor import SYSTEM
from tenants.jobs import JobFailed, NoPulse, claim_job, run_claimed_job, run_job_here
from tenants.models import Job

pytestmark = pytest.mark.django_db


def leave_a_trace(run):
    record_event(subject=run.organisation, verb="tests.trace", by=SYSTEM, at=run.at)
    return {"traced": True}


def traces() -> int:
    return Event.objects.filter(verb="tests.trace").count()


def breaks_with(error):
    def body(run):
        leave_a_trace(run)
        raise error

    return body


def test_it_works(in_acme, queue, give_body, now):
    give_body(leave_a_trace)

    job = run_job_here(queue(in_acme, now))

    assert (job.state, job.attempts, job.result, traces()) == ("done", 1, {"traced": True}, 1)


def test_job_that_is_done_never_runs_again(in_acme, queue, give_body, now):
    give_body(leave_a_trace)
    job = run_job_here(queue(in_acme, now))

    run_job_here(job)

    assert (job.attempts, traces()) == (1, 1)


def test_job_is_claimed_by_one_worker_only(in_acme, queue, now):
    job = queue(in_acme, now)

    claims = [claim_job(job.pk, at=now) for _worker in range(3)]

    assert [claim is not None for claim in claims] == [True, False, False]


def test_body_that_refuses_fails_with_its_sentence_and_keeps_nothing(in_acme, queue, give_body, now):
    give_body(breaks_with(JobFailed("too_old", "Export the list again.")))

    job = run_job_here(queue(in_acme, now))

    assert (job.state, job.problem_code, job.problem) == ("failed", "too_old", "Export the list again.")
    assert traces() == 0


def test_body_that_breaks_fails_with_a_sentence_that_tells_no_secret(in_acme, queue, give_body, now):
    give_body(breaks_with(KeyError("a customer's name")))

    job = run_job_here(queue(in_acme, now))

    assert (job.state, job.problem_code, traces()) == ("failed", "unexpected", 0)
    assert job.problem.endswith(".")
    assert "customer" not in job.problem


@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), InterfaceError("it is closed")])
def test_job_that_loses_its_database_is_queued_again(in_acme, queue, give_body, now, error):
    give_body(breaks_with(error))

    job = run_job_here(queue(in_acme, now))

    assert (job.state, job.attempts, traces()) == ("queued", 1, 0)


def test_kind_puts_right_what_waited_for_a_failed_job(in_acme, queue, give_body, now):
    told = []
    give_body(
        breaks_with(JobFailed("too_old", "Export again.")), on_failure=lambda run, failure: told.append(failure.code)
    )

    run_job_here(queue(in_acme, now))

    assert told == ["too_old"]


def test_kind_that_cannot_put_it_right_still_ends_its_job(in_acme, queue, give_body, now):
    def on_failure(run, failure):
        leave_a_trace(run)
        raise ValueError

    give_body(breaks_with(JobFailed("too_old", "Export again.")), on_failure=on_failure)

    job = run_job_here(queue(in_acme, now))

    assert (job.state, job.problem, traces()) == ("failed", "Export again.", 0)


def test_worker_that_was_taken_for_dead_rolls_its_work_back(in_acme, queue, give_body, now):
    def body(run):
        Job.objects.filter(pk=run.job_id).update(state="queued")
        claim_job(run.job_id, at=timezone.now())  # by another worker
        return leave_a_trace(run)

    give_body(body)
    job = queue(in_acme, now)

    run_claimed_job(claim_job(job.pk, at=now), pulse=NoPulse())

    assert traces() == 0


def test_late_failure_of_a_worker_taken_for_dead_changes_nothing(in_acme, queue, give_body, now):
    give_body(breaks_with(JobFailed("too_old", "Export again.")))
    job = queue(in_acme, now)
    late = claim_job(job.pk, at=now)
    Job.objects.filter(pk=job.pk).update(state="queued")
    claim_job(job.pk, at=now)

    run_claimed_job(late, pulse=NoPulse())

    job.refresh_from_db()
    assert (job.state, job.attempts, job.problem) == ("running", 2, "")


def test_job_of_a_kind_nobody_knows_any_more_fails(in_acme, queue, now):
    job = queue(in_acme, now)
    Job.objects.filter(pk=job.pk).update(kind="of.an.older.release")

    job = run_job_here(job)

    assert (job.state, job.problem_code) == ("failed", "unexpected")


def test_body_speaks_the_language_of_its_organisation(in_acme, queue, give_body, now):
    in_acme.language = "fr"
    in_acme.save()
    give_body(lambda run: {"language": get_language()})

    job = run_job_here(queue(in_acme, now))

    assert job.result == {"language": "fr"}


def test_job_of_another_organisation_never_starts_here(in_acme, globex, queue, give_body, now):
    give_body(leave_a_trace)
    job = queue(globex, now)

    run_claimed_job(claim_job(job.pk, at=now), pulse=NoPulse())

    job.refresh_from_db()
    assert (job.state, traces()) == ("failed", 0)

"""Messages get lost and workers die: the sweeper hands their jobs on, and gives up after three attempts."""

from datetime import timedelta

import pytest
from celery import current_app

from tenants.jobs import claim_job
from tenants.models import Job
from tenants.sweeper import sweep_jobs

pytestmark = pytest.mark.django_db

SILENCE = timedelta(seconds=30)


@pytest.fixture
def hints(monkeypatch) -> list[str]:
    """The jobs that the workers were told of."""
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args=(), kwargs=None: sent.append(args[0]))
    return sent


def sweep(at) -> int:
    return sweep_jobs(silent_since=at - SILENCE, at=at)


def silent_job(queue, organisation, at, *, attempts=0, running=False) -> Job:
    job = queue(organisation, at - 2 * SILENCE)
    state = "running" if running else "queued"
    Job.objects.filter(pk=job.pk).update(state=state, attempts=attempts)
    job.refresh_from_db()
    return job


def test_it_works(acme, queue, hints, now):
    job = silent_job(queue, acme, now)

    swept = sweep(now)

    assert (swept, hints) == (1, [str(job.pk)])


def test_job_whose_worker_died_is_queued_again(acme, queue, hints, now):
    job = silent_job(queue, acme, now, attempts=1, running=True)

    sweep(now)

    job.refresh_from_db()
    assert (job.state, job.attempts, hints) == ("queued", 1, [str(job.pk)])


def test_job_with_a_heartbeat_is_left_alone(acme, queue, hints, now):
    job = queue(acme, now)
    claim_job(job.pk, at=now - timedelta(seconds=29))

    assert sweep(now) == 0
    assert hints == []


def test_swept_job_gets_time_to_start_before_it_is_swept_again(acme, queue, hints, now):
    silent_job(queue, acme, now)
    sweep(now)

    assert sweep(now + timedelta(seconds=5)) == 0


def test_job_is_parked_after_three_attempts_and_its_kind_puts_right_what_waited(acme, queue, give_body, hints, now):
    told = []
    give_body(lambda run: {}, on_failure=lambda run, failure: told.append((run.organisation.slug, failure.code)))
    job = silent_job(queue, acme, now, attempts=3, running=True)

    sweep(now)

    job.refresh_from_db()
    assert (job.state, told, hints) == ("parked", [("acme", "gave_up")], [])
    assert job.problem.endswith(".")


def test_job_that_lost_its_database_three_times_is_parked(acme, queue, hints, now):
    job = silent_job(queue, acme, now, attempts=3)

    sweep(now)

    job.refresh_from_db()
    assert job.state == "parked"


def test_job_that_cannot_be_handed_on_stops_no_other(acme, queue, hints, now, monkeypatch):
    broken = silent_job(queue, acme, now - SILENCE, attempts=3)
    silent = silent_job(queue, acme, now)
    monkeypatch.setattr("tenants.sweeper.fail_job", lambda *job, **state: 1 / 0)

    sweep(now)

    broken.refresh_from_db()
    assert (broken.state, hints) == ("queued", [str(silent.pk)])


def test_kind_that_breaks_when_told_is_parked_all_the_same(acme, queue, give_body, hints, now):
    give_body(lambda run: {}, on_failure=lambda run, failure: {}["missing"])
    job = silent_job(queue, acme, now, attempts=3)

    sweep(now)

    job.refresh_from_db()
    assert job.state == "parked"


def test_job_without_an_organisation_is_swept_too(db, queue, hints, now):
    job = silent_job(queue, None, now)

    sweep(now)

    assert hints == [str(job.pk)]

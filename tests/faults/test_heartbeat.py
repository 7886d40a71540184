"""A running job shows that it lives while its own transaction is still open, and costs a short job nothing."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tenants.heartbeat import Heartbeat
from tenants.jobs import claim_job
from tenants.models import Job
from tests.faults.conftest import second_connection

SHOWN = "SELECT step, done, total, heartbeat_at FROM public.tenants_job WHERE id = %s"


def shown(job: Job) -> tuple:
    with second_connection() as other:
        return other.execute(SHOWN, [job.pk]).fetchone()


def wait_until_shown(job: Job, done: int) -> tuple:
    deadline = time.monotonic() + 10
    while (found := shown(job))[1] != done:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


@pytest.fixture
def running_job(own_database, queue) -> Job:
    long_ago = timezone.now() - timedelta(minutes=5)
    return claim_job(queue(None, long_ago).pk, at=long_ago)


def test_it_works(running_job):
    with transaction.atomic(), Heartbeat(running_job) as pulse:
        pulse.beat(step="reading", done=3, total=10)

        step, done, total, beaten_at = wait_until_shown(running_job, 3)

    assert (step, done, total) == ("reading", 3, 10)
    assert timezone.now() - beaten_at < timedelta(minutes=1)


def test_short_job_waits_for_no_beat(running_job):
    started = time.perf_counter()

    for _turn in range(5):
        with Heartbeat(running_job) as pulse:
            pulse.beat(step="reading", done=1, total=1)

    assert time.perf_counter() - started < 3


def test_end_is_not_missed_while_a_beat_is_written(running_job):
    started = time.perf_counter()

    for turn in range(8):
        with Heartbeat(running_job) as pulse:
            pulse.beat(step="reading", done=turn, total=8)
            time.sleep(0.3 + turn / 200)  # ends about when the first beat is written

    assert time.perf_counter() - started < 8 * 0.5 + 2


def test_beat_of_a_worker_taken_for_dead_is_not_shown(running_job):
    Job.objects.filter(pk=running_job.pk).update(attempts=2)

    with Heartbeat(running_job) as pulse:
        pulse.beat(step="reading", done=7, total=10)
        time.sleep(0.8)

    assert shown(running_job)[1] == 0

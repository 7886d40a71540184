"""What happened is acted on once, however many drain at a time and however they end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tenants.actor import SYSTEM
from tenants.jobs import enqueue_job
from tenants.models import Job, Organisation, OutboxEvent
from tenants.outbox import drain_outbox, publish

EVENTS = 40


def publish_some(count: int, at, kind="organisation.ready") -> None:
    with transaction.atomic():
        organisation = Organisation.objects.get(slug="acme")
        for _number in range(count):
            publish(kind=kind, organisation_id=organisation.pk, payload={}, by=SYSTEM, at=at)


def jobs_that_followed() -> int:
    return Job.objects.filter(once_key__contains=":tenants.tell_portal_ready").count()


def test_it_works(db, now):
    publish_some(3, now)
    before = jobs_that_followed()

    handled = drain_outbox(at=now)

    assert (handled >= 3, jobs_that_followed() - before) == (True, handled)


def test_event_nobody_reacts_to_is_handled_once(db, now):
    drain_outbox(at=now)
    publish_some(1, now, kind="nobody.listens")

    assert [drain_outbox(at=now), drain_outbox(at=now)] == [1, 0]


def test_events_of_a_change_that_was_rolled_back_never_were(db, now):
    before = OutboxEvent.objects.count()

    with transaction.atomic():
        publish_some(1, now)
        transaction.set_rollback(True)

    assert OutboxEvent.objects.count() == before


def test_two_that_drain_at_once_queue_each_job_once(own_database, now):
    drain_outbox(at=now)
    before = jobs_that_followed()
    publish_some(EVENTS, now)
    together = Barrier(2)

    def drain(_number) -> int:
        together.wait(timeout=10)
        try:
            return sum(drain_outbox(at=timezone.now()) for _turn in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        handled = list(threads.map(drain, range(2)))

    assert sum(handled) == EVENTS
    assert jobs_that_followed() - before == EVENTS


def test_drain_that_breaks_half_way_is_made_good_by_the_next(own_database, now, monkeypatch):
    drain_outbox(at=now)
    before = jobs_that_followed()
    publish_some(3, now)

    calls = iter((enqueue_job, lambda **_job: 1 / 0))
    with monkeypatch.context() as broken:
        broken.setattr("tenants.outbox.enqueue_job", lambda **job: next(calls)(**job))
        with pytest.raises(ZeroDivisionError):
            drain_outbox(at=now)

    drain_outbox(at=now)

    assert jobs_that_followed() - before == 3

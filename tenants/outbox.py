"""A lower app never calls an upper one: it writes what happened, and the wiring says which job follows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tenants.utils import schema_context

from tenants.actor import Actor
from tenants.jobs import enqueue_job, hint_after_commit
from tenants.models import OutboxEvent

BATCH = 200


def publish(*, kind: str, organisation_id: UUID, payload: Mapping[str, str], by: Actor, at: datetime) -> OutboxEvent:
    """Write what happened in the caller's transaction, and hint the worker once that has committed."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"publish({kind!r}) must stand in the transaction of the change it tells of")
    event = OutboxEvent.objects.create(
        kind=kind,
        organisation_id=organisation_id,
        payload=dict(payload),
        by_id=by.id,
        by_name=by.name,
        published_at=at,
    )
    hint_after_commit("tenants.drain_outbox")
    return event


def reactions() -> Mapping[str, Sequence[str]]:
    """Kind of event to the kinds of job that follow it (b2b_portal/wiring.py)."""
    return import_string(settings.OUTBOX_REACTIONS)  # type: ignore[no-any-return]


def drain_outbox(*, at: datetime) -> int:
    """Queue the jobs that follow from unhandled events; each event once, however many drain at a time.

    Returns the number of events handled.
    """
    with schema_context("public"), transaction.atomic():
        unhandled = OutboxEvent.objects.select_for_update(skip_locked=True).filter(handled_at__isnull=True)
        events = list(unhandled.order_by("published_at", "id")[:BATCH])
        for event in events:
            for job_kind in reactions().get(event.kind, ()):
                enqueue_job(
                    kind=job_kind,
                    organisation_id=event.organisation_id,
                    arguments=event.payload,
                    by=Actor(event.by_id, event.by_name),
                    at=at,
                    once_key=f"{event.id}:{job_kind}",
                )
        OutboxEvent.objects.filter(pk__in=[event.pk for event in events]).update(handled_at=at)
    return len(events)

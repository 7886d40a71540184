"""Jobs: queued with the change that needs them, claimed by one worker, ended in the transaction of their effect.

    queued --claim--> running --body and 'done' in ONE transaction--> done
       ^                 |  raises JobFailed --> failed (+ the kind's on_failure)
       '---- sweeper ----'  silent for 30 s: queued again, parked after three attempts

A claim raises `attempts`, and the end is written only where `attempts` is still the same: a worker that was taken
for dead and comes back rolls its work back instead of doing it twice.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tenants.utils import schema_context, tenant_context

from tenants.actor import Actor
from tenants.connection import connection
from tenants.models import Job, Organisation

log = logging.getLogger("portal.jobs")

DATABASE_LOST = (OperationalError, InterfaceError)  # also a deadlock or a full disk: worth another attempt


class JobFailed(Exception):
    """The job ends here, with a sentence that says what to do."""

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(message)


class LostLease(Exception):
    """Another worker has taken this job over; this one's work is rolled back."""


class Pulse(Protocol):
    """How a running job shows that it lives and how far it is."""

    def beat(self, *, step: str, done: int, total: int) -> None: ...


class NoPulse:
    """For jobs run in the caller's own process, where nobody waits for a heartbeat."""

    def beat(self, *, step: str, done: int, total: int) -> None:
        """Say nothing."""


@dataclass(frozen=True, kw_only=True)
class JobRun:
    """What a body is given."""

    job_id: UUID
    organisation: Organisation | None
    arguments: Mapping[str, Any]
    by: Actor
    at: datetime
    pulse: Pulse

    def progress(self, *, step: str, done: int = 0, total: int = 0) -> None:
        """Tell how far: `done` of `total` rows of this step."""
        self.pulse.beat(step=step, done=done, total=total)


Body = Callable[[JobRun], Mapping[str, Any]]
FailureHandler = Callable[[JobRun, JobFailed], None]


@dataclass(frozen=True)
class JobKind:
    body: Body
    on_failure: FailureHandler | None = None


KINDS: dict[str, JobKind] = {}


def job_kind(name: str, *, on_failure: FailureHandler | None = None) -> Callable[[Body], Body]:
    """Register the body of a kind of job; `on_failure` runs in a transaction of its own when it failed for good."""

    def register(body: Body) -> Body:
        if name in KINDS:
            raise ValueError(f"two bodies for jobs of kind {name!r}")
        KINDS[name] = JobKind(body=body, on_failure=on_failure)
        return body

    return register


def enqueue_job(
    *,
    kind: str,
    organisation_id: UUID | None,
    arguments: Mapping[str, Any],
    by: Actor,
    at: datetime,
    title: str = "",
    once_key: str | None = None,
) -> Job:
    """Write the job with the caller's change and hint the workers after its commit; with `once_key` at most once."""
    if kind not in KINDS:
        raise ValueError(f"no body is registered for jobs of kind {kind!r}")
    values = {
        "kind": kind,
        "organisation_id": organisation_id,
        "arguments": dict(arguments),
        "title": title,
        "created_by_id": by.id,
        "created_by_name": by.name,
        "created_at": at,
        "heartbeat_at": at,
    }
    if once_key is None:
        job = Job.objects.create(**values)
    else:
        job, _created = Job.objects.get_or_create(once_key=once_key, defaults=values)
    hint_after_commit("tenants.run_job", str(job.pk), organisation_id=organisation_id)
    return job


def hint_after_commit(task: str, *arguments: str, organisation_id: UUID | None = None) -> None:
    """Tell the workers after commit that there is work. A lost hint is made good by the sweeper."""
    transaction.on_commit(lambda: send_hint(task, *arguments, organisation_id=organisation_id), robust=True)


def send_hint(task: str, *arguments: str, organisation_id: UUID | None = None) -> None:
    """Put a message on the broker."""
    if organisation_id is not None:
        arguments_by_name = {"organisation_id": str(organisation_id)}
        current_app.send_task(f"{task}_of_organisation", args=arguments, kwargs=arguments_by_name)
    else:
        current_app.send_task(task, args=arguments)


def claim_job(job_id: UUID, *, at: datetime) -> Job | None:
    """Take a queued job; None when somebody else has it or it has ended."""
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, heartbeat_at=at, started_at=at, step="", done=0, total=0
    )
    return Job.objects.select_related("organisation").get(pk=job_id) if taken else None


def run_claimed_job(job: Job, *, pulse: Pulse, ends_at: datetime | None = None) -> None:
    """Run the body in the organisation's language; its effect and the state 'done' are one transaction."""
    try:
        with override(language_of(job)):
            _run_body(job, pulse=pulse, ends_at=ends_at)
    except LostLease:
        log.warning("job %s was taken over by another worker", job.pk)
    except DATABASE_LOST:
        log.exception("job %s lost its database; it will be tried again", job.pk)
        Job.objects.filter(pk=job.pk, attempts=job.attempts).update(state=Job.State.QUEUED)


def _run_body(job: Job, *, pulse: Pulse, ends_at: datetime | None) -> None:
    """Raises: LostLease; and what DATABASE_LOST names."""
    try:
        with transaction.atomic():
            result = KINDS[job.kind].body(_run_of(job, pulse=pulse))
            _end(job, Job.State.DONE, result=dict(result), at=ends_at or timezone.now())
    except JobFailed as failure:
        fail_job(job, failure)
    except (LostLease, *DATABASE_LOST):
        raise
    except Exception:
        log.exception("job %s (%s) broke", job.pk, job.kind)
        sentence = _("Something went wrong on our side. We have been told; try again later.")
        fail_job(job, JobFailed("unexpected", sentence))


def run_job_here(job: Job, *, at: datetime | None = None) -> Job:
    """Run a queued job in this process, as commands do; needs no worker. `at` is another instant than now."""
    context = tenant_context(job.organisation) if job.organisation else schema_context("public")
    with context:
        if claimed := claim_job(job.pk, at=at or timezone.now()):
            run_claimed_job(claimed, pulse=NoPulse(), ends_at=at)
    job.refresh_from_db()
    return job


def fail_job(job: Job, failure: JobFailed, *, state: str = Job.State.FAILED) -> None:
    """End a job for good, and let its kind put right what waits for it; where the kind cannot, the job still ends.

    Raises: LostLease; and what DATABASE_LOST names.
    """
    kind = KINDS.get(job.kind)
    end = partial(_end, job, state, at=timezone.now(), problem_code=failure.code, problem=failure.message)
    try:
        with transaction.atomic(), override(language_of(job)):
            end()
            if kind and kind.on_failure:
                kind.on_failure(_run_of(job, pulse=NoPulse()), failure)
    except (LostLease, *DATABASE_LOST):
        raise
    except Exception:
        log.exception("job %s (%s) failed, and so did what should put it right", job.pk, job.kind)
        end()


def language_of(job: Job) -> str:
    """The language of its sentences: people of the organisation read them."""
    return job.organisation.language if job.organisation else settings.LANGUAGE_CODE


def _end(job: Job, state: str, *, at: datetime, **values: Any) -> None:
    held = Job.objects.filter(pk=job.pk, attempts=job.attempts, state__in=[Job.State.RUNNING, Job.State.QUEUED])
    if not held.update(state=state, finished_at=at, heartbeat_at=at, **values):
        raise LostLease(job.pk)


def _run_of(job: Job, *, pulse: Pulse) -> JobRun:
    expected = job.organisation.schema_name if job.organisation else "public"
    if connection.schema_name != expected:
        raise RuntimeError(f"job {job.pk} belongs to {expected}, but the connection is on {connection.schema_name}")
    return JobRun(
        job_id=job.pk,
        organisation=job.organisation,
        arguments=job.arguments,
        by=Actor(job.created_by_id, job.created_by_name),
        at=job.started_at or job.created_at,
        pulse=pulse,
    )

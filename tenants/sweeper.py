"""The sweeper: a job nobody has touched for a while is queued again, and parked after three attempts."""

import logging
from contextlib import suppress
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tenants.utils import schema_context, tenant_context

from tenants.jobs import JobFailed, LostLease, fail_job, language_of, send_hint
from tenants.models import Job

log = logging.getLogger("portal.jobs")


def sweep_jobs(*, silent_since: datetime, at: datetime) -> int:
    """Hand on every job silent since then; returns how many. One that cannot be handed on stops no other."""
    silent = list(Job.objects.silent_since(silent_since).select_related("organisation").order_by("heartbeat_at")[:500])
    for job in silent:
        try:
            _hand_on(job, at=at)
        except Exception:
            log.exception("job %s (%s) could not be handed on", job.pk, job.kind)
    return len(silent)


def _hand_on(job: Job, *, at: datetime) -> None:
    if job.attempts >= settings.JOB_MOST_ATTEMPTS:
        _park(job)
    elif _requeue(job, at=at):
        send_hint("tenants.run_job", str(job.pk), organisation_id=job.organisation_id)


def _requeue(job: Job, *, at: datetime) -> bool:
    """Only where nobody has touched it in the meantime."""
    untouched = Job.objects.filter(pk=job.pk, state=job.state, attempts=job.attempts, heartbeat_at=job.heartbeat_at)
    return bool(untouched.update(state=Job.State.QUEUED, heartbeat_at=at))


def _park(job: Job) -> None:
    context = tenant_context(job.organisation) if job.organisation else schema_context("public")
    with context, override(language_of(job)), suppress(LostLease):
        failure = JobFailed("gave_up", _("This was tried several times without success. We have been told."))
        fail_job(job, failure, state=Job.State.PARKED)

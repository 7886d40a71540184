"""What the workers run: claimed jobs, the outbox, the sweeper."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import Task, shared_task
from celery.exceptions import Reject
from django.conf import settings
from django.utils import timezone
from django_tenants.utils import schema_context, tenant_context

from tenants import daily, delivered_messages, outbox, sweeper
from tenants import welcome as _welcome  # noqa: F401 - registers its kinds
from tenants.connection import connection
from tenants.heartbeat import Heartbeat
from tenants.jobs import claim_job, run_claimed_job
from tenants.models import Organisation
from tenants.provisioning import jobs as _provisioning_jobs  # noqa: F401 - registers the kind

NOWHERE = "between_two_tasks"  # no such schema: what forgets to say where it works finds no table of an organisation


class PublicTask(Task):
    """A task of the public schema."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run on `public`, and leave the connection nowhere."""
        try:
            with schema_context("public"):
                return self.run(*args, **kwargs)
        finally:
            connection.set_schema(NOWHERE)


class TenantTask(Task):
    """A task of one organisation: named explicitly, refused unless ready, checked before and after.

    tenant-schemas-celery runs on `public` and reports success when the organisation is gone; this one never starts.
    """

    abstract = True

    def __call__(self, *args: Any, organisation_id: str, **kwargs: Any) -> Any:
        """Run inside the organisation's schema, and leave the connection nowhere.

        Raises: Reject, when the organisation is unknown or not ready.
        """
        try:
            with tenant_context(_ready_organisation(organisation_id)):
                expected = connection.schema_name
                result = self.run(*args, **kwargs)
                if connection.schema_name != expected:
                    raise RuntimeError(f"{self.name} left {expected} for {connection.schema_name}")
                return result
        finally:
            connection.set_schema(NOWHERE)


def _ready_organisation(organisation_id: str) -> Organisation:
    with schema_context("public"):
        organisation = Organisation.objects.ready().filter(pk=organisation_id).first()
    if organisation is None:
        raise Reject(f"organisation {organisation_id} is unknown or not ready", requeue=False)
    return organisation


@shared_task(base=TenantTask, name="tenants.run_job_of_organisation")
def run_job_of_organisation(job_id: str) -> None:
    """Run a job of an organisation."""
    _run(job_id)


@shared_task(base=PublicTask, name="tenants.run_job")
def run_job(job_id: str) -> None:
    """Run a job that belongs to no organisation yet, such as its making."""
    _run(job_id)


def _run(job_id: str) -> None:
    if job := claim_job(UUID(job_id), at=timezone.now()):
        with Heartbeat(job) as pulse:
            run_claimed_job(job, pulse=pulse)


@shared_task(base=PublicTask, name="tenants.drain_outbox")
def drain_outbox() -> None:
    """Queue what follows from what happened."""
    outbox.drain_outbox(at=timezone.now())


@shared_task(base=PublicTask, name="tenants.ask_daily_jobs")
def ask_daily_jobs() -> None:
    """Queue what each organisation has once a day."""
    at = timezone.now()
    daily.ask_daily_jobs(at=at, today=timezone.localdate(at))


@shared_task(base=PublicTask, name="tenants.sweep_jobs")
def sweep_jobs() -> None:
    """Hand on the jobs whose worker or message was lost."""
    at = timezone.now()
    sweeper.sweep_jobs(silent_since=at - timedelta(seconds=settings.JOB_STALE_AFTER_SECONDS), at=at)


@shared_task(base=PublicTask, name="tenants.forget_delivered_messages")
def forget_delivered_messages() -> None:
    """Keep the default broker's table small."""
    delivered_messages.forget_delivered_messages()

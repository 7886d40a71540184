"""kill -9 in the middle of an undo: the fleet stays whole, and is taken back exactly once, without a human."""

import time

import pytest
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.actions.uploads import undo_upload
from fleet.models import Upload
from records.events import events_of
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Membership
from tests.faults.conftest import second_connection
from tests.faults.processes import kill_all, running
from tests.faults.test_killed_worker import DEVICES, PROMISED_SECONDS, Commit, blocked, var, wait_for

__all__ = ["var"]
# kombu's tables use an option that SQLAlchemy 2.1 no longer likes.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:The ``noload`` loader strategy is deprecated")]


def asked_to_undo(slug: str) -> Commit:
    """An imported upload whose undo is queued; `job` is that one."""
    commit = Commit(slug)
    run_job_here(commit.job)
    by = Actor.of(Membership.objects.for_organisation(commit.organisation).earliest("pk").user, role="admin")
    with tenant_context(commit.organisation):
        commit.upload.refresh_from_db()
        commit.job = undo_upload(upload=commit.upload, by=by, at=timezone.now())
    return commit


def test_it_works(own_database, var):
    undo = asked_to_undo("acme")
    unfinished = Job.objects.filter(pk=undo.job.pk).unfinished()
    with second_connection() as holder, running("beat", database=own_database, var=var):
        table = f'"{undo.organisation.schema_name}".fleet_upload'  # the last row of an undo, which it waits for
        holder.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [undo.upload.pk])
        with running("worker", database=own_database, var=var) as worker:
            undo.hint(own_database)
            wait_for(lambda: blocked(1), seconds=30)
            kill_all(worker)
        killed_at = time.monotonic()
        holder.rollback()
        wait_for(lambda: blocked(0), seconds=5)
        assert undo.devices() == DEVICES, "half an undo is seen"

        with running("worker", database=own_database, var=var):
            wait_for(lambda: not unfinished.exists(), seconds=PROMISED_SECONDS - (time.monotonic() - killed_at))

    with tenant_context(undo.organisation):
        told = events_of(undo.upload).filter(verb="upload.undone").count()
        state = Upload.objects.get(pk=undo.upload.pk).state
    undo.job.refresh_from_db()
    assert (state, undo.devices(), told, undo.job.state, undo.job.attempts) == ("undone", 0, 1, "done", 2)

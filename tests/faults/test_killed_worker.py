"""kill -9 in mid-commit, on real processes and the default broker: committed exactly once, without a human."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from celery import current_app
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import tenant_context
from kombu import Connection

from b2b_portal.demo.fleet_file import write_csv
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.models import Device, Upload
from records.events import events_of
from tenants.actor import SYSTEM, Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Membership, Organisation, OutboxEvent
from tenants.outbox import publish
from tests.faults.conftest import second_connection
from tests.faults.processes import broker_of, kill_all, kill_pool, running

DEVICES = 300
PROMISED_SECONDS = 60
BLOCKED = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE "fleet_upload"%'
"""

# kombu's tables use an option that SQLAlchemy 2.1 no longer likes.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:The ``noload`` loader strategy is deprecated")]


class Commit:
    """One organisation's upload on its way into the fleet."""

    def __init__(self, slug: str) -> None:
        self.organisation = Organisation.objects.get(slug=slug)
        by = Actor.of(Membership.objects.for_organisation(self.organisation).earliest("pk").user, role="admin")
        with tenant_context(self.organisation):
            file = ContentFile(write_csv(DEVICES))
            self.upload = receive_upload(file=file, filename="devices.csv", by=by, at=timezone.now())
            run_job_here(Job.objects.get(pk=self.upload.job_id))
            self.upload.refresh_from_db()
            self.job = commit_upload(upload=self.upload, by=by, at=timezone.now())

    def hint(self, database: str) -> None:
        """Tell the workers."""
        organisation_id = str(self.organisation.pk)
        send("tenants.run_job_of_organisation", str(self.job.pk), database=database, organisation_id=organisation_id)

    def devices(self) -> int:
        with tenant_context(self.organisation):
            return Device.objects.count()

    def found(self) -> tuple[str, int, int, str, int]:
        """State of the upload, devices, events that tell of the commit, state of the job, attempts."""
        self.job.refresh_from_db()
        with tenant_context(self.organisation):
            state = Upload.objects.get(pk=self.upload.pk).state
            told = events_of(self.upload).filter(verb="upload.committed").count()
        return state, self.devices(), told, self.job.state, self.job.attempts


@pytest.fixture
def var(tmp_path: Path, settings) -> Path:
    """The state folder of the processes; what they and this test store lies in one place."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def send(name: str, *arguments: str, database: str, **named: str) -> None:
    """Put a message on the default broker; this process speaks to another one."""
    with Connection(broker_of(database)) as broker:
        current_app.send_task(name, args=arguments, kwargs=named, connection=broker)


def publish_ready(slug: str) -> None:
    organisation = Organisation.objects.get(slug=slug)
    with transaction.atomic():
        publish(kind="organisation.ready", organisation_id=organisation.pk, payload={}, by=SYSTEM, at=timezone.now())


def drained(database: str) -> bool:
    """Whether a worker has acted on all events; asks it again, for the first message may have died with the child."""
    send("tenants.drain_outbox", database=database)
    time.sleep(0.5)
    return not OutboxEvent.objects.filter(handled_at=None).exists()


def wait_for(condition: Callable[[], bool], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.1)


def blocked(count: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED)
        return cursor.fetchone() == (count,)


def log_of(var: Path) -> str:
    return (var / "worker.log").read_text()


def test_it_works(own_database, var):
    """First the child that works is killed, then the worker with all its children, which a supervisor starts again."""
    one, other = Commit("acme"), Commit("rosa-parks")
    with second_connection() as holder, running("beat", database=own_database, var=var):
        for commit in (one, other):  # all is written then but the last row, which a commit waits for
            table = f'"{commit.organisation.schema_name}".fleet_upload'
            holder.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR UPDATE", [commit.upload.pk])
        with running("worker", database=own_database, var=var) as worker:
            one.hint(own_database)
            wait_for(lambda: blocked(1), seconds=30)
            kill_pool(worker)
            killed_at = time.monotonic()
            other.hint(own_database)
            wait_for(lambda: blocked(2), seconds=15)
            kill_all(worker)
        holder.rollback()
        wait_for(lambda: blocked(0), seconds=5)
        assert (one.devices(), other.devices()) == (0, 0), "half a commit is seen"

        with running("worker", database=own_database, var=var):
            unfinished = Job.objects.filter(pk__in=[one.job.pk, other.job.pk]).unfinished()
            wait_for(lambda: not unfinished.exists(), seconds=PROMISED_SECONDS - (time.monotonic() - killed_at))

    assert [one.found(), other.found()] == [("committed", DEVICES, 1, "done", 2)] * 2


def test_replacement_of_a_killed_child_shares_no_connection_with_the_worker(own_database, var):
    """It is forked from a connected process: one that published on that connection took the whole worker along."""
    with running("worker", database=own_database, var=var) as worker:
        wait_for(lambda: "ready." in log_of(var), seconds=60)
        send("tenants.drain_outbox", database=own_database)
        wait_for(lambda: "succeeded" in log_of(var), seconds=60)
        kill_pool(worker)

        for _turn in range(8):  # psycopg prepares a statement when it comes the sixth time
            publish_ready("acme")
            wait_for(lambda: drained(own_database), seconds=60)

        assert worker.poll() is None

"""What faults need: jobs whose bodies do what a test says, and a second connection."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from tenants import jobs
from tenants.actor import SYSTEM
from tenants.jobs import Body, FailureHandler, JobKind, enqueue_job
from tenants.models import Job, Organisation

KIND = "tests.fault"


@pytest.fixture
def give_body(monkeypatch) -> Callable[..., None]:
    """Say what a job of this test does, and what its kind does when it fails."""

    def give(body: Body, *, on_failure: FailureHandler | None = None) -> None:
        monkeypatch.setitem(jobs.KINDS, KIND, JobKind(body=body, on_failure=on_failure))

    give(lambda run: {})
    return give


@pytest.fixture
def queue(give_body) -> Callable[..., Job]:
    """Queue a job whose body is the one given."""

    def queue_job(organisation: Organisation | None, at: datetime) -> Job:
        organisation_id: UUID | None = organisation.pk if organisation else None
        return enqueue_job(kind=KIND, organisation_id=organisation_id, arguments={}, by=SYSTEM, at=at)

    return queue_job


def second_connection() -> psycopg.Connection:
    """Another session on the database Django is on."""
    parameters = connection.get_connection_params()
    kept = {key: parameters[key] for key in ("host", "port", "user", "password", "dbname") if parameters.get(key)}
    return psycopg.connect(**kept)

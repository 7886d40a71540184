"""A task runs for the organisation it names, or not at all, and leaves the connection where no table is."""

import uuid

import pytest
from celery.exceptions import Reject
from django.db import ProgrammingError, connection
from django_tenants.utils import schema_context, tenant_context

from fleet.models import Device
from tenants.models import Organisation
from tenants.tasks import NOWHERE, PublicTask, TenantTask
from tests.devices import make_device

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs() -> list[str]:
    """The schemas in which the body ran."""
    return []


def task_of(base: type, body) -> TenantTask:
    """A task of this kind with this body, outside of any worker."""
    return type("TaskOfThisTest", (base,), {"name": "tests.task", "run": staticmethod(body)})()


@pytest.fixture
def task(runs: list[str]) -> TenantTask:
    return task_of(TenantTask, lambda: runs.append(connection.schema_name))


def test_it_works(acme, task, runs):
    task(organisation_id=str(acme.pk))

    assert runs == [acme.schema_name]
    assert connection.schema_name == NOWHERE


def test_task_of_an_organisation_that_is_gone_never_starts(db, task, runs):
    with pytest.raises(Reject):
        task(organisation_id=str(uuid.uuid4()))

    assert runs == []
    assert connection.schema_name == NOWHERE


@pytest.mark.parametrize("status", ["provisioning", "suspended"])
def test_task_of_an_organisation_that_is_not_ready_never_starts(acme, task, runs, status):
    Organisation.objects.filter(pk=acme.pk).update(status=status)

    with pytest.raises(Reject):
        task(organisation_id=str(acme.pk))

    assert runs == []
    assert connection.schema_name == NOWHERE


def test_task_that_names_no_organisation_never_starts(db, task, runs):
    with pytest.raises(TypeError, match="organisation_id"):
        task()

    assert runs == []


def test_task_whose_organisation_is_no_id_never_starts(db, task, runs):
    with pytest.raises(Exception, match="UUID"):
        task(organisation_id="acme")

    assert runs == []
    assert connection.schema_name == NOWHERE


def test_task_that_breaks_leaves_the_connection_nowhere(acme):
    task = task_of(TenantTask, lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        task(organisation_id=str(acme.pk))

    assert connection.schema_name == NOWHERE


def test_task_that_wanders_off_is_caught(acme, globex):
    task = task_of(TenantTask, lambda: connection.set_tenant(globex))

    with pytest.raises(RuntimeError, match=globex.schema_name):
        task(organisation_id=str(acme.pk))

    assert connection.schema_name == NOWHERE


def test_task_started_where_the_last_one_left_sees_its_own_organisation(acme, globex, runs):
    with tenant_context(acme):
        make_device("XYLO1")
    count = task_of(TenantTask, lambda: runs.append(str(Device.objects.count())))

    count(organisation_id=str(acme.pk))
    count(organisation_id=str(globex.pk))
    count(organisation_id=str(acme.pk))

    assert runs == ["1", "0", "1"]


def test_public_task_runs_on_public(db, runs):
    task_of(PublicTask, lambda: runs.append(connection.schema_name))()

    assert (runs, connection.schema_name) == (["public"], NOWHERE)


def test_between_two_tasks_no_organisations_table_is_found(acme, task):
    task(organisation_id=str(acme.pk))

    with pytest.raises(ProgrammingError, match="fleet_device"):
        Device.objects.count()


def test_missing_table_of_an_organisation_is_never_read_from_public(acme):
    """django-tenants looks into public next: no table of an organisation may stand there."""
    with schema_context("public"), pytest.raises(ProgrammingError, match="fleet_device"):
        Device.objects.count()

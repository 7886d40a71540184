"""The connection's path is set once per organisation, so everything that takes it back must make it be set again."""

from typing import NoReturn

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context, tenant_context

from tenants.models import Organisation


def asked(statement: str = "SELECT current_schema()") -> str:
    """Where the database believes it is, not what Django believes."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return str(cursor.fetchone()[0])


def break_off_in(organisation: Organisation) -> NoReturn:
    connection.set_tenant(organisation)
    asked()
    raise ZeroDivisionError


def test_it_works(acme: Organisation):
    assert settings.TENANT_LIMIT_SET_CALLS

    with tenant_context(acme):
        assert asked() == acme.schema_name


def test_path_statements_of_one_organisation_set_it_once(acme: Organisation):
    with tenant_context(acme), CaptureQueriesContext(connection) as ran:
        asked()
        asked()
        asked()

    assert [query["sql"] for query in ran if query["sql"].startswith("SET")] == [
        f'SET search_path = "{acme.schema_name}","public"'
    ]


def test_path_after_the_inner_of_two_organisations_is_the_outer_one(acme: Organisation, globex: Organisation):
    with tenant_context(acme):
        with tenant_context(globex):
            assert asked() == globex.schema_name
        assert asked() == acme.schema_name


def test_path_set_inside_a_savepoint_that_is_taken_back_is_set_again(acme: Organisation, globex: Organisation):
    with tenant_context(acme):
        asked()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            break_off_in(globex)

        assert asked() == globex.schema_name


def test_path_after_a_statement_that_failed_is_that_of_the_organisation(acme: Organisation):
    with tenant_context(acme):
        with pytest.raises(DatabaseError), transaction.atomic():
            asked("SELECT nothing FROM nowhere")

        assert asked() == acme.schema_name


def test_path_switched_in_an_exception_is_back_after_it(acme: Organisation):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), tenant_context(acme):
        break_off_in(acme)

    assert asked() == "public"


def test_path_after_a_transaction_that_is_taken_back_is_set_again(own_database: str):
    acme, globex = (Organisation.objects.get(slug=slug) for slug in ("acme", "globex"))
    with tenant_context(acme):
        asked()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            break_off_in(globex)

        assert asked() == globex.schema_name


def test_path_after_a_lost_connection_is_set_again(own_database: str):
    acme = Organisation.objects.get(slug="acme")
    with tenant_context(acme):
        asked()
        connection.close()

        assert asked() == acme.schema_name


def test_path_of_nowhere_after_an_organisation_finds_none_of_its_tables(own_database: str):
    with tenant_context(Organisation.objects.get(slug="acme")):
        asked("SELECT count(*) FROM fleet_device")
    with schema_context("between_two_tasks"), pytest.raises(DatabaseError):
        asked("SELECT count(*) FROM fleet_device")

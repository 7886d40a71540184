"""`migrate`: public, the organisations that are behind, and the template that new ones are made from."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.utils import schema_exists, tenant_context

from tenants.models import Organisation, SchemaTemplate
from tenants.provisioning.structure import describe_structure
from tenants.provisioning.template import current_template, migration_fingerprint, refresh_template


@pytest.mark.django_db
def test_it_works():
    assert current_template().fingerprint == migration_fingerprint()
    assert set(Organisation.objects.values_list("schema_fingerprint", flat=True)) == {migration_fingerprint()}


@pytest.mark.django_db
def test_template_that_is_current_is_not_made_again(now):
    before = current_template()

    assert refresh_template(at=now) == before


@pytest.mark.django_db
def test_statements_name_their_schema_only_and_set_nothing():
    template = current_template()

    assert template.schema_name in template.statements
    assert "set_config" not in template.statements
    assert "\nSET " not in template.statements
    assert "\\restrict" not in template.statements


def test_deploy_migrates_who_is_behind_and_makes_the_template_anew(own_database):
    before = current_template()
    SchemaTemplate.objects.update(fingerprint="of older code")
    Organisation.objects.filter(slug="acme").update(schema_fingerprint="of older code")
    said = io.StringIO()

    call_command("migrate", stdout=said, interactive=False)

    after = current_template()
    assert Organisation.objects.get(slug="acme").schema_fingerprint == after.fingerprint == migration_fingerprint()
    assert "organisation acme" in said.getvalue()
    assert "organisation globex" not in said.getvalue()
    assert describe_structure(after.schema_name).count("\n") > 100
    assert not schema_exists(before.schema_name)


@pytest.mark.django_db
def test_every_migration_is_written_down_in_every_schema():
    on_disk = set(MigrationLoader(None).disk_migrations)

    for organisation in Organisation.objects.ready():
        with tenant_context(organisation):
            assert set(MigrationRecorder(connection).applied_migrations()) == on_disk

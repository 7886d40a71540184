"""What keeps the public schema and those of organisations apart."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models

from tenants.models import SchemaTemplate

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s"


def tables_of(schema: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [schema])
        return {name for (name,) in cursor.fetchall()}


def app_labels(names: list[str]) -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name in names or _entry_of(config) in names}


def _entry_of(config) -> str:
    return f"{type(config).__module__}.{type(config).__name__}"


SHARED, OF_ORGANISATIONS = app_labels(settings.SHARED_APPS), app_labels(settings.TENANT_APPS)


def keys(start: set[str], end: set[str]) -> Iterator[models.ForeignKey]:
    """Foreign keys that lead from the tables of one side to those of the other."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.remote_field and model._meta.app_label in start and field.related_model._meta.app_label in end:
                yield field


def test_it_works(acme):
    assert {"tenants_organisation", "catalogue_devicemodel"} <= tables_of("public")
    assert {"fleet_device", "records_event"} <= tables_of(acme.schema_name)


@pytest.mark.parametrize("schema", ["organisation", "template"])
def test_no_table_stands_in_both_schemas(acme, schema):
    name = acme.schema_name if schema == "organisation" else SchemaTemplate.objects.get().schema_name

    both = tables_of("public") & tables_of(name)

    assert both == {"django_migrations"}, f"read from public when the organisation's own is missing: {sorted(both)}"


def test_no_app_stands_in_both_lists():
    assert not set(settings.SHARED_APPS) & set(settings.TENANT_APPS)
    assert not SHARED & OF_ORGANISATIONS


def test_every_model_is_of_one_side():
    labels = {model._meta.app_label for model in apps.get_models(include_auto_created=True)}

    assert labels <= SHARED | OF_ORGANISATIONS


def test_no_public_table_refers_to_an_organisations():
    assert not [str(field) for field in keys(SHARED, OF_ORGANISATIONS)]


def test_keys_into_public_have_no_constraint():
    found = list(keys(OF_ORGANISATIONS, SHARED))

    bound = [str(field) for field in found if field.db_constraint or field.remote_field.on_delete != models.DO_NOTHING]

    assert found
    assert not bound, f"DO_NOTHING and db_constraint=False, or provisioning slows down with every organisation: {bound}"


def test_people_are_no_keys_in_an_organisations_rows():
    to_people = [str(field) for field in keys(OF_ORGANISATIONS, SHARED) if field.related_model is get_user_model()]

    assert not to_people, f"write <verb>_by_id and <verb>_by_name, which outlive the account: {to_people}"


@pytest.mark.parametrize("alias", settings.CACHES)
def test_every_cache_keys_by_organisation(alias):
    assert settings.CACHES[alias]["KEY_FUNCTION"] == "django_tenants.cache.make_key"
    assert settings.CACHES[alias]["REVERSE_KEY_FUNCTION"] == "django_tenants.cache.reverse_key"


def test_public_never_stands_in_for_an_organisation():
    assert not getattr(settings, "SHOW_PUBLIC_IF_NO_TENANT_FOUND", False)
    assert not getattr(settings, "USE_X_FORWARDED_HOST", False)
    assert not getattr(settings, "ASGI_APPLICATION", None)
    assert settings.SESSION_COOKIE_DOMAIN is None
    assert settings.CSRF_COOKIE_DOMAIN is None

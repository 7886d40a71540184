"""Rows of organisations that point at a public row which is not there.

Keys into the public schema carry no constraint (docs/adr/0003); this counts what a constraint would have refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django_tenants.utils import tenant_context

from tenants.models import Organisation


@dataclass(frozen=True)
class Orphans:
    """How many rows of one column of one organisation point nowhere."""

    organisation: str
    column: str
    count: int


def find_orphans(organisation: Organisation) -> list[Orphans]:
    """Count per column, one query each; columns without orphans are left out."""
    with tenant_context(organisation), connection.cursor() as cursor:
        found = []
        for field in keys_into_public():
            cursor.execute(_count(field))
            count = cursor.fetchone()[0]
            if count:
                found.append(Orphans(organisation.slug, f"{field.model._meta.db_table}.{field.column}", count))
    return found


def keys_into_public() -> Iterator["models.ForeignKey[models.Model, models.Model]"]:
    """Every foreign key from a table of organisations to a public one."""
    for app in settings.TENANT_APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_fields:
                if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label in settings.SHARED_APPS:
                    yield field


def _count(field: "models.ForeignKey[models.Model, models.Model]") -> str:
    key = field.target_field
    return (
        f'SELECT count(*) FROM "{field.model._meta.db_table}" own'
        f' WHERE own."{field.column}" IS NOT NULL AND NOT EXISTS ('
        f'SELECT FROM public."{key.model._meta.db_table}" target WHERE target."{key.column}" = own."{field.column}")'
    )

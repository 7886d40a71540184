"""The test databases: one template with the cast, copied by `CREATE DATABASE … TEMPLATE`."""

import fcntl
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from b2b_portal.demo.cast import make_cast
from tenants.models import Organisation, User

ROOT = Path(__file__).parent.parent


def copy_for_worker(suffix: str) -> str:
    """Copy the template and point Django at the copy; returns its name."""
    original = settings.DATABASES["default"]["NAME"]
    template = f"{original}_template"
    with _one_at_a_time():
        if _comment_of(template) != _fingerprint():
            _make_template(template)
        name = f"{original}_{suffix}"
        _run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    _point_at(name)
    return name


def drop(name: str) -> None:
    """Remove a worker's database."""
    connection.close()
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_template(template: str) -> None:
    _run(f'DROP DATABASE IF EXISTS "{template}" WITH (FORCE)')
    _run(f'CREATE DATABASE "{template}"')
    _point_at(template)
    call_command("migrate", verbosity=0)
    _fill()
    connection.close()
    _run(f"COMMENT ON DATABASE \"{template}\" IS '{_fingerprint()}'")


def _fill() -> None:
    """The shipped catalogue, prices and stock, and the cast."""
    for command in ("load_catalogue", "load_prices", "load_stock"):
        call_command(command, stdout=io.StringIO())
    make_cast(at=timezone.now())
    Organisation.objects.update(language="en")
    User.objects.update(language="en")


def _fingerprint() -> str:
    """Of everything the template is made from: migrations, models of the shared apps, this file."""
    files = sorted(
        file
        for pattern in ("*/migrations/*.py", "tenants/**/*.py", "catalogue/**/*", "b2b_portal/demo/cast.py", "tests/database.py")
        for file in ROOT.glob(pattern)
        if file.suffix in (".py", ".json")
    )
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _point_at(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    connection.set_schema_to_public()


def _server() -> psycopg.Connection:
    parameters = connection.get_connection_params()
    kept = {key: parameters[key] for key in ("host", "port", "user", "password") if parameters.get(key)}
    return psycopg.connect(**kept, dbname="postgres", autocommit=True)


def _run(statement: str) -> None:
    with _server() as server:
        server.execute(statement)


def _comment_of(name: str) -> str:
    with _server() as server:
        row = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
    return (row and row[0]) or ""


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    lock = Path(os.environ["PORTAL_VAR"]) / "template.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

"""The test databases: one template with the cast, copied by `CREATE DATABASE … TEMPLATE`."""

import fcntl
import hashlib
import io
import os
import uuid
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
ORIGINAL = settings.DATABASES["default"]["NAME"]
TEMPLATE = f"{ORIGINAL}_template"
SOURCES = (
    "*/migrations/*.py",
    "tenants/**/*.py",
    "catalogue/**/*",
    "cms/initial*",
    "cms/initial/**/*",
    "b2b_portal/demo/cast.py",
    "tests/database.py",
)
KINDS = (".py", ".json", ".toml")


def copy_for_worker(suffix: str) -> str:
    """Copy the template and point Django at the copy; returns its name."""
    name = make_copy(suffix)
    _point_at(name)
    return name


def make_copy(suffix: str) -> str:
    """Copy the template, made first if what it is made from has changed; returns the copy's name."""
    name = f"{ORIGINAL}_{suffix}"
    before = settings.DATABASES["default"]["NAME"]
    with _one_at_a_time():
        if _comment_of(TEMPLATE) != _fingerprint():
            _make_template(TEMPLATE)
            _point_at(before)
        _run(f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}" STRATEGY file_copy')
    return name


@contextmanager
def another_copy() -> Iterator[str]:
    """A copy that commits may stay in, for other processes and threads to see: Django works on it inside the block."""
    name = make_copy(f"own_{uuid.uuid4().hex[:8]}")
    try:
        with working_on(name):
            yield name
    finally:
        drop(name)


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """Inside the block Django works on this copy, after it on the one of before."""
    before = settings.DATABASES["default"]["NAME"]
    _point_at(name)
    try:
        yield
    finally:
        _point_at(before)


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
    """The shipped catalogue, prices and stock, the sample shops, the pages of the site, and the cast."""
    for command in ("load_catalogue", "load_prices", "load_stock", "load_touchpoints", "site_pages_create"):
        call_command(command, stdout=io.StringIO())
    make_cast(at=timezone.now())
    Organisation.objects.update(language="en")
    User.objects.update(language="en")


def _fingerprint() -> str:
    """Of everything the template is made from: migrations, models of the shared apps, this file."""
    files = sorted(file for pattern in SOURCES for file in ROOT.glob(pattern) if file.suffix in KINDS)
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

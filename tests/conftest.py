"""The fixed cast, on a database made once and copied by PostgreSQL for every worker.

alice is administrator of Acme, bob only looks; charlie is of Globex and must never see Acme; dora buys for the Lycée
Rosa-Parks; sam is the account manager of Acme and Rosa-Parks. All of them are invented.
"""

import shutil
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from django_tenants.utils import tenant_context

from b2b_portal.runtime.messages import compile_messages
from tenants.actor import Actor
from tenants.middleware.binding import ROOM_KEY, room_key
from tenants.models import Organisation, User
from tests import database


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id: str) -> Iterator[None]:
    """Copy the template database for this worker; make the template first if the migrations have changed."""
    with django_db_blocker.unblock():
        name = database.copy_for_worker(f"{worker_id}_{uuid.uuid4().hex[:8]}")
        yield
        database.drop(name)


@pytest.fixture
def own_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """A database of this test's own, in which commits stay; its name."""
    with django_db_blocker.unblock(), database.another_copy() as name:
        yield name


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """`gw0` under xdist, else `main`."""
    workerinput = getattr(request.config, "workerinput", None)
    return workerinput["workerid"] if workerinput else "main"


def pytest_configure() -> None:
    compile_messages(locale=settings.BASE_DIR / "locale")  # before a worker reads them: a fresh checkout has none
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path / "media"
    yield
    shutil.rmtree(tmp_path / "media", ignore_errors=True)


@pytest.fixture(autouse=True)
def _start_on_public(request: pytest.FixtureRequest) -> Iterator[None]:
    connection.set_schema_to_public()
    translation.activate(settings.LANGUAGE_CODE)  # a request leaves its reader's language behind
    yield
    connection.set_schema_to_public()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def _organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


@pytest.fixture
def acme(db) -> Organisation:
    return _organisation("acme")


@pytest.fixture
def globex(db) -> Organisation:
    return _organisation("globex")


@pytest.fixture
def rosa_parks(db) -> Organisation:
    return _organisation("rosa-parks")


@pytest.fixture
def in_acme(acme: Organisation) -> Iterator[Organisation]:
    """The test runs inside Acme's schema."""
    with tenant_context(acme):
        yield acme


@pytest.fixture
def in_rosa_parks(rosa_parks: Organisation) -> Iterator[Organisation]:
    with tenant_context(rosa_parks):
        yield rosa_parks


def _person(name: str) -> User:
    return User.objects.get(email__startswith=f"{name}@")


@pytest.fixture
def alice(db) -> User:
    return _person("alice")


@pytest.fixture
def bob(db) -> User:
    return _person("bob")


@pytest.fixture
def charlie(db) -> User:
    return _person("charlie")


@pytest.fixture
def dora(db) -> User:
    return _person("dora")


@pytest.fixture
def sam(db) -> User:
    return _person("sam")


@pytest.fixture
def as_alice(alice: User) -> Actor:
    return Actor.of(alice, role="admin")


@pytest.fixture
def as_dora(dora: User) -> Actor:
    return Actor.of(dora, role="buyer")


@pytest.fixture
def as_sam(sam: User) -> Actor:
    return Actor.of(sam)


class HostClient(Client):
    """A client that talks to one host."""

    def __init__(self, label: str = "") -> None:
        host = f"{label}.{settings.PORTAL_DOMAIN}" if label else settings.PORTAL_DOMAIN
        super().__init__(headers={"host": host})

    def sign_in(self, user: User, room: str, organisation: Organisation | None = None) -> "HostClient":
        self.force_login(user)
        session = self.session
        session[ROOM_KEY] = room_key(room, organisation)
        session.save()
        return self


@pytest.fixture
def site(db) -> HostClient:
    """Nobody, on the public site."""
    return HostClient()


@pytest.fixture
def desk(sam: User) -> HostClient:
    """sam, at the desk."""
    return HostClient("desk").sign_in(sam, "desk")


@pytest.fixture
def acme_portal(alice: User, acme: Organisation) -> HostClient:
    """alice, in Acme's portal."""
    return HostClient("acme").sign_in(alice, "portal", acme)


@pytest.fixture
def acme_portal_of_bob(bob: User, acme: Organisation) -> HostClient:
    return HostClient("acme").sign_in(bob, "portal", acme)


@pytest.fixture
def globex_portal(charlie: User, globex: Organisation) -> HostClient:
    return HostClient("globex").sign_in(charlie, "portal", globex)


@pytest.fixture
def rosa_parks_portal(dora: User, rosa_parks: Organisation) -> HostClient:
    return HostClient("rosa-parks").sign_in(dora, "portal", rosa_parks)


@pytest.fixture
def stored_files() -> Path:
    """Where this test's files lie."""
    return Path(default_storage.location)


@pytest.fixture
def as_bob(bob: User) -> Actor:
    return Actor.of(bob, role="viewer")

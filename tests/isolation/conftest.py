"""Two organisations full of words that stand nowhere else, in a database of their own; and everybody who may try."""

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from tenants.actor import Actor
from tenants.models import Organisation, User
from tests import database
from tests.conftest import HostClient
from tests.isolation.canary import Canary, make_canary


@dataclass(frozen=True)
class World:
    """The database's name, the folder of its files, and what stands in it."""

    database: str
    media: Path
    acme: Canary
    globex: Canary
    rosa_parks: Canary


@pytest.fixture(scope="session")
def made_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Made once per worker, and committed: the wrong person changes nothing, and the tests of this folder prove it."""
    media = Path(tempfile.mkdtemp(prefix="isolation-"))
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media):
        name = database.make_copy(f"world_{uuid.uuid4().hex[:8]}")
        with database.working_on(name):
            canaries = [_canary(slug, word, email) for slug, word, email in _STORIES]
    yield World(name, media, *canaries)
    with django_db_blocker.unblock():
        database.drop(name)
    shutil.rmtree(media)


@pytest.fixture
def world(made_world: World, django_db_blocker, settings) -> Iterator[World]:
    """Django works on that database, and with its files, during this test."""
    settings.MEDIA_ROOT = made_world.media
    with django_db_blocker.unblock(), database.working_on(made_world.database):
        yield made_world


_STORIES = (
    ("acme", "Xylocanary", "alice@acme.example"),
    ("globex", "Quetzalbird", "charlie@globex.example"),
    ("rosa-parks", "Wombatfish", "dora@rosa-parks.example"),
)


def _canary(slug: str, word: str, email: str) -> Canary:
    member, manager = User.objects.get(email=email), User.objects.get(email="sam@renew.example")
    return make_canary(
        slug=slug, word=word, member=Actor.of(member, role="admin"), manager=Actor.of(manager), at=timezone.now()
    )


def person(name: str) -> User:
    """One of the cast."""
    return User.objects.get(email__startswith=f"{name}@")


def signed_in(name: str, room: str, slug: str = "") -> HostClient:
    """A client of somebody who has signed in to a room as the right person does."""
    organisation = Organisation.objects.get(slug=slug) if slug else None
    return HostClient(slug or room).sign_in(person(name), room, organisation)


def carried_to(label: str, client: HostClient) -> HostClient:
    """The same cookies, sent to another host."""
    elsewhere = HostClient(label)
    for name, cookie in client.cookies.items():
        elsewhere.cookies[name] = cookie.value
    return elsewhere

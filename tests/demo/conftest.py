"""The demonstration as it is loaded, in a database of its own that the tests of a module read."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests import database


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Load it where only the cast stood; returns the folder of its files."""
    files = tmp_path_factory.mktemp("demo-files")
    with django_db_blocker.unblock(), database.another_copy():
        before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, str(files)
        run("demo_remove", "--yes")
        run("demo_load")
        settings.MEDIA_ROOT = before
        yield files


def run(*arguments: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()

"""Folders that PostgreSQL's own account may enter: pytest's are closed to everybody else."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from b2b_portal.runtime import postgres


@pytest.fixture
def var() -> Iterator[Path]:
    """An empty state folder with a space and a quote in its name; what runs in it at the end is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="renew "))
    folder.chmod(0o755)
    yield folder / "it's var"
    postgres.stop(var=folder / "it's var")
    shutil.rmtree(folder)

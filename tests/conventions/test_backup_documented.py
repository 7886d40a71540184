"""The lines of docs/operate.md that back a portal up and bring it back, run as they stand there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from b2b_portal.runtime import postgres
from tests.conventions.markdown import ROOT, blocks_in

SECTION = (ROOT / "docs/operate.md").read_text(encoding="utf-8").split("\n## Backups\n")[1].split("\n## ")[0]
BACK_UP, BRING_BACK = blocks_in(SECTION, "sh")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own account may enter; what runs in its state folders at the end is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="renew-backup-"))
    folder.chmod(0o755)
    yield folder
    for var in ("old", "new"):
        postgres.stop(var=folder / var)
    shutil.rmtree(folder)


def run(script: str, *, var: Path, backup: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        ["sh", "-euc", script],
        cwd=ROOT,
        env={**environment, "PORTAL_VAR": str(var), "BACKUP": str(backup)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_it_works(folder):
    old, new, backup = folder / "old", folder / "new", folder / "backup"
    with psycopg.connect(postgres.ensure_running(var=old)) as before:
        before.execute("CREATE SCHEMA o_0123456789ab")
        before.execute("CREATE TABLE o_0123456789ab.device AS SELECT 'PFVDVBPP' AS serial")
    (old / "media").mkdir()
    (old / "media" / "quote.pdf").write_bytes(b"%PDF")

    run(BACK_UP, var=old, backup=backup)
    run(BRING_BACK, var=new, backup=backup)

    with psycopg.connect(postgres.database_url(var=new)) as after:
        assert after.execute("SELECT serial FROM o_0123456789ab.device").fetchall() == [("PFVDVBPP",)]
    assert (new / "media" / "quote.pdf").read_bytes() == b"%PDF"

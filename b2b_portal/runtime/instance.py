"""One running portal per state folder: who runs it, on which port, and the lock that proves it is alive."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil


class AlreadyRunning(RuntimeError):
    """Another `manage.py up` holds this state folder."""


@dataclass(frozen=True)
class ProcessIdentity:
    """A process that can be known again: its number alone may be somebody else's after a crash."""

    pid: int
    born: float

    @classmethod
    def of(cls, pid: int) -> "ProcessIdentity":
        return cls(pid, psutil.Process(pid).create_time())

    @property
    def is_alive(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            return process.create_time() == self.born and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


@dataclass(frozen=True)
class ChildState:
    """One of the portal's processes as status shows it."""

    identity: ProcessIdentity
    restarts: int = 0


@dataclass(frozen=True)
class InstanceState:
    """What `var/run/state.json` holds while the portal runs."""

    supervisor: ProcessIdentity
    port: int
    embedded_database: bool
    ready: bool = False
    children: dict[str, ChildState] = field(default_factory=dict)


def write_state(state: InstanceState, *, var: Path) -> None:
    """Replace the state file of `var` at once, so that a reader never sees half of it."""
    target = _state_file(var)
    target.parent.mkdir(parents=True, exist_ok=True)
    half_made = target.with_suffix(".new")
    half_made.write_text(json.dumps(asdict(state), indent=2))
    half_made.replace(target)


def read_state(*, var: Path) -> InstanceState | None:
    """Return the last written state of `var`, of a portal that may be dead by now; None when there is none."""
    try:
        raw: dict[str, Any] = json.loads(_state_file(var).read_text())
        return InstanceState(
            supervisor=ProcessIdentity(**raw["supervisor"]),
            port=raw["port"],
            embedded_database=raw["embedded_database"],
            ready=raw["ready"],
            children={
                name: ChildState(ProcessIdentity(**child["identity"]), child["restarts"])
                for name, child in raw["children"].items()
            },
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def forget_state(*, var: Path) -> None:
    """Remove the state file."""
    _state_file(var).unlink(missing_ok=True)


def own_identity() -> ProcessIdentity:
    """Return the identity of this process."""
    return ProcessIdentity.of(os.getpid())


@contextmanager
def held(*, var: Path) -> Iterator[None]:
    """Hold the state folder while a portal runs in it; the kernel lets go when the process dies, however it dies.

    Raises: AlreadyRunning.
    """
    with _lock_file(var).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            state = read_state(var=var)
            where = f" on port {state.port}" if state else ""
            raise AlreadyRunning(f"The portal already runs{where}: `manage.py down` stops it.") from None
        yield


def running_state(*, var: Path) -> InstanceState | None:
    """Return the state of the portal that runs in `var`; None when none does, whatever its last run left behind."""
    state = read_state(var=var)
    return state if state and state.supervisor.is_alive else None


def _state_file(var: Path) -> Path:
    return var / "run" / "state.json"


def _lock_file(var: Path) -> Path:
    folder = var / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "portal.lock"

"""One of the portal's processes: started in its own group, started again when it dies, stopped with all it started."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from b2b_portal.runtime.instance import ChildState, ProcessIdentity
from b2b_portal.runtime.state_folder import CHECKOUT

STEADY_SECONDS = 30.0  # a child that lived this long is started again at once
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True)
class Program:
    """What to run, and the name it has in logs and status."""

    name: str
    arguments: tuple[str, ...]


class Child:
    """A program kept alive: at once after the first death, then after 1, 2, 4 … 30 seconds while it dies young."""

    def __init__(self, program: Program, *, log: Path, environment: Mapping[str, str]) -> None:
        self.program = program
        self.restarts = 0
        self._log = log
        self._environment = environment
        self._early_deaths = 0
        self._started_at = 0.0
        self._due_at: float | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._identity: ProcessIdentity | None = None

    def start(self, *, now: float) -> None:
        """Start the program; `now` is monotonic seconds."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self.program.arguments,
                cwd=CHECKOUT,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal reaches the supervisor alone
            )
        self._identity = ProcessIdentity.of(self._process.pid)
        self._started_at, self._due_at = now, None

    def tend(self, *, now: float) -> bool:
        """Start the program again when it is dead and its pause is over; return whether it was started."""
        if self.is_alive:
            return False
        if self._due_at is None:
            self.kill_group()  # what a killed parent leaves behind would work beside its successor
            self._early_deaths = 0 if now - self._started_at >= STEADY_SECONDS else self._early_deaths + 1
            self._due_at = now + pause_before_restart(self._early_deaths)
        if now < self._due_at:
            return False
        self.restarts += 1
        self.start(now=now)
        return True

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def state(self) -> ChildState | None:
        return ChildState(self._identity, self.restarts) if self._identity else None

    def ask_to_stop(self) -> None:
        """Let the program finish what it does and end."""
        if self._process and self.is_alive:
            self._process.terminate()

    def kill_group(self) -> None:
        """End the program and every process it started, without asking."""
        if self._process:
            kill_group(self._process.pid)
            self._process.wait()


def pause_before_restart(early_deaths: int) -> float:
    """Return the seconds to wait before a program that died young `early_deaths` times in a row is started again."""
    return 0.0 if early_deaths <= 1 else min(2.0 ** (early_deaths - 2), LONGEST_PAUSE_SECONDS)


def kill_group(leader: int) -> None:
    """Kill the process group of `leader`, which may be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)

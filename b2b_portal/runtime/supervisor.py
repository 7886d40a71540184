"""Keeps the portal's processes alive until somebody asks it to stop."""

import itertools
import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

from b2b_portal.runtime import postgres
from b2b_portal.runtime.child import Child, Program, kill_group
from b2b_portal.runtime.instance import InstanceState, forget_state, own_identity, read_state, write_state
from b2b_portal.runtime.placement import EmbeddedDatabaseRefused
from b2b_portal.runtime.stop_signals import StopSignals

LOOK_EVERY_SECONDS = 0.2
LOOKS_PER_DATABASE_CHECK = 10
STOP_SECONDS = 15.0

log = logging.getLogger("portal.supervisor")


class Supervisor:
    """The processes of one running portal, and its database when that is the embedded one."""

    def __init__(self, *, var: Path, port: int, embedded_database: bool, signals: StopSignals) -> None:
        self._var = var
        self._port = port
        self._embedded_database = embedded_database
        self._signals = signals
        self._children: list[Child] = []
        self._ready = False
        self._save()

    def start_database(self) -> None:
        """Start the embedded database unless it runs; another one is not ours to start."""
        if self._embedded_database:
            postgres.ensure_running(var=self._var)

    def start(self, programs: Sequence[Program]) -> None:
        """Start the programs, each with its own log under var/log."""
        environment = {
            **os.environ,
            "PORTAL_VAR": str(self._var),
            "PORTAL_PORT": str(self._port),
            "PYTHONUNBUFFERED": "1",
        }
        for program in programs:
            child = Child(program, log=self._var / "log" / f"{program.name}.log", environment=environment)
            with self._signals.shielded():
                self._children.append(child)
                child.start(now=time.monotonic())
                self._save()

    @property
    def is_whole(self) -> bool:
        """Whether every process lives and none had to be started again."""
        return all(child.is_alive and not child.restarts for child in self._children)

    def watch(self) -> None:
        """Start again whatever dies; returns only by an exception, such as KeyboardInterrupt."""
        self._ready = True
        self._save()
        for look in itertools.count():
            time.sleep(LOOK_EVERY_SECONDS)
            if look % LOOKS_PER_DATABASE_CHECK == 0:
                self._revive_database()
            with self._signals.shielded():
                started_again = [child for child in self._children if child.tend(now=time.monotonic())]
                if started_again:
                    self._save()

    def _revive_database(self) -> None:
        try:
            self.start_database()
        except EmbeddedDatabaseRefused:
            log.exception("the embedded database is gone; trying again")

    def stop(self) -> None:
        """Let every process finish, kill those that do not within 15 seconds, then stop the embedded database."""
        self._signals.ignore()
        for child in self._children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline and any(child.is_alive for child in self._children):
            time.sleep(0.05)
        for child in self._children:
            child.kill_group()
        if self._embedded_database:
            postgres.stop(var=self._var)
        forget_state(var=self._var)

    def _save(self) -> None:
        children = {child.program.name: child.state for child in self._children if child.state}
        state = InstanceState(own_identity(), self._port, self._embedded_database, self._ready, children)
        write_state(state, var=self._var)


def end_leftovers(*, var: Path) -> None:
    """End the processes of a supervisor that was killed and could not stop them."""
    state = read_state(var=var)
    for child in state.children.values() if state else ():
        if child.identity.is_alive:
            kill_group(child.identity.pid)
    forget_state(var=var)

"""Start the portal: database, web server, worker and clock. Ctrl-C or `manage.py down` stops all of it."""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from b2b_portal.runtime import postgres
from b2b_portal.runtime.child import Program
from b2b_portal.runtime.health import wait_until_healthy
from b2b_portal.runtime.instance import AlreadyRunning, held, running_state
from b2b_portal.runtime.placement import EmbeddedDatabaseRefused
from b2b_portal.runtime.port import PortNotUsable, check_port
from b2b_portal.runtime.preparation import prepare_portal
from b2b_portal.runtime.programs import NAMES, list_programs
from b2b_portal.runtime.state_folder import CHECKOUT, state_folder
from b2b_portal.runtime.stop_signals import StopSignals
from b2b_portal.runtime.supervisor import Supervisor, end_leftovers
from b2b_portal.runtime.welcome import welcome

HEALTHY_WITHIN_SECONDS = 60
REFUSALS = (AlreadyRunning, PortNotUsable, EmbeddedDatabaseRefused)


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--detach", action="store_true", help="return when the portal answers; it goes on")
        parser.add_argument("--port", type=int, default=settings.PORTAL_PORT, help="of the web server on 127.0.0.1")
        parser.add_argument("--demo", action="store_true", help="load the demo data first, unless it is there")
        parser.add_argument("--processes", nargs="+", choices=NAMES, default=list(NAMES), help="start only these")

    def handle(self, *args: Any, **options: Any) -> None:
        var, port, names = state_folder(), options["port"], tuple(options["processes"])
        programs = list_programs(names=names, port=port, workers=_workers(), var=var)
        try:
            _refuse_a_second(var)
            end_leftovers(var=var)  # they would hold the port
            check_port(port)
            if options["detach"]:
                self._detach(var=var, port=port, names=names, demo=options["demo"])
            else:
                self._run(programs, var=var, port=port, demo=options["demo"])
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal

    def _run(self, programs: list[Program], *, var: Path, port: int, demo: bool) -> None:
        """Start everything, stay, and stop everything when interrupted."""
        embedded = os.environ.get("DATABASE_URL") == postgres.database_url(var=var)
        with held(var=var), StopSignals().interrupting() as signals:
            supervisor = Supervisor(var=var, port=port, embedded_database=embedded, signals=signals)
            try:
                supervisor.start_database()
                prepare_portal(var=var, say=self._say)
                if demo:
                    call_command("demo_load", stdout=self.stdout)
                self._start(supervisor, programs, var=var, port=port)
                supervisor.watch()
            except KeyboardInterrupt:
                self.stdout.write("\nStopping …")
            finally:
                supervisor.stop()
        self.stdout.write("Stopped.")

    def _start(self, supervisor: Supervisor, programs: list[Program], *, var: Path, port: int) -> None:
        greeting = welcome(domain=settings.PORTAL_DOMAIN, port=port)
        connections.close_all()
        supervisor.start(programs)
        if any(program.name == "web" for program in programs) and not wait_until_healthy(
            port=port,
            domain=settings.PORTAL_DOMAIN,
            seconds=HEALTHY_WITHIN_SECONDS,
            alive=lambda: supervisor.is_whole,
        ):
            raise CommandError(f"The web server does not answer: see {var / 'log' / 'web.log'}.")
        self._say(f"{greeting}\n\nLogs are in {var / 'log'}. Ctrl-C or `manage.py down` stops everything.")

    def _detach(self, *, var: Path, port: int, names: tuple[str, ...], demo: bool) -> None:
        """Start this command again in the background, and wait until it says that the portal answers."""
        log = var / "log" / "up.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        arguments = [str(CHECKOUT / "manage.py"), "up", f"--port={port}", "--processes", *names]
        arguments += ["--demo"] if demo else []
        with log.open("wb") as output:
            behind = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        while behind.poll() is None and not _is_ready(var, behind.pid):
            time.sleep(0.1)
        told = log.read_text().strip()
        if behind.poll() is not None:
            raise CommandError(f"The portal did not start:\n{told}")
        self._say(told)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _refuse_a_second(var: Path) -> None:
    state = running_state(var=var)
    if state:
        raise AlreadyRunning(f"The portal already runs on port {state.port}: `manage.py down` stops it.")


def _is_ready(var: Path, supervisor: int) -> bool:
    state = running_state(var=var)
    return state is not None and state.supervisor.pid == supervisor and state.ready


def _workers() -> int:
    """Return how many jobs the worker runs at a time; PORTAL_WORKERS, or one."""
    value = os.environ.get("PORTAL_WORKERS") or "1"
    if not value.isdigit() or not 1 <= int(value) <= 64:
        raise CommandError(f"PORTAL_WORKERS={value!r} is not a number from 1 to 64.")
    return int(value)

"""Say what runs in this state folder."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from b2b_portal.runtime import postgres
from b2b_portal.runtime.health import is_healthy
from b2b_portal.runtime.instance import running_state
from b2b_portal.runtime.placement import place
from b2b_portal.runtime.state_folder import state_folder
from b2b_portal.runtime.welcome import ROOMS, address, draw_table


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = _gather()
        self.stdout.write(json.dumps(facts) if options["json"] else _describe(facts))


def _gather() -> dict[str, Any]:
    """Return what status --json prints; `addresses` and `processes` are empty when nothing runs."""
    var, domain = state_folder(), settings.PORTAL_DOMAIN
    state = running_state(var=var)
    return {
        "running": state is not None,
        "healthy": state is not None and is_healthy(port=state.port, domain=domain),
        "port": state.port if state else None,
        "supervisor_pid": state.supervisor.pid if state else None,
        "database": _describe_database(),
        "addresses": [address(domain=domain, port=state.port, label=label) for label, _ in ROOMS] if state else [],
        "processes": {
            name: {"pid": child.identity.pid, "alive": child.identity.is_alive, "restarts": child.restarts}
            for name, child in (state.children if state else {}).items()
        },
        "state_folder": str(var),
    }


def _describe_database() -> dict[str, Any]:
    """Whether the database is the embedded one, and then whether it runs; another one is not ours to judge."""
    var = state_folder()
    if settings.DATABASES["default"]["HOST"] != str(place(var=var).sockets):
        return {"kind": "external", "running": None}
    return {"kind": "embedded", "running": postgres.is_running(var=var)}


def _describe(facts: dict[str, Any]) -> str:
    if not facts["running"]:
        return "The portal does not run: `manage.py up` starts it."
    health = "answers" if facts["healthy"] else "does not answer"
    rows = [
        (name, f"process {process['pid']}", "alive" if process["alive"] else "dead", f"{process['restarts']} restarts")
        for name, process in facts["processes"].items()
    ]
    return "\n".join([f"The portal {health} at {' and '.join(facts['addresses'])}", draw_table(rows)])

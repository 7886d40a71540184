#!/usr/bin/env python
"""Django's command line for the portal; it starts the embedded database for the commands that need one."""

import argparse
import os
import sys
from collections.abc import Sequence

WITHOUT_DATABASE = {
    *("check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages", "version"),
    *("up", "down", "status", "prepare"),  # they start and stop it themselves
}


def needs_database(arguments: Sequence[str]) -> bool:
    """Whether the command line `arguments` (without the program) asks for a command that talks to the database."""
    asks_for_help = not arguments or not {"-h", "--help", "--version"}.isdisjoint(arguments)
    return not asks_for_help and arguments[0] not in WITHOUT_DATABASE


def provide_database(arguments: Sequence[str]) -> None:
    """Set DATABASE_URL to the embedded PostgreSQL, started when needed, unless it names another server."""
    if os.environ.get("DATABASE_URL"):
        return
    from b2b_portal.runtime import postgres
    from b2b_portal.runtime.state_folder import state_folder

    address = postgres.ensure_running if needs_database(arguments) else postgres.database_url
    os.environ["DATABASE_URL"] = address(var=state_folder())


def provide_port(arguments: Sequence[str]) -> None:
    """Set PORTAL_PORT, which addresses in papers carry: what `up` is told, else that of the running portal."""
    from b2b_portal.runtime.instance import running_state
    from b2b_portal.runtime.state_folder import state_folder

    if arguments[:1] == ["up"]:
        parser = argparse.ArgumentParser(add_help=False)
        parser.add_argument("--port", default="")
        port = parser.parse_known_args(arguments)[0].port
    else:
        state = running_state(var=state_folder())
        port = os.environ.get("PORTAL_PORT") or (str(state.port) if state else "")
    if port.isdigit() and int(port) < 65536:  # another is refused by `up`, in a sentence
        os.environ["PORTAL_PORT"] = port


def main() -> None:
    """Run a management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "b2b_portal.settings")
    try:
        provide_port(sys.argv[1:])
        provide_database(sys.argv[1:])
    except (RuntimeError, ModuleNotFoundError) as problem:
        sys.exit(str(problem))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

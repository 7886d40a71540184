"""Stop the portal that runs in this state folder, database included."""

import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from b2b_portal.runtime import postgres
from b2b_portal.runtime.instance import running_state
from b2b_portal.runtime.state_folder import state_folder
from b2b_portal.runtime.supervisor import end_leftovers

STOPPED_WITHIN_SECONDS = 60


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        var = state_folder()
        state = running_state(var=var)
        if state:
            os.kill(state.supervisor.pid, signal.SIGTERM)
            deadline = time.monotonic() + STOPPED_WITHIN_SECONDS
            while state.supervisor.is_alive:
                if time.monotonic() > deadline:
                    raise CommandError(f"The portal (process {state.supervisor.pid}) does not stop.")
                time.sleep(0.05)
        end_leftovers(var=var)
        database_ran = postgres.stop(var=var)
        self.stdout.write("Stopped." if state or database_ran else "Nothing was running.")

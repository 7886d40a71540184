"""Bring messages, tables and static files up to date, as `up` does before it starts."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from b2b_portal.runtime import postgres
from b2b_portal.runtime.preparation import prepare_portal
from b2b_portal.runtime.state_folder import state_folder


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        var = state_folder()
        is_ours = os.environ.get("DATABASE_URL") == postgres.database_url(var=var) and not postgres.is_running(var=var)
        if is_ours:
            postgres.ensure_running(var=var)
        try:
            prepare_portal(var=var, say=self.stdout.write)
        finally:
            if is_ours:
                postgres.stop(var=var)

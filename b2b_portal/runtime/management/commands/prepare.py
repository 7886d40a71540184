"""Bring messages, tables and static files up to date, as `up` does before it starts."""

from typing import Any

from django.core.management.base import BaseCommand

from b2b_portal.runtime.preparation import prepare_portal
from b2b_portal.runtime.state_folder import state_folder


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_portal(var=state_folder(), say=self.stdout.write)

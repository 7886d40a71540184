"""Make the desk's index of open cases again from the organisations' own rows: after an upgrade or a restore."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tenants.utils import tenant_context

from records.open_cases import rebuild_cases
from tenants.models import Organisation


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        organisations = list(Organisation.objects.ready().order_by("slug"))
        cases = 0
        for organisation in organisations:
            with tenant_context(organisation):
                cases += rebuild_cases(at=timezone.now())
        result = {"organisations": len(organisations), "cases": cases}
        text = f"{cases} open cases in {len(organisations)} organisations."
        self.stdout.write(json.dumps(result) if options["json"] else text)

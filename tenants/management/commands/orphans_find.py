"""Count the rows of organisations that point at a public row which is not there; fails when there is one."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.models import Organisation
from tenants.orphans import find_orphans


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        organisations = list(Organisation.objects.ready().order_by("slug"))
        found = [orphans for organisation in organisations for orphans in find_orphans(organisation)]
        result = {"organisations": len(organisations), "orphans": [asdict(orphans) for orphans in found]}
        lines = [f"{orphans.organisation}: {orphans.column} points nowhere {orphans.count} times" for orphans in found]
        text = json.dumps(result) if options["json"] else "\n".join(lines) or f"No orphans in {len(organisations)}."
        if found:
            raise CommandError(text)
        self.stdout.write(text)

"""Name the company that writes quotes and invoices, from a JSON file (docs/operate.md shows one)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.selling_company import CompanyRefused, set_selling_company


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            values = json.loads(options["file"].read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise CommandError(f"{options['file']} cannot be read as JSON: {problem}") from problem
        try:
            company = set_selling_company(values)
        except CompanyRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{company.name} writes and invoices from now on.")

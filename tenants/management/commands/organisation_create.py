"""Create an organisation and its portal, in this process: no worker is needed."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tenants.actions import OrganisationRefused, create_organisation
from tenants.actor import SYSTEM
from tenants.jobs import run_job_here
from tenants.models import Organisation


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True)
        parser.add_argument("--kind", required=True, choices=Organisation.Kind.values)
        parser.add_argument("--slug", required=True)
        parser.add_argument("--country", default="FR")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        try:
            organisation, job = create_organisation(
                name=options["name"],
                kind=options["kind"],
                slug=options["slug"],
                country=options["country"].upper(),
                by=SYSTEM,
                at=timezone.now(),
            )
        except OrganisationRefused as refused:
            raise CommandError(str(refused)) from refused
        job = run_job_here(job)
        organisation.refresh_from_db()
        if organisation.status != Organisation.Status.READY:
            raise CommandError(f"The organisation was written but is not ready: {job.problem}")
        result = {
            "id": str(organisation.pk),
            "slug": organisation.slug,
            "schema": organisation.schema_name,
            "status": organisation.status,
            "url": organisation.url,
            "seconds": round(time.perf_counter() - started, 3),
        }
        text = json.dumps(result) if options["json"] else f"{organisation.name} is ready at {organisation.url}/"
        self.stdout.write(text)

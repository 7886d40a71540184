"""Read a file into an organisation's fleet through the same jobs as the portal, in this process.

Where the portal would ask what a column is, the likeliest reading is taken.
"""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.actions.columns import NoIdentifierChosen, confirm_columns
from fleet.actions.uploads import UploadTooLarge, commit_upload, receive_upload
from fleet.models import Upload
from fleet.states import UploadState
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation

OPERATOR = Actor(id="", name="fleet_import", role="admin")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="bring the rows into the fleet; else only check them")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        organisation = Organisation.objects.ready().filter(slug=options["slug"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {options['slug']!r} that is ready.")
        with tenant_context(organisation):
            upload = self._import(options["file"], commit=options["commit"])
        result = {**result_of(upload), "seconds": round(time.perf_counter() - started, 3)}
        if upload.state == UploadState.FAILED:
            raise CommandError(json.dumps(result) if options["json"] else upload.problem)
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else in_words(result))

    def _import(self, path: Path, *, commit: bool) -> Upload:
        try:
            with path.open("rb") as file:
                upload = receive_upload(file=File(file), filename=path.name, by=OPERATOR, at=timezone.now())
        except (OSError, UploadTooLarge) as problem:
            raise CommandError(str(problem)) from problem
        run_job_here(Job.objects.get(pk=str(upload.job_id)))
        upload.refresh_from_db()
        if upload.state == UploadState.MAPPING:
            self._confirm_columns(upload)
        if commit and upload.state == UploadState.CHECKED:
            job = run_job_here(commit_upload(upload=upload, by=OPERATOR, at=timezone.now()))
            upload.refresh_from_db()
            if upload.state != UploadState.COMMITTED:
                raise CommandError(f"The rows were read but not imported: {job.problem}")
        return upload

    def _confirm_columns(self, upload: Upload) -> None:
        try:
            run_job_here(confirm_columns(upload=upload, choices={}, by=OPERATOR, at=timezone.now()))
        except NoIdentifierChosen as problem:
            raise CommandError(str(problem)) from problem
        upload.refresh_from_db()


def result_of(upload: Upload) -> dict[str, Any]:
    """The keys that scripts rely on."""
    summary = upload.summary
    outcomes = summary.get("outcomes", {})
    created = summary.get("created", outcomes.get("create", 0))
    updated = summary.get("updated", outcomes.get("update", 0))
    unchanged = summary.get("unchanged", outcomes.get("leave", 0))
    return {
        "upload": str(upload.pk),
        "state": upload.state,
        "problem_code": upload.problem_code,
        "problem": upload.problem,
        "rows": summary.get("rows", 0),
        "devices": created + updated + unchanged,
        "created": created,
        "updated": updated,
        "unchanged": unchanged,
        "refused": outcomes.get("refuse", 0),
        "identified": summary.get("identified", 0),
        "by_evidence": summary.get("by_evidence", {}),
        "problems": summary.get("problems", {}),
        "profile": upload.profile,
        "encoding": upload.encoding,
        "delimiter": upload.delimiter,
        "sheet": upload.sheet,
        "header_row": upload.header_row,
    }


def in_words(result: dict[str, Any]) -> str:
    """One line for a person."""
    return (
        f"{result['state']}: {result['rows']} rows, {result['created']} created, {result['updated']} updated, "
        f"{result['unchanged']} unchanged, {result['refused']} refused, {result['identified']} identified "
        f"({result['profile'] or 'no profile'}) in {result['seconds']} s"
    )

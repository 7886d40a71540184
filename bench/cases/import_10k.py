"""10,000 rows of an Intune-shaped workbook, from pick-up to committed, through the real jobs in this process.

The floor reads the same file with calamine and copies the same cells into one table without looking at them.
"""

import secrets
import tempfile
from itertools import count
from pathlib import Path

import python_calamine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tenants.utils import tenant_context

from b2b_portal.demo.fleet_file import HEADERS, write_xlsx
from bench.result import Result
from bench.turns import in_turns
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.models import Upload
from fleet.states import UploadState
from tenants.actions import create_organisation
from tenants.actor import SYSTEM, Actor
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation

ROWS = 10_000
ROUNDS = 3
BY = Actor("", "bench", "admin")


def run() -> Result:
    """Every round imports another file into an organisation of its own."""
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    seeds = count(1)
    uploads = iter([_received(write_xlsx(ROWS, seed=next(seeds))) for _ in range(ROUNDS)])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "devices.xlsx"
        file.write_bytes(write_xlsx(ROWS))
        times = in_turns(
            {"ours": lambda: _read_and_commit(*next(uploads)), "floor": lambda: _read_and_copy(file)}, rounds=ROUNDS
        )
    return Result(seconds=times["ours"], floor_seconds=times["floor"], rows=ROWS)


def _received(content: bytes) -> tuple[Organisation, Upload]:
    slug = f"bench-{secrets.token_hex(6)}"
    organisation, job = create_organisation(
        name=f"{slug} (fictitious)", kind="company", slug=slug, country="FR", by=SYSTEM, at=timezone.now()
    )
    run_job_here(job)
    organisation.refresh_from_db()
    with tenant_context(organisation):
        upload = receive_upload(file=ContentFile(content), filename="devices.xlsx", by=BY, at=timezone.now())
    return organisation, upload


def _read_and_commit(organisation: Organisation, upload: Upload) -> None:
    with tenant_context(organisation):
        run_job_here(Job.objects.get(pk=str(upload.job_id)))
        upload.refresh_from_db()
        run_job_here(commit_upload(upload=upload, by=BY, at=timezone.now()))
        upload.refresh_from_db()
        assert upload.state == UploadState.COMMITTED, upload.problem
        assert upload.summary["created"] == ROWS


def _read_and_copy(file: Path) -> None:
    rows = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    columns = ", ".join(f"c{number} text" for number in range(len(HEADERS)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE floor ({columns})")
        with cursor.copy("COPY floor FROM STDIN") as copy:
            for row in rows[1:]:
                copy.write_row([str(cell) for cell in row])
        cursor.execute("DROP TABLE floor")

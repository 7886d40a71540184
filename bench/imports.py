"""A list into an organisation's fleet by the real action and the real jobs, in this process."""

from pathlib import Path

from django.core.files import File
from django.utils import timezone
from django_tenants.utils import tenant_context

from bench.organisations import BY
from fleet.actions.uploads import commit_upload, receive_upload
from fleet.models import Upload
from fleet.states import UploadState
from tenants.jobs import run_job_here
from tenants.models import Job, Organisation


def receive(organisation: Organisation, path: Path) -> Upload:
    """Upload the file; nothing of it is read yet."""
    with tenant_context(organisation), path.open("rb") as file:
        return receive_upload(file=File(file), filename=path.name, by=BY, at=timezone.now())


def read_and_commit(organisation: Organisation, upload: Upload) -> Upload:
    """From the pick-up of its reading to committed; nobody looks at the check in between."""
    with tenant_context(organisation):
        run_job_here(Job.objects.get(pk=str(upload.job_id)))
        upload.refresh_from_db()
        run_job_here(commit_upload(upload=upload, by=BY, at=timezone.now()))
        upload.refresh_from_db()
    assert upload.state == UploadState.COMMITTED, upload.problem
    return upload

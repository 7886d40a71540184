"""Uploading a file, confirming what it would do, throwing it away, taking it out of the fleet again."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from fleet.keeping import Keep, keep_rows
from fleet.models import Upload
from fleet.states import UPLOAD, UploadState
from fleet.undo import refuse_if_held
from records.documents import current_organisation
from records.events import record_event
from records.transitions import move
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import Permission, check_may
from tenants.sent_twice import about, wait_for_first

_UNANSWERED = (
    UploadState.RECEIVED,
    UploadState.READING,
    UploadState.MAPPING,
    UploadState.CHECKING,
    UploadState.CHECKED,
)


class UploadTooLarge(Exception):
    """The file is larger than a fleet needs."""

    def __init__(self) -> None:
        megabytes = settings.UPLOAD_MOST_BYTES // 1024**2
        super().__init__(
            _("The file is larger than %(megabytes)d MB. Split it, or save only the sheet with the devices.")
            % {"megabytes": megabytes}
        )


def receive_upload(*, file: "File[bytes]", filename: str, by: Actor, at: datetime) -> Upload:
    """Keep the file under the organisation's folder and queue its reading; a second click keeps nothing twice.

    Raises: PermissionRefused; UploadTooLarge.
    """
    check_may(by.role, Permission.FLEET_UPLOAD)
    if file.size > settings.UPLOAD_MOST_BYTES:
        raise UploadTooLarge
    upload = Upload(
        filename=filename[-300:],
        storage_name=f"{current_organisation().pk}/{uuid4()}",
        sha256=_sha256(file),
        size=file.size,
        received_at=at,
        received_by_id=by.id,
        received_by_name=by.name,
    )
    with transaction.atomic():
        wait_for_first(what=f"upload {current_organisation().pk} {by.id} {upload.sha256}")
        first = _sent_just_before(upload)
        if first:
            return first
        default_storage.save(upload.storage_name, file)
        upload.save(force_insert=True)
        job = enqueue_for("fleet.read_upload", upload, by=by, at=at)
        Upload.objects.filter(pk=upload.pk).update(job_id=job.pk)
        record_event(subject=upload, verb="upload.received", by=by, at=at, to_state=upload.state)
    upload.job_id = job.pk
    return upload


def _sent_just_before(upload: Upload) -> Upload | None:
    """The same file of the same person, seconds ago and not confirmed yet: a second click."""
    return (
        Upload.objects.filter(
            sha256=upload.sha256,
            received_by_id=upload.received_by_id,
            received_at__range=about(upload.received_at),
            state__in=_UNANSWERED,
            kept_from=None,
        )
        .order_by("received_at")
        .first()
    )


def commit_upload(*, upload: Upload, by: Actor, at: datetime, keep: Keep | None = None) -> Job:
    """Ask for the checked rows to be brought into the fleet; those to `keep` go on as an upload of their own.

    Raises: PermissionRefused; IllegalTransition when it is not checked; NothingToKeep; StateChanged on a second click.
    """
    with transaction.atomic():
        move(upload, machine=UPLOAD, to=UploadState.COMMITTING, by=by, at=at)
        if keep:
            keep_rows(upload=upload, keep=keep, by=by, at=at)
        job = enqueue_for("fleet.commit_upload", upload, by=by, at=at)
        Upload.objects.filter(pk=upload.pk).update(job_id=job.pk)
    upload.job_id = job.pk
    return job


def discard_upload(*, upload: Upload, by: Actor, at: datetime) -> None:
    """Throw an upload away before anything of it is in the fleet."""
    with transaction.atomic():
        move(upload, machine=UPLOAD, to=UploadState.DISCARDED, by=by, at=at)
        upload.rows.all().delete()


def undo_upload(*, upload: Upload, by: Actor, at: datetime) -> Job:
    """Ask for the fleet as it was before this upload.

    Raises: PermissionRefused; IllegalTransition when it is not imported; UploadHeld, which says by what; StateChanged
    on a second click.
    """
    check_may(by.role, Permission.FLEET_UPLOAD)
    UPLOAD.check(source=upload.state, target=UploadState.UNDOING)
    refuse_if_held(upload_id=upload.pk)
    with transaction.atomic():
        move(upload, machine=UPLOAD, to=UploadState.UNDOING, by=by, at=at)
        job = enqueue_for("fleet.undo_upload", upload, by=by, at=at)
        Upload.objects.filter(pk=upload.pk).update(job_id=job.pk)
    upload.job_id = job.pk
    return job


def enqueue_for(kind: str, upload: Upload, *, by: Actor, at: datetime, **what: Any) -> Job:
    """Queue a job of that kind on the upload, under the name of its file; `what` are arguments besides."""
    return enqueue_job(
        kind=kind,
        organisation_id=current_organisation().pk,
        arguments={"upload": str(upload.pk), "role": by.role, **what},
        by=by,
        at=at,
        title=upload.filename,
    )


def _sha256(file: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()

"""Saying what the columns of an upload are: asked when they are not certain, or after a look at the rows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fleet.actions.uploads import enqueue_for
from fleet.intake.choices import with_choices, worth_remembering
from fleet.intake.mapping import Mapping as ColumnMapping
from fleet.intake.refusals import NO_IDENTIFIER_COLUMN, REFUSAL_SENTENCES
from fleet.models import RememberedColumn, Upload
from fleet.states import UPLOAD, UploadState
from records.transitions import move
from tenants.actor import Actor
from tenants.models import Job
from tenants.permissions import Permission, check_may


class NoIdentifierChosen(Exception):
    """No column was said to name the devices."""

    def __init__(self) -> None:
        super().__init__(_(REFUSAL_SENTENCES[NO_IDENTIFIER_COLUMN]))


class FileDivided(Exception):
    """Read again, the whole file would bring back the rows that were kept apart."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Some rows of this file go on by themselves, so its columns cannot be changed any more."
                " Put the rows right, or discard them and upload the file again."
            )
        )


def confirm_columns(*, upload: Upload, choices: Mapping[int, str], by: Actor, at: datetime) -> Job:
    """Take the field chosen for each column by its index, remember it for the next file, and have the rows checked.

    Raises: PermissionRefused; ChosenTwice; NoIdentifierChosen; IllegalTransition when nothing is asked; StateChanged on
    a second click.
    """
    proposed = ColumnMapping.from_json(upload.mapping)
    chosen = with_choices(proposed, choices)
    if not chosen.names_devices:
        raise NoIdentifierChosen
    with transaction.atomic():
        move(upload, machine=UPLOAD, to=UploadState.CHECKING, by=by, at=at, mapping=chosen.as_json(), samples=[])
        RememberedColumn.objects.remember(worth_remembering(proposed, choices), profile=proposed.profile, at=at)
        job = enqueue_for("fleet.check_upload", upload, by=by, at=at)
        Upload.objects.filter(pk=upload.pk).update(job_id=job.pk)
    upload.job_id = job.pk
    return job


def ask_columns_again(*, upload: Upload, by: Actor, at: datetime) -> None:
    """Go back from the rows to the columns: one of them was read wrongly.

    Raises: PermissionRefused; FileDivided; IllegalTransition when the rows are not checked; StateChanged on a second
    click.
    """
    check_may(by.role, Permission.FLEET_UPLOAD)
    if upload.is_divided:
        raise FileDivided
    move(upload, machine=UPLOAD, to=UploadState.MAPPING, by=by, at=at)

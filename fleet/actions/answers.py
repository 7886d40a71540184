"""Answering for all rows of a checked file that have one problem, and taking an answer back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fleet.actions.uploads import enqueue_for
from fleet.intake.answers import Answer
from fleet.intake.group_fixes import MEANINGS, accepts
from fleet.models import RememberedWord, Upload, UploadAnswer
from fleet.states import UPLOAD, UploadState
from records.transitions import move
from tenants.actor import Actor
from tenants.models import Job


class NotAnAnswer(Exception):
    """The rows cannot be read with what was said."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of the answers that are offered."))


def answer_rows(*, upload: Upload, answers: Sequence[Answer], by: Actor, at: datetime) -> Job:
    """Have all rows that the answers serve read again, and remember what words stand for.

    Raises: NotAnAnswer; PermissionRefused; IllegalTransition when the rows do not wait; StateChanged on a second click.
    """
    if not answers or not all(accepts(answer.code, answer.text) for answer in answers):
        raise NotAnAnswer
    told = {"code": answers[0].code, "answers": len(answers)}
    with transaction.atomic():
        move(upload, machine=UPLOAD, to=UploadState.CHECKING, by=by, at=at, data=told)
        given = UploadAnswer.objects.keep(answers, upload=upload, by=by, at=at)
        RememberedWord.objects.remember((answer for answer in answers if answer.code in MEANINGS), at=at)
        return _enqueue(upload, {"given": given}, by=by, at=at)


def take_answer_back(*, upload: Upload, answer: UploadAnswer, by: Actor, at: datetime) -> Job:
    """Have the rows that an answer served read as they were, and forget what it said of a word.

    Raises: PermissionRefused; IllegalTransition when the rows do not wait; StateChanged on a second click.
    """
    with transaction.atomic():
        move(
            upload,
            machine=UPLOAD,
            to=UploadState.CHECKING,
            by=by,
            at=at,
            data={"code": answer.code, "taken_back": answer.text},
        )
        RememberedWord.objects.forget(answer.as_answer())
        return _enqueue(upload, {"taken": [answer.pk]}, by=by, at=at)


def look_words_up(*, upload: Upload, code: str, by: Actor, at: datetime) -> Job:
    """Have the words of a column that is not kept looked up in the file, and answered where we remember them.

    Raises: PermissionRefused; IllegalTransition when the rows do not wait; StateChanged on a second click.
    """
    with transaction.atomic():
        move(upload, machine=UPLOAD, to=UploadState.CHECKING, by=by, at=at, data={"code": code, "looked_up": True})
        return _enqueue(upload, {"look_up": code}, by=by, at=at)


def _enqueue(upload: Upload, what: Mapping[str, Any], *, by: Actor, at: datetime) -> Job:
    job = enqueue_for("fleet.answer_upload", upload, by=by, at=at, **what)
    Upload.objects.filter(pk=upload.pk).update(job_id=job.pk)
    upload.job_id = job.pk
    return job

"""One step of a state machine on a real row: allowed, permitted, first, and told."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from b2b_portal.lib.states import IllegalTransition
from fleet.actions.uploads import receive_upload
from fleet.models import Upload
from fleet.states import UPLOAD, UploadState
from records.events import events_of
from records.transitions import StateChanged, move
from tenants.actor import SYSTEM, Actor
from tenants.permissions import PermissionRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(in_acme, as_alice, now) -> Upload:
    return receive_upload(file=ContentFile(b"x"), filename="x.csv", by=as_alice, at=now)


@pytest.fixture
def step(now) -> Callable[..., None]:
    """Move an upload."""

    def take(upload: Upload, to: str, by: Actor = SYSTEM, **changes) -> None:
        move(upload, machine=UPLOAD, to=to, by=by, at=now, **changes)

    return take


def test_it_works(upload, step, as_alice):
    step(upload, UploadState.DISCARDED, as_alice, reason="wrong file")

    event = events_of(upload).first()
    assert Upload.objects.get().state == UploadState.DISCARDED
    assert (event.verb, event.from_state, event.to_state) == ("upload.discarded", "received", "discarded")
    assert (event.reason, event.by_name) == ("wrong file", "Alice Martin")


def test_step_that_the_table_does_not_have_changes_nothing(upload, step):
    with pytest.raises(IllegalTransition):
        step(upload, UploadState.COMMITTED)

    assert Upload.objects.get().state == upload.state == UploadState.RECEIVED


def test_step_without_the_permission_changes_nothing(upload, step, as_bob):
    with pytest.raises(PermissionRefused):
        step(upload, UploadState.DISCARDED, as_bob)

    assert Upload.objects.get().state == UploadState.RECEIVED


def test_somebody_who_was_slower_is_told(upload, step, as_alice):
    same = Upload.objects.get()
    step(upload, UploadState.DISCARDED, as_alice)

    with pytest.raises(StateChanged, match="meantime"):
        step(same, UploadState.READING)

    assert events_of(upload).filter(verb="upload.reading_started").count() == 0


def test_fields_change_along_with_the_state(upload, step):
    step(upload, UploadState.FAILED, problem="Export it again.", problem_code="empty")

    assert Upload.objects.get().problem == upload.problem == "Export it again."


def test_step_the_database_refuses_writes_no_event(upload, step):
    with pytest.raises(IntegrityError, match="upload_failed_says_why"), transaction.atomic():
        step(upload, UploadState.FAILED)

    assert not events_of(upload).filter(verb="upload.failed").exists()

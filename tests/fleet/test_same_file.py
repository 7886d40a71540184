"""The same bytes once more: their rows are taken over from the upload that read them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalogue.models import DeviceModel
from fleet.actions.corrections import correct_row
from fleet.actions.model_names import name_model
from fleet.actions.uploads import commit_upload, discard_upload, receive_upload, undo_upload
from fleet.models import Device, RememberedColumn, Upload
from fleet.models.device import FACTS
from fleet.same_file import read_before
from fleet.states import UploadState
from tenants.jobs import run_job_here
from tenants.models import Job

pytestmark = pytest.mark.django_db
LIST = """Serial number,Asset tag,Manufacturer,Model,Storage,Location
PF3A1B2C,A-1,LENOVO,ThinkPad T14 Gen 2,256 GB,Lyon
,A-2,LENOVO,ThinkPad T14 Gen 2,512 GB,Paris
PF3A1B2D,A-3,Acme,Wonder Book 3,256 GB,Paris
PF3A1B2C,A-4,LENOVO,ThinkPad T14 Gen 2,256 GB,Lyon
"""


def read(by, at, content=LIST) -> Upload:
    upload = receive_upload(file=ContentFile(content.encode()), filename="parc.csv", by=by, at=at)
    run_job_here(Job.objects.get(pk=upload.job_id))
    upload.refresh_from_db()
    return upload


def imported(by, at) -> Upload:
    upload = read(by, at)
    run_job_here(commit_upload(upload=upload, by=by, at=at))
    upload.refresh_from_db()
    return upload


def rows_of(upload: Upload) -> list[tuple]:
    names = ("row_number", "raw", "problems", "site_name", *FACTS)
    return list(upload.rows.in_file_order().values_list(*names))


def test_it_works(in_acme, as_alice, now):
    first = imported(as_alice, now)

    again = read(as_alice, now)

    assert again.state == UploadState.CHECKED
    assert again.summary["outcomes"] == {"leave": 3, "refuse": 1}
    assert rows_of(again) == rows_of(first)
    assert (again.mapping, again.sheet, again.header_row) == (first.mapping, first.sheet, first.header_row)
    assert {name: again.summary[name] for name in ("rows", "problems", "by_evidence")} == {
        name: first.summary[name] for name in ("rows", "problems", "by_evidence")
    }


def test_file_is_not_opened_again(in_acme, as_alice, now):
    imported(as_alice, now)
    upload = receive_upload(file=ContentFile(LIST.encode()), filename="parc.csv", by=as_alice, at=now)
    default_storage.delete(upload.storage_name)

    run_job_here(Job.objects.get(pk=upload.job_id))

    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_one_other_sign_is_another_file(in_acme, as_alice, now):
    imported(as_alice, now)

    again = read(as_alice, now, LIST.replace("512 GB", "256 GB"))

    assert again.summary["outcomes"] == {"leave": 2, "refuse": 1, "update": 1}


def test_device_that_was_changed_since_is_changed_back(in_acme, as_alice, now):
    imported(as_alice, now)
    Device.objects.filter(serial="PF3A1B2C").update(storage_gb=512)

    again = imported(as_alice, now)

    assert (again.summary["updated"], Device.objects.get(serial="PF3A1B2C").storage_gb) == (1, 256)


def test_list_that_was_undone_is_imported_anew(in_acme, as_alice, now):
    first = imported(as_alice, now)
    run_job_here(undo_upload(upload=first, by=as_alice, at=now))

    again = imported(as_alice, now)

    assert (again.summary["created"], Device.objects.count()) == (3, 3)


def test_corrections_of_a_row_are_not_taken_for_what_the_file_says(in_acme, as_alice, now):
    first = read(as_alice, now)
    row = first.rows.get(row_number=5)
    correct_row(upload=first, row=row, cells={"Serial number": "PF3A1B2E"}, by=as_alice, at=now)
    run_job_here(commit_upload(upload=first, by=as_alice, at=now))

    again = read(as_alice, now)

    assert again.summary["outcomes"] == {"leave": 3, "refuse": 1}


def test_model_named_since_is_known(in_acme, as_alice, now):
    first = imported(as_alice, now)
    name_model(maker="Acme", model="Wonder Book 3", slug=DeviceModel.objects.first().pk, by=as_alice, at=now)

    again = read(as_alice, now)

    assert read_before(again) != first
    assert again.summary["by_evidence"]["own_name"] == 1


def test_columns_remembered_since_are_asked_of_the_file(in_acme, as_alice, now):
    first = imported(as_alice, now)
    RememberedColumn.objects.remember({"location": ""}, profile=first.profile, at=now)

    again = read(as_alice, now)

    assert (first.rows.get(row_number=2).site_name, again.rows.get(row_number=2).site_name) == ("Lyon", "")


def test_upload_that_was_thrown_away_gives_no_rows(in_acme, as_alice, now):
    discard_upload(upload=read(as_alice, now), by=as_alice, at=now)

    again = read(as_alice, now)

    assert again.summary["outcomes"] == {"create": 3, "refuse": 1}

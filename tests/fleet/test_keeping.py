"""Rows that stay behind when the others are imported: they go on as an upload of their own."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from fleet.actions.answers import look_words_up
from fleet.actions.columns import FileDivided, ask_columns_again
from fleet.actions.corrections import correct_row
from fleet.actions.uploads import commit_upload, discard_upload, receive_upload, undo_upload
from fleet.keeping import Keep, NothingToKeep, divisions_of
from fleet.models import Device, Upload
from fleet.states import UploadState
from fleet.tasks import give_up_commit
from records.models import Event
from records.transitions import StateChanged
from tenants.jobs import JobFailed, JobRun, NoPulse, run_job_here
from tenants.models import Job, OpenCase
from tenants.permissions import PermissionRefused
from tests.fleet.test_answers import answered, assert_counts_are_right, device, sheet, taken_back, values
from tests.fleet.test_importing import upload_of

pytestmark = pytest.mark.django_db

NAMELESS = device(9, serial_number="")
LIST = sheet(device(1), device(2, storage="lots"), NAMELESS, device(1))


def divided(upload, by, at, keep=Keep.REFUSED):
    """Import the others; the part that was kept."""
    run_job_here(commit_upload(upload=upload, by=by, at=at, keep=keep))
    upload.refresh_from_db()
    return upload.parts_kept.get()


def imported(upload, by, at) -> Upload:
    run_job_here(commit_upload(upload=upload, by=by, at=at))
    upload.refresh_from_db()
    return upload


def test_it_works(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)

    part = divided(upload, as_alice, now)

    assert (upload.state, part.state) == (UploadState.COMMITTED, UploadState.CHECKED)
    assert (values(upload, "row_number"), values(part, "row_number")) == ([2, 3], [4, 5])
    assert part.filename == "devices.csv, the 2 rows left"
    assert Device.objects.count() == 2
    for counted in (upload, part):
        assert_counts_are_right(counted)


def test_rows_that_are_asked_about_are_kept_by_choice(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)
    assert [(one.keep, one.rows, one.imported) for one in divisions_of(upload)] == [
        ("refused", 2, 2),
        ("questions", 3, 1),
    ]

    part = divided(upload, as_alice, now, Keep.QUESTIONS)

    assert (values(upload, "row_number"), values(part, "row_number")) == ([2], [3, 4, 5])
    assert (upload.summary["created"], part.summary["outcomes"]) == (1, {"create": 1, "refuse": 2})


def test_problem_that_only_tells_something_keeps_no_row(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, ownership="Personal"), device(2)), as_alice, now)

    assert upload.rows.with_problems().count() == 1
    assert divisions_of(upload) == []


def test_kept_row_is_put_right_and_imported_by_itself(in_acme, as_alice, now):
    part = divided(upload_of(LIST, as_alice, now), as_alice, now)

    correct_row(
        upload=part, row=part.rows.get(row_number=4), cells={"Serial number": "F2LXK1AAAA09"}, by=as_alice, at=now
    )
    part.refresh_from_db()
    imported(part, as_alice, now)

    assert (part.state, part.summary["created"], part.summary["outcomes"]["refuse"]) == (UploadState.COMMITTED, 1, 1)
    assert Device.objects.count() == 3


def test_double_that_was_kept_changes_the_device_and_makes_no_second_one(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, storage="128 GB"), device(1, storage="256 GB")), as_alice, now)
    part = divided(upload, as_alice, now)

    answered(part, as_alice, now, "duplicate_in_file", text="yes")
    imported(part, as_alice, now)

    assert Device.objects.get().storage_gb == 256
    assert part.summary["updated"] == 1


def test_each_part_is_undone_by_itself(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)
    part = divided(upload, as_alice, now, Keep.QUESTIONS)
    imported(part, as_alice, now)

    run_job_here(undo_upload(upload=upload, by=as_alice, at=now))
    assert list(Device.objects.values_list("serial", flat=True)) == ["F2LXK1AAAA02"]

    run_job_here(undo_upload(upload=part, by=as_alice, at=now))
    assert not Device.objects.exists()


def test_dates_of_kept_rows_are_read_as_the_whole_file_proves(in_acme, as_alice, now):
    rows = [device(1, purchase_date="25/12/2021"), device(2, purchase_date="04/10/2021", serial_number="")]
    part = divided(upload_of(sheet(*rows), as_alice, now), as_alice, now)

    row = correct_row(upload=part, row=part.rows.get(), cells={"Serial number": "F2LXK1AAAA02"}, by=as_alice, at=now)

    assert str(row.purchased_on) == "2021-10-04"


def test_answers_go_with_the_rows_that_they_served(in_acme, as_alice, now):
    rows = [device(1, storage="lots"), device(2, storage="lots", serial_number=""), device(3, memory="few")]
    upload = upload_of(sheet(*rows), as_alice, now)
    answered(upload, as_alice, now, "storage_unreadable", column="Storage", value="lots", text="256 GB")
    answered(upload, as_alice, now, "ram_unreadable", column="Memory", value="few", text="8 GB")

    part = divided(upload, as_alice, now)

    served = upload.answers.order_by("code").values_list("code", "row_numbers")
    assert list(served) == [("ram_unreadable", [4]), ("storage_unreadable", [2])]
    assert list(part.answers.values_list("row_numbers", "text", "answered_by_name")) == [([3], "256 GB", as_alice.name)]
    taken_back(part, as_alice, now)
    assert values(part, "storage_gb") == [None]


def test_words_of_kept_rows_are_looked_up_in_the_file(in_acme, as_alice, now):
    rows = [device(1), *(device(number, condition="nickel") for number in range(2, 5))]
    part = divided(upload_of(sheet(*rows), as_alice, now), as_alice, now, Keep.QUESTIONS)

    run_job_here(look_words_up(upload=part, code="condition_unknown", by=as_alice, at=now))

    assert [problem["value"] for row in part.rows.all() for problem in row.problems] == ["nickel"] * 3


def test_part_of_a_part_is_named_after_the_file(in_acme, as_alice, now):
    part = divided(upload_of(LIST, as_alice, now), as_alice, now, Keep.QUESTIONS)

    last = divided(part, as_alice, now)

    assert (last.filename, last.kept_from) == ("devices.csv, the 2 rows left", part)
    assert (values(part, "row_number"), values(last, "row_number")) == ([3], [4, 5])


def test_columns_of_a_divided_file_are_not_changed(in_acme, as_alice, now):
    part = divided(upload_of(LIST, as_alice, now), as_alice, now)

    with pytest.raises(FileDivided):
        ask_columns_again(upload=part, by=as_alice, at=now)


def test_import_that_is_given_up_leaves_the_kept_rows_as_they_are(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)
    job = commit_upload(upload=upload, by=as_alice, at=now, keep=Keep.REFUSED)

    run = JobRun(job_id=job.pk, organisation=in_acme, arguments=job.arguments, by=as_alice, at=now, pulse=NoPulse())
    give_up_commit(run, JobFailed("held", "Nothing was imported."))

    upload.refresh_from_db()
    assert (upload.state, values(upload, "row_number")) == (UploadState.CHECKED, [2, 3])
    assert values(upload.parts_kept.get(), "row_number") == [4, 5]
    with pytest.raises(FileDivided):  # read whole again, the file would bring the kept rows back
        ask_columns_again(upload=upload, by=as_alice, at=now)
    imported(upload, as_alice, now)
    assert Device.objects.count() == 2


def test_same_file_again_is_a_whole_file(in_acme, as_alice, now):
    divided(upload_of(LIST, as_alice, now), as_alice, now)

    again = receive_upload(file=ContentFile(LIST), filename="devices.csv", by=as_alice, at=now + timedelta(seconds=1))
    run_job_here(Job.objects.get(pk=again.job_id))

    assert (again.kept_from, again.rows.count()) == (None, 4)


def test_second_click_keeps_nothing_twice(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)
    again = Upload.objects.get(pk=upload.pk)
    commit_upload(upload=upload, by=as_alice, at=now, keep=Keep.REFUSED)

    with pytest.raises(StateChanged):
        commit_upload(upload=again, by=as_alice, at=now, keep=Keep.REFUSED)
    assert Upload.objects.count() == 2


@pytest.mark.parametrize("rows", [[device(1), device(2)], [NAMELESS], [device(1, storage="lots")]])
def test_upload_that_would_stay_whole_is_not_divided(in_acme, as_alice, now, rows):
    upload = upload_of(sheet(*rows), as_alice, now)

    for keep in Keep:
        with pytest.raises(NothingToKeep):
            commit_upload(upload=Upload.objects.get(pk=upload.pk), by=as_alice, at=now, keep=keep)
    upload.refresh_from_db()
    assert (upload.state, upload.parts_kept.count()) == (UploadState.CHECKED, 0)


def test_onlooker_may_not_divide(in_acme, as_alice, as_bob, now):
    upload = upload_of(LIST, as_alice, now)

    with pytest.raises(PermissionRefused):
        commit_upload(upload=upload, by=as_bob, at=now, keep=Keep.REFUSED)


def test_part_is_a_case_of_its_own_and_its_beginning_is_written_down(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)

    part = divided(upload, as_alice, now)

    assert (OpenCase.objects.get().pk, OpenCase.objects.get().devices) == (part.pk, 2)
    event = Event.objects.get(verb="upload.kept")
    assert (event.by_name, event.subject_id, event.data) == (
        as_alice.name,
        str(part.pk),
        {"from": str(upload.pk), "rows": 2},
    )


def test_part_thrown_away_takes_nothing_of_the_others_along(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)
    part = divided(upload, as_alice, now)

    discard_upload(upload=part, by=as_alice, at=now)

    assert (upload.rows.count(), part.rows.count(), Device.objects.count()) == (2, 0, 2)


def test_stored_file_belongs_to_one_original(in_acme, as_alice, now):
    upload = upload_of(LIST, as_alice, now)
    copy = Upload(
        filename="copy.csv",
        storage_name=upload.storage_name,
        sha256=upload.sha256,
        size=1,
        received_at=now,
        received_by_name="Alice",
    )

    with pytest.raises(IntegrityError, match="upload_file_once"), transaction.atomic():
        copy.save()

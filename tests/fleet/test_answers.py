"""One answer serves every row with the same problem: the rows are read again, and it can be taken back."""

import pytest
from django_tenants.utils import tenant_context

from fleet.actions.answers import NotAnAnswer, answer_rows, look_words_up, take_answer_back
from fleet.actions.corrections import correct_row
from fleet.actions.uploads import commit_upload
from fleet.intake.answers import Answer
from fleet.models import Device, RememberedWord
from fleet.states import UploadState
from fleet.summary import count_again
from records.models import Event
from records.transitions import StateChanged
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused
from tests.fleet.test_importing import imported, upload_of

pytestmark = pytest.mark.django_db

HEADERS = "Serial number,IMEI,Asset tag,Model,Storage,Memory,Battery health,Purchase date,Condition,Ownership"


def sheet(*rows: str) -> bytes:
    return "\n".join([HEADERS, *rows]).encode()


def device(number: int, **cells: str) -> str:
    names = HEADERS.lower().replace(" ", "_").split(",")
    known = {"serial_number": f"F2LXK1AAAA{number:02}", "model": "iPhone 13", **cells}
    return ",".join(known.get(name, "") for name in names)


def answered(upload, by, at, code, **answers):
    """Answer for a code: `text` for the cause, or column and value to text."""
    run_job_here(answer_rows(upload=upload, answers=[Answer(code=code, **answers)], by=by, at=at))
    upload.refresh_from_db()
    return upload


def taken_back(upload, by, at):
    run_job_here(take_answer_back(upload=upload, answer=upload.answers.get(), by=by, at=at))
    upload.refresh_from_db()
    return upload


def codes(upload) -> dict[int, list[str]]:
    return {row.row_number: [problem["code"] for problem in row.problems] for row in upload.rows.in_file_order()}


def values(upload, *names) -> list:
    return list(upload.rows.in_file_order().values_list(*names, flat=len(names) == 1))


def assert_counts_are_right(upload) -> None:
    told = dict(upload.summary)
    count_again(upload)
    assert upload.summary == told


def test_it_works(in_acme, as_alice, now):
    upload = upload_of(
        sheet(device(1, storage="lots"), device(2, storage="lots"), device(3, storage="few")), as_alice, now
    )

    answered(upload, as_alice, now, "storage_unreadable", column="Storage", value="lots", text="256 GB")

    assert values(upload, "storage_gb") == [256, 256, None]
    assert codes(upload) == {2: [], 3: [], 4: ["storage_unreadable"]}
    assert upload.state == UploadState.CHECKED
    assert upload.summary["problems"] == {"storage_unreadable": 1}
    assert_counts_are_right(upload)


def test_cells_stay_as_the_file_has_them(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, storage="lots")), as_alice, now)

    answered(upload, as_alice, now, "storage_unreadable", column="Storage", value="lots", text="256 GB")

    assert upload.rows.get().raw["Storage"] == "lots"


def test_answer_is_what_is_imported(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, memory="some")), as_alice, now)
    answered(upload, as_alice, now, "ram_unreadable", column="Memory", value="some", text="8 GB")

    run_job_here(commit_upload(upload=upload, by=as_alice, at=now))

    assert Device.objects.get().ram_gb == 8


def test_answer_taken_back_leaves_the_rows_as_they_were(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, storage="lots"), device(2)), as_alice, now)
    before = (upload.summary, codes(upload), values(upload, "storage_gb", "outcome"))
    answered(upload, as_alice, now, "storage_unreadable", column="Storage", value="lots", text="256 GB")

    taken_back(upload, as_alice, now)

    assert (upload.summary, codes(upload), values(upload, "storage_gb", "outcome")) == before
    assert not upload.answers.exists()


def test_text_that_is_left_empty_is_mentioned_no_more(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, battery_health="250")), as_alice, now)

    answered(upload, as_alice, now, "battery_unreadable", column="Battery health", value="250", text="")

    assert (codes(upload), values(upload, "battery_health")) == ({2: []}, [None])


@pytest.mark.parametrize(("order", "iso"), [("day_first", "2021-10-04"), ("month_first", "2021-04-10")])
def test_order_of_the_dates_serves_the_column(in_acme, as_alice, now, order, iso):
    upload = upload_of(
        sheet(device(1, purchase_date="04/10/2021"), device(2, purchase_date="05/11/2021")), as_alice, now
    )
    assert codes(upload) == {2: ["date_ambiguous"], 3: ["date_ambiguous"]}

    answered(upload, as_alice, now, "date_ambiguous", column="Purchase date", text=order)

    assert codes(upload) == {2: [], 3: []}
    assert values(upload, "purchased_on")[0].isoformat() == iso


def test_rounded_number_is_left_out_where_there_is_another(in_acme, as_alice, now):
    rounded = "3.56938E+14"
    rows = [device(1, imei=rounded), device(2, serial_number="", imei=rounded)]
    upload = upload_of(sheet(*rows), as_alice, now)
    assert values(upload, "outcome") == ["refuse", "refuse"]

    answered(upload, as_alice, now, "imei_rounded", text="yes")

    assert values(upload, "outcome") == ["create", "refuse"]
    assert codes(upload) == {2: [], 3: ["imei_rounded"]}


def test_number_left_out_reveals_a_double(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1), device(1, imei="3.56938E+14")), as_alice, now)

    answered(upload, as_alice, now, "imei_rounded", text="yes")

    assert codes(upload) == {2: [], 3: ["duplicate_in_file"]}
    assert_counts_are_right(upload)


def test_last_of_three_rows_counts_instead_of_the_first(in_acme, as_alice, now):
    rows = [device(1, storage="128 GB"), device(1, storage="256 GB"), device(1, storage="512 GB"), device(2)]
    upload = upload_of(sheet(*rows), as_alice, now)
    assert values(upload, "outcome") == ["create", "refuse", "refuse", "create"]

    answered(upload, as_alice, now, "duplicate_in_file", text="yes")
    assert values(upload, "outcome") == ["refuse", "refuse", "create", "create"]
    assert {problem["hint"] for row in upload.rows.filter(outcome="refuse") for problem in row.problems} == {"4"}

    taken_back(upload, as_alice, now)
    assert values(upload, "outcome") == ["create", "refuse", "refuse", "create"]
    assert_counts_are_right(upload)


def test_personal_devices_are_ours_and_can_be_personal_again(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, ownership="Personal"), device(2, ownership="Leased")), as_alice, now)

    answered(upload, as_alice, now, "personal_device", text="yes")
    assert (values(upload, "owner"), codes(upload)) == (["organisation", "lessor"], {2: [], 3: []})

    taken_back(upload, as_alice, now)
    assert (values(upload, "owner"), codes(upload)) == (["person", "lessor"], {2: ["personal_device"], 3: []})


def test_hidden_rows_are_left_out_until_the_answer_is_taken_back(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1), device(2)), as_alice, now)
    hidden = {"code": "hidden_row", "column": "", "value": "", "hint": ""}
    upload.rows.filter(row_number=3).update(problems=[hidden])

    answered(upload, as_alice, now, "hidden_row", text="yes")
    assert (values(upload, "outcome"), codes(upload)) == (["create", "refuse"], {2: [], 3: ["hidden_row", "left_out"]})

    taken_back(upload, as_alice, now)
    assert (values(upload, "outcome"), codes(upload)) == (["create", "create"], {2: [], 3: ["hidden_row"]})


def test_condition_is_said_for_all_rows_without_knowing_the_word(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, condition="nickel"), device(2, condition="B")), as_alice, now)

    answered(upload, as_alice, now, "condition_unknown", column="Condition", value="", text="A")

    assert (values(upload, "grade"), codes(upload)) == (["A", "B"], {2: [], 3: []})


def test_words_are_looked_up_where_several_rows_have_them(in_acme, as_alice, now):
    rows = [device(number, condition="nickel") for number in range(1, 4)]
    rows += [device(4, condition="Jean Martin"), *(device(number, condition="j@x.fr") for number in range(5, 9))]
    upload = upload_of(sheet(*rows), as_alice, now)

    run_job_here(look_words_up(upload=upload, code="condition_unknown", by=as_alice, at=now))

    assert [problem["value"] for row in upload.rows.in_file_order() for problem in row.problems] == ["nickel"] * 3 + [
        ""
    ] * 5


def test_word_is_remembered_for_the_next_file(in_acme, as_alice, now):
    rows = [device(number, condition="Nickel") for number in range(1, 4)]
    first = upload_of(sheet(*rows), as_alice, now)
    run_job_here(look_words_up(upload=first, code="condition_unknown", by=as_alice, at=now))
    first.refresh_from_db()
    answered(first, as_alice, now, "condition_unknown", column="Condition", value="Nickel", text="A")
    assert RememberedWord.objects.as_meanings("condition_unknown") == {"nickel": "A"}

    rows = [device(number, condition="NICKEL") for number in range(11, 15)]
    second = upload_of(sheet(*rows), as_alice, now)
    run_job_here(look_words_up(upload=second, code="condition_unknown", by=as_alice, at=now))

    assert values(second, "grade") == ["A"] * 4
    assert len(second.answers.get().row_numbers) == 4


def test_word_of_one_organisation_is_unknown_to_another(in_acme, globex, as_alice, now):
    RememberedWord.objects.remember([Answer(code="condition_unknown", value="nickel", text="A")], at=now)

    with tenant_context(globex):
        assert RememberedWord.objects.as_meanings("condition_unknown") == {}


def test_row_put_right_later_keeps_what_was_answered(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, storage="lots", condition="nickel")), as_alice, now)
    answered(upload, as_alice, now, "storage_unreadable", column="Storage", value="lots", text="256 GB")
    answered(upload, as_alice, now, "condition_unknown", column="Condition", value="", text="A")

    row = correct_row(upload=upload, row=upload.rows.get(), cells={"Asset tag": "A7"}, by=as_alice, at=now)

    assert (row.asset_tag, row.storage_gb, row.grade, row.problems) == ("A7", 256, "A", [])


def test_row_that_turns_out_to_be_in_the_fleet_changes_its_device(in_acme, as_alice, now):
    imported(sheet(device(1)), as_alice, now)
    upload = upload_of(sheet(device(1, imei="3.56938E+14", storage="128 GB")), as_alice, now)

    answered(upload, as_alice, now, "imei_rounded", text="yes")

    assert values(upload, "outcome", "device_id") == [("update", Device.objects.get().pk)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("storage_unreadable", "many"), ("battery_unreadable", "140"), ("condition_unknown", "E"),
        ("date_ambiguous", "year_first"), ("imei_rounded", ""), ("no_identifier", "yes"),
    ],
)  # fmt: skip
def test_answer_that_the_rows_cannot_be_read_with_is_refused(in_acme, as_alice, now, code, text):
    upload = upload_of(sheet(device(1)), as_alice, now)

    with pytest.raises(NotAnAnswer):
        answer_rows(upload=upload, answers=[Answer(code=code, text=text)], by=as_alice, at=now)
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_second_click_answers_nothing(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, ownership="Personal")), as_alice, now)
    again = type(upload).objects.get(pk=upload.pk)
    answer_rows(upload=upload, answers=[Answer(code="personal_device", text="yes")], by=as_alice, at=now)

    with pytest.raises(StateChanged):
        answer_rows(upload=again, answers=[Answer(code="personal_device", text="yes")], by=as_alice, at=now)
    assert Job.objects.filter(kind="fleet.answer_upload").count() == 1


def test_onlooker_may_not_answer(in_acme, as_alice, as_bob, now):
    upload = upload_of(sheet(device(1, ownership="Personal")), as_alice, now)

    with pytest.raises(PermissionRefused):
        answer_rows(upload=upload, answers=[Answer(code="personal_device", text="yes")], by=as_bob, at=now)


def test_job_that_died_after_its_work_is_done_once(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, ownership="Personal")), as_alice, now)
    job = answer_rows(upload=upload, answers=[Answer(code="personal_device", text="yes")], by=as_alice, at=now)
    run_job_here(job)
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED, finished_at=None)

    run_job_here(Job.objects.get(pk=job.pk))

    assert Event.objects.filter(verb="upload.checked").count() == 2
    assert values(upload, "owner") == ["organisation"]


def test_it_is_written_down_who_answered_what(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, ownership="Personal")), as_alice, now)

    answered(upload, as_alice, now, "personal_device", text="yes")

    event = Event.objects.get(verb="upload.answered")
    assert (event.by_name, event.data) == (as_alice.name, {"code": "personal_device", "answers": 1})

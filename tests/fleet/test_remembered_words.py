"""What was said of words for one file is read at once in the next, and can be taken back there."""

from datetime import timedelta

import pytest
from django_tenants.utils import tenant_context

from fleet.actions.columns import ask_columns_again, confirm_columns
from fleet.intake.answers import Answer
from fleet.models import RememberedWord, Upload
from fleet.states import UploadState
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tests.fleet.test_answers import (
    answered,
    assert_counts_are_right,
    codes,
    device,
    sheet,
    taken_back,
    values,
)
from tests.fleet.test_importing import imported, upload_of
from tests.fleet.test_views_uploads import checked, page, run_jobs

pytestmark = pytest.mark.django_db

LIST = sheet(device(1, condition="Nickel"), device(2, condition="nickel"), device(3, condition="bof"))


@pytest.fixture
def remembered(in_acme, now) -> None:
    said = [
        Answer(code="condition_unknown", value="nickel", text="A"),
        Answer(code="ownership_unknown", value="Pole Emploi", text="funder"),
    ]
    RememberedWord.objects.remember(said, at=now)


def test_it_works(remembered, as_alice, now):
    upload = upload_of(LIST, as_alice, now)

    assert (upload.state, values(upload, "grade")) == (UploadState.CHECKED, ["A", "A", ""])
    assert codes(upload) == {2: [], 3: [], 4: ["condition_unknown"]}
    assert sorted(upload.answers.values_list("value", "row_numbers", "is_remembered")) == [
        ("Nickel", [2], True),
        ("nickel", [3], True),
    ]
    assert_counts_are_right(upload)


def test_word_that_nobody_spoke_of_is_not_kept(remembered, as_alice, now):
    upload = upload_of(LIST, as_alice, now)

    assert [problem["value"] for row in upload.rows.all() for problem in row.problems] == [""]


def test_owner_is_read_as_said_before_and_counted(remembered, as_alice, now):
    upload = upload_of(sheet(device(1, ownership="Pole  emploi"), device(2)), as_alice, now)

    assert values(upload, "owner") == ["funder", ""]
    assert upload.summary["owners"] == {"funder": 1, "organisation": 1}


def test_rows_read_as_said_before_are_compared_with_the_fleet(remembered, as_alice, now):
    imported(sheet(device(1)), as_alice, now)

    upload = upload_of(sheet(device(1, condition="nickel")), as_alice, now)

    assert upload.summary["outcomes"] == {"update": 1}


def test_same_file_is_read_anew_once_its_word_is_known(in_acme, as_alice, now):
    first = upload_of(LIST, as_alice, now)
    RememberedWord.objects.remember([Answer(code="condition_unknown", value="bof", text="C")], at=now)

    second = upload_of(LIST, as_alice, now + timedelta(hours=1))

    assert (values(first, "grade"), values(second, "grade")) == (["", "", ""], ["", "", "C"])


def test_word_taken_back_is_forgotten(remembered, as_alice, now):
    upload = upload_of(sheet(device(1, condition="nickel")), as_alice, now)

    taken_back(upload, as_alice, now)

    assert (values(upload, "grade"), codes(upload)) == ([""], {2: ["condition_unknown"]})
    assert RememberedWord.objects.as_meanings("condition_unknown") == {}
    assert_counts_are_right(upload)


def test_word_that_stands_for_something_else_since_is_not_forgotten(remembered, as_alice, now):
    upload = upload_of(sheet(device(1, condition="nickel")), as_alice, now)
    RememberedWord.objects.remember([Answer(code="condition_unknown", value="nickel", text="B")], at=now)

    taken_back(upload, as_alice, now)

    assert RememberedWord.objects.as_meanings("condition_unknown") == {"nickel": "B"}


def test_word_answered_anew_is_what_this_person_said(remembered, as_alice, now):
    upload = upload_of(sheet(device(1, condition="nickel")), as_alice, now)
    taken_back(upload, as_alice, now)

    answered(upload, as_alice, now, "condition_unknown", column="Condition", value="nickel", text="B")

    assert (values(upload, "grade"), upload.answers.get().is_remembered) == (["B"], False)


def test_answers_are_gone_once_the_columns_were_changed(in_acme, as_alice, now):
    upload = upload_of(sheet(device(1, storage="lots")), as_alice, now)
    answered(upload, as_alice, now, "storage_unreadable", column="Storage", value="lots", text="256 GB")
    ask_columns_again(upload=upload, by=as_alice, at=now)

    run_job_here(confirm_columns(upload=upload, choices={}, by=as_alice, at=now))

    assert (values(upload, "storage_gb"), upload.answers.count()) == ([None], 0)


def test_other_organisation_has_said_nothing(remembered, globex, charlie, now):
    with tenant_context(globex):
        upload = upload_of(LIST, Actor.of(charlie, role="admin"), now)

        assert values(upload, "grade") == ["", "", ""]


def test_page_shows_each_word_with_its_way_back(remembered, acme_portal):
    address = checked(acme_portal, LIST)
    shown = page(acme_portal, address)
    assert "2 words read as you said before" in shown
    assert "Condition: “nickel” is read as A: like new." in shown
    assert "What you answered" not in shown

    acme_portal.post(f"{address}answers/{Upload.objects.get().answers.get(value='nickel').pk}/back/")
    run_jobs()

    assert "1 word read as you said before" in page(acme_portal, address)

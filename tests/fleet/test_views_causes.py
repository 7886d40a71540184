import pytest

from fleet.causes import TITLES
from fleet.intake.group_fixes import FIXES, Fix
from fleet.models import Upload
from fleet.states import UploadState
from tests.fleet.test_answers import device, sheet, values
from tests.fleet.test_views_uploads import checked, page, run_jobs

pytestmark = pytest.mark.django_db

LOTS = [device(1, storage="lots"), device(2, storage="lots"), device(3, storage="few")]


def causes(address: str, code: str) -> str:
    return f"{address}causes/{code}/"


def test_it_works(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))
    asked = causes(address, "storage_unreadable")
    assert asked in page(acme_portal, address)
    assert [text in page(acme_portal, asked) for text in ("lots", "few", "Storage")] == [True] * 3

    assert acme_portal.post(asked, {"text-0": "256 GB", "text-1": ""})["Location"] == address
    run_jobs()

    assert values(Upload.objects.get(), "storage_gb") == [256, 256, None]
    assert "Storage: “lots” is read as 256 GB." in page(acme_portal, address)


def test_rows_wait_with_their_progress_while_they_are_read(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))
    acme_portal.post(causes(address, "storage_unreadable"), {"text-0": "256 GB"})

    waiting = page(acme_portal, address)

    assert "Being checked" in waiting
    assert "/progress/" in waiting


def test_the_rest_is_left_empty_with_one_tick(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))

    acme_portal.post(causes(address, "storage_unreadable"), {"text-0": "256 GB", "rest": "on"})
    run_jobs()

    assert acme_portal.get(address).context["groups"] == []
    assert "Storage: “few” is left empty." in page(acme_portal, address)


def test_answer_is_taken_back_from_the_page(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))
    acme_portal.post(causes(address, "storage_unreadable"), {"text-0": "256 GB"})
    run_jobs()
    back = f"{address}answers/{Upload.objects.get().answers.get().pk}/back/"
    assert back in page(acme_portal, address)

    acme_portal.post(back)
    run_jobs()

    assert values(Upload.objects.get(), "storage_gb") == [None] * 3
    assert "What you answered" not in page(acme_portal, address)


def test_cause_with_one_answer_is_answered_by_its_button(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1), device(1)))
    assert "Take the last row instead of the first" in page(acme_portal, address)

    acme_portal.post(causes(address, "duplicate_in_file"), {"answer": "yes"})
    run_jobs()

    assert values(Upload.objects.get(), "outcome") == ["refuse", "create"]
    assert "The last row counts instead of the first." in page(acme_portal, address)


def test_order_of_the_dates_is_asked_with_a_date_read_both_ways(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1, purchase_date="04/10/2021")))
    asked = page(acme_portal, causes(address, "date_ambiguous"))
    assert "04/10/2021 is 4 Oct 2021" in asked
    assert "04/10/2021 is 10 Apr 2021" in asked

    acme_portal.post(causes(address, "date_ambiguous"), {"text-0": "day_first"})
    run_jobs()

    assert str(values(Upload.objects.get(), "purchased_on")[0]) == "2021-10-04"


def test_words_are_looked_up_first_and_then_asked(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*(device(number, condition="nickel") for number in range(1, 5))))
    asked = causes(address, "condition_unknown")
    assert "nickel" not in page(acme_portal, asked)
    assert "Look the words up" in page(acme_portal, asked)

    acme_portal.post(f"{asked}words/")
    run_jobs()

    assert "nickel" in page(acme_portal, asked)
    assert "Look the words up" not in page(acme_portal, asked)


def test_answer_of_an_earlier_file_is_proposed(acme_portal, in_acme):
    rows = [device(number, condition="nickel") for number in range(1, 5)]
    first = checked(acme_portal, sheet(*rows))
    acme_portal.post(f"{causes(first, 'condition_unknown')}words/")
    run_jobs()
    acme_portal.post(causes(first, "condition_unknown"), {"text-0": "A"})
    run_jobs()

    second = checked(acme_portal, sheet(*rows, device(9)), "later.csv")
    acme_portal.post(f"{causes(second, 'condition_unknown')}words/")
    run_jobs()

    assert "Condition: “nickel” is read as A: like new." in page(acme_portal, second)


def test_text_that_cannot_be_read_is_refused_beside_its_field(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1, battery_health="250")))

    refused = acme_portal.post(causes(address, "battery_unreadable"), {"text-0": "140"})

    assert refused.status_code == 422
    assert "Write the health in percent, from 0 to 100." in refused.content.decode()
    assert Upload.objects.get().state == UploadState.CHECKED


def test_form_that_says_nothing_is_refused(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))

    refused = acme_portal.post(causes(address, "storage_unreadable"), {"text-0": ""})

    assert refused.status_code == 422
    assert "Answer for one of the texts at least." in refused.content.decode()


@pytest.mark.parametrize("code", ["no_identifier", "nonsense"])
def test_cause_that_no_answer_serves_is_not_found(acme_portal, in_acme, code):
    address = checked(acme_portal, sheet(*LOTS))

    assert acme_portal.get(causes(address, code)).status_code == 404


def test_cause_that_nothing_has_any_more_says_so(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1)))

    assert "Nothing is left to answer" in page(acme_portal, causes(address, "storage_unreadable"))


def test_looking_answers_nothing(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1), device(1)))

    assert acme_portal.get(causes(address, "duplicate_in_file")).status_code == 302
    assert acme_portal.get(f"{causes(address, 'condition_unknown')}words/").status_code == 405
    assert Upload.objects.get().state == UploadState.CHECKED


def test_viewer_sees_the_causes_but_answers_none(acme_portal, acme_portal_of_bob, in_acme):
    address = checked(acme_portal, sheet(*LOTS))

    assert "causes/" not in page(acme_portal_of_bob, address)
    assert acme_portal_of_bob.get(causes(address, "storage_unreadable")).status_code == 403
    assert acme_portal_of_bob.post(causes(address, "storage_unreadable"), {"rest": "on"}).status_code == 403


def test_upload_of_another_organisation_is_not_found(acme_portal, globex_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))

    for path in (causes(address, "storage_unreadable"), f"{causes(address, 'condition_unknown')}words/"):
        assert globex_portal.post(path, {"rest": "on"}).status_code == 404
    assert globex_portal.post(f"{address}answers/1/back/").status_code == 404


def test_imported_upload_is_answered_no_more(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))
    acme_portal.post(f"{address}commit/")
    run_jobs()

    assert acme_portal.post(causes(address, "storage_unreadable"), {"rest": "on"})["Location"] == address
    assert Upload.objects.get().state == UploadState.COMMITTED


def test_texts_of_a_file_are_texts(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1, storage="<script>alert(1)</script>")))

    assert "<script>alert" not in page(acme_portal, causes(address, "storage_unreadable"))


def test_page_that_asks_is_called_by_its_problem(acme_portal, in_acme):
    address = checked(acme_portal, sheet(*LOTS))

    shown = page(acme_portal, causes(address, "storage_unreadable"))

    assert "Storage that we cannot read · devices.csv" in shown
    assert 'tabindex="-1">Storage that we cannot read</h1>' in shown


def test_every_page_that_asks_has_a_title():
    assert set(TITLES) == {code for code, fix in FIXES.items() if fix in (Fix.SAY, Fix.ORDER)}

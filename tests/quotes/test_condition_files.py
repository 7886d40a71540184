"""Conditions by list: the workbook of an offer goes out, comes back filled in, and makes the next version."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from fleet.actions.uploads import UploadTooLarge
from quotes.actions.declarations import receive_conditions
from quotes.actions.offers import accept_offer
from quotes.condition_reading import read_conditions
from quotes.condition_sheet import write_condition_sheet
from quotes.models import BuyBackOffer
from quotes.pricing.declaration import Declaration
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import ALL_DEDUCTED, offer_for, three_devices, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

HEAD = "Serial number;Asset tag;Grade;Cracked;Function;Lock;Battery health (%);Charger;Defects;Storage (GB)"


def a_list(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def read(offer, *rows: str, head: str = HEAD):
    cells = [(number, row.split(";")) for number, row in enumerate(rows, start=2)]
    return read_conditions(offer, head.split(";"), cells)


def bring(offer, content: bytes, by, at, *, filename="conditions.csv") -> Job:
    job = receive_conditions(offer=offer, file=ContentFile(content), filename=filename, by=by, at=at)
    return run_job_here(job)


def filled_in(content: bytes, **answers: str) -> bytes:
    """The workbook with these answers in every row, by the headers of its columns."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for header, answer in answers.items():
            sheet.cell(row, columns[header.replace("_", " ")], answer)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_it_works(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    job = bring(offer, a_list("F2LXK1AAAA01;;C;no;Works;;;yes;;"), as_alice, now)

    assert (job.state, job.result["version"], job.result["lines"]) == ("done", 2, 1)
    line = offer.lines.get(serial="F2LXK1AAAA01")
    assert (line.grade, line.has_charger, line.is_declared) == ("C", True, True)
    assert offer.revisions.get().why == "conditions.csv"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_workbook_of_the_offer_comes_back_filled_in(in_acme, as_alice, now, language):
    offer = offer_for(three_devices(), as_alice)
    with override(language):
        content = write_condition_sheet(offer)
    grade = {"en": "Grade", "fr": "Grade"}[language]

    job = bring(offer, filled_in(content, **{grade: "D"}), as_alice, now, filename="conditions.xlsx")

    assert (job.state, job.problem, job.result.get("problems")) == ("done", "", None)
    assert set(offer.lines.values_list("grade", flat=True)) == {"D"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_that_we_write_are_words_that_we_read(in_acme, as_alice, now, language):
    offer = offer_for(three_devices(), as_alice)
    all_said = "C: visible wear;yes;Faulty;Managed (MDM);77;no;Camera does not work | Traces of liquid;256"
    bring(offer, a_list(f"F2LXK1AAAA01;;{all_said}"), as_alice, now)
    with override(language):
        sheet = load_workbook(io.BytesIO(write_condition_sheet(offer))).worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]

    again = read_conditions(offer, rows[0], enumerate(rows[1:], start=2))

    assert again.problems == []
    assert list(again.said.values()) == [
        Declaration(
            grade="C",
            cracked=True,
            functional_state="faulty",
            lock="mdm",
            battery_health=77,
            has_charger=False,
            defects=frozenset({"camera", "water_mark"}),
            storage_gb=256,
        )
    ]


def test_workbook_tells_no_condition_that_nobody_declared(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    sheet = load_workbook(io.BytesIO(write_condition_sheet(offer))).worksheets[0]

    assert [cell.value for cell in sheet[2]][3:] == ["Apple iPhone 13", *[None] * 8]


def test_workbook_holds_no_formula(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01", asset_tag="=HYPERLINK(1)")], as_alice)

    sheet = load_workbook(io.BytesIO(write_condition_sheet(offer))).worksheets[0]

    tag = next(cell for cell in sheet[2] if cell.value == "=HYPERLINK(1)")
    assert (tag.data_type, tag.quotePrefix) == ("s", True)


def test_device_is_found_by_its_asset_tag_too(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    found = read(offer, ";it-0001;C;;;;;;;")

    assert list(found.said) == [offer.lines.get(asset_tag="IT-0001").pk]


def test_row_without_an_answer_is_passed_over(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    assert read(offer, "F2LXK1AAAA01;;;;;;;;;", "NEVERSEEN;;;;;;;;;").said == {}


def test_none_takes_back_every_defect(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    (said,) = read(offer, "F2LXK1AAAA01;;;;;;;;none;").said.values()

    assert said == Declaration(defects=frozenset())


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("NEVERSEEN;;C;;;;;;;", "serial", "not_in_offer"),
        (";;C;;;;;;;", "", "no_identifier"),
        ("F2LXK1AAAA01;;Z;;;;;;;", "grade", "unknown_word"),
        ("F2LXK1AAAA01;;;perhaps;;;;;;", "cracked", "unknown_word"),
        ("F2LXK1AAAA01;;;;;;101;;;", "battery_health", "not_a_number"),
        ("F2LXK1AAAA01;;;;;;a lot;;;", "battery_health", "not_a_number"),
        ("F2LXK1AAAA01;;;;;;;;mood;", "defects", "unknown_word"),
        ("F2LXK1AAAA01;;;;;;;;;0", "storage_gb", "not_a_number"),
    ],
)
def test_what_is_wrong_is_named_with_its_row_and_column(in_acme, as_alice, row, column, code):
    offer = offer_for(three_devices(), as_alice)

    (problem,) = read(offer, row).problems

    assert (problem.row, problem.column, problem.code) == (2, column, code)
    assert problem.sentence


def test_device_that_stands_twice_is_named(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    found = read(offer, "F2LXK1AAAA01;;C;;;;;;;", ";IT-0001;D;;;;;;;")

    assert [(problem.row, problem.code) for problem in found.problems] == [(3, "twice")]


@pytest.mark.parametrize(
    ("head", "code"), [("Grade;Cracked", "no_identifier_column"), ("Serial number;Price", "no_answer_column")]
)
def test_list_without_the_columns_is_refused_whole(in_acme, as_alice, head, code):
    offer = offer_for(three_devices(), as_alice)

    assert [problem.code for problem in read(offer, "x;y", head=head).problems] == [code]


def test_list_with_a_problem_changes_nothing_and_says_all(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    job = bring(offer, a_list("F2LXK1AAAA01;;C;;;;;;;", "PF3A1B2C;;Z;;;;;;;", "NEVERSEEN;;C;;;;;;;"), as_alice, now)

    assert (job.state, job.result["problem_count"]) == ("done", 2)
    assert BuyBackOffer.objects.get(pk=offer.pk).version == 1


def test_file_that_is_no_list_fails_with_a_sentence(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    job = bring(offer, b"\x00\x01\x02", as_alice, now, filename="photo.jpg")

    assert (job.state, bool(job.problem)) == ("failed", True)


def test_list_does_not_stay_after_it_was_read(in_acme, as_alice, now, django_capture_on_commit_callbacks):
    offer = offer_for(three_devices(), as_alice)

    with django_capture_on_commit_callbacks(execute=True):
        job = bring(offer, a_list("F2LXK1AAAA01;;C;;;;;;;"), as_alice, now)

    assert not default_storage.exists(job.arguments["storage_name"])


def test_reading_makes_one_query_however_many_rows(in_acme, as_alice):
    offer = offer_for([make_device(f"F2LXK1AAA{n:03}") for n in range(40)], as_alice)

    with queries() as ran:
        read(offer, *(f"F2LXK1AAA{n:03};;C;;;;;;;" for n in range(40)))

    assert len(ran) == 1


def test_viewer_brings_no_list(in_acme, as_alice, as_bob, now):
    offer = offer_for(three_devices(), as_alice)

    with pytest.raises(PermissionRefused):
        receive_conditions(offer=offer, file=ContentFile(b"x"), filename="x.csv", by=as_bob, at=now)


def test_list_that_is_too_large_is_refused(in_acme, as_alice, now, settings):
    settings.UPLOAD_MOST_BYTES = 3
    offer = offer_for(three_devices(), as_alice)

    with pytest.raises(UploadTooLarge):
        receive_conditions(offer=offer, file=ContentFile(b"1234"), filename="x.csv", by=as_alice, at=now)


@pytest.fixture
def offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(three_devices(), as_alice)


def address(name: str, offer: BuyBackOffer) -> str:
    return reverse(f"quotes:{name}", args=[offer.pk])


def test_page_takes_a_list_and_leads_to_its_job(acme_portal, offer):
    file = SimpleUploadedFile("conditions.csv", a_list("F2LXK1AAAA01;;C;;;;;;;"))

    response = acme_portal.post(address("offer_condition_file", offer), {"file": file})

    assert response["Location"].startswith("/jobs/")


def test_page_without_a_file_asks_again(acme_portal, offer):
    assert acme_portal.post(address("offer_condition_file", offer), {}).status_code == 422


def test_page_lists_what_is_wrong_with_the_last_list(acme_portal, acme, as_alice, offer, now):
    with tenant_context(acme):
        bring(offer, a_list("F2LXK1AAAA01;;Z;;;;;;;"), as_alice, now)

    page = acme_portal.get(address("offer_condition_file", offer)).content.decode()

    assert "Nothing was saved" in page
    assert "We do not know this word here" in page


def test_page_says_which_version_the_last_list_made(acme_portal, acme, as_alice, offer, now):
    with tenant_context(acme):
        bring(offer, a_list("F2LXK1AAAA01;;C;;;;;;;"), as_alice, now)

    assert "Version 2 of the offer is made" in acme_portal.get(address("offer_condition_file", offer)).content.decode()


def test_workbook_is_downloaded_by_the_offers_own_name(acme_portal, offer):
    response = acme_portal.get(address("offer_condition_sheet", offer))

    assert offer.reference in response["Content-Disposition"]
    assert load_workbook(io.BytesIO(response.content)).worksheets[0].max_row == 4


@pytest.mark.parametrize("name", ["offer_condition_file", "offer_condition_sheet"])
def test_lists_of_another_organisations_offer_are_nobodys(globex_portal, acme_portal_of_bob, offer, name):
    assert globex_portal.get(address(name, offer)).status_code == 404
    assert acme_portal_of_bob.get(address(name, offer)).status_code == 403


def test_answered_offer_takes_no_list(acme_portal, acme, as_alice, offer, now):
    with tenant_context(acme):
        accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)

    assert acme_portal.get(address("offer_condition_file", offer)).status_code == 302

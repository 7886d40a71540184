"""Price books at the desk: drafted by one person, published by another."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from openpyxl import load_workbook

from catalogue.drafting import copy_price_book
from catalogue.models import BasePrice, BatteryDeduction, ConditionRate, PriceBook, PriceBookEvent, PriceUpload
from catalogue.price_workbook import write_price_workbook
from catalogue.publishing import SecondPersonNeeded, publish_price_book
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, User
from tests.conftest import HostClient

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


def price_manager(name):
    return User.objects.create_user(
        f"{name.lower()}@renew.example", full_name=name, staff_role="price_manager", language="en"
    )


@pytest.fixture
def paula(db):
    return User.objects.get(email="paula@renew.example")


@pytest.fixture
def pedro(db):
    return price_manager("Pedro")


@pytest.fixture
def desk_of_paula(paula):
    return HostClient("desk").sign_in(paula, "desk")


@pytest.fixture
def desk_of_pedro(pedro):
    return HostClient("desk").sign_in(pedro, "desk")


@pytest.fixture
def empty_prices(db):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE catalogue_pricebook CASCADE")


@pytest.fixture
def in_force(now):
    return PriceBook.objects.in_force(currency="EUR", at=now)


@pytest.fixture
def draft(paula, in_force, now):
    """Paula's, with one price raised by 50."""
    book = copy_price_book(
        book=in_force, version="2027-01", effective_at=now + timedelta(days=30), by=Actor.of(paula), at=now
    )
    row = BasePrice.objects.filter(book=book).order_by("id").first()
    BasePrice.objects.filter(pk=row.pk).update(amount=row.amount + 50)
    return book


def uploaded(client, content, *, query=""):
    file = SimpleUploadedFile("prices.xlsx", content)
    response = client.post(f"/price-books/new/{query}", {"file": file})
    assert response.status_code == 302, response.content.decode()
    upload = PriceUpload.objects.latest("received_at")
    run_job_here(Job.objects.get(pk=upload.job_id))
    return PriceUpload.objects.get(pk=upload.pk)


def test_it_works(desk_of_paula, in_force):
    page = desk_of_paula.get("/price-books/").content.decode()

    assert in_force.version in page
    assert "In force now" in page


def test_list_takes_the_same_queries_however_many_books(
    desk_of_paula, in_force, paula, now, django_assert_max_num_queries
):
    for number in range(5):
        copy_price_book(book=in_force, version=f"v{number}", effective_at=now, by=Actor.of(paula), at=now)

    with django_assert_max_num_queries(12):
        assert desk_of_paula.get("/price-books/").status_code == 200


def test_account_manager_finds_no_price_books(desk):
    assert desk.get("/price-books/").status_code == 403


def test_download_is_a_workbook(desk_of_paula, in_force):
    response = desk_of_paula.get(f"/price-books/{in_force.pk}/workbook/")

    assert load_workbook(io.BytesIO(response.content))["Price book"]["B1"].value == in_force.version


def test_copy_asks_for_a_version_that_is_new(desk_of_paula, in_force, now):
    day = (now + timedelta(days=3)).date().isoformat()
    taken = desk_of_paula.post(f"/price-books/{in_force.pk}/copy/", {"version": in_force.version, "effective_on": day})
    made = desk_of_paula.post(f"/price-books/{in_force.pk}/copy/", {"version": "2027-02", "effective_on": day})

    assert (taken.status_code, made.status_code) == (422, 302)
    assert "give this one another version" in taken.content.decode()
    assert PriceBook.objects.get(version="2027-02").drafted_by_name == "Paula Roux"


def test_uploaded_workbook_takes_the_place_of_the_draft(desk_of_pedro, draft):
    upload = uploaded(desk_of_pedro, write_price_workbook(draft), query=f"?replaces={draft.pk}")

    assert (upload.book.drafted_by_name, upload.book.uploaded_by_name) == ("Paula Roux", "Pedro")
    assert not PriceBook.objects.filter(pk=draft.pk).exists()
    assert desk_of_pedro.get(f"/price-books/uploads/{upload.pk}/").url == f"/price-books/{upload.book_id}/"


def test_refused_workbook_shows_every_problem_and_gives_the_list(desk_of_paula, draft):
    workbook = load_workbook(io.BytesIO(write_price_workbook(draft)))
    workbook["Base prices"]["C2"] = "much"
    workbook["Locks"]["B2"] = -1
    file = io.BytesIO()
    workbook.save(file)

    upload = uploaded(desk_of_paula, file.getvalue(), query=f"?replaces={draft.pk}")

    page = desk_of_paula.get(f"/price-books/uploads/{upload.pk}/").content.decode()
    assert "2 things to correct" in page
    assert "“much” is not a number." in page
    listed = load_workbook(io.BytesIO(desk_of_paula.get(f"/price-books/uploads/{upload.pk}/problems/").content)).active
    assert [row[0].value for row in listed.iter_rows(min_row=2)] == ["Base prices", "Locks"]
    assert PriceBook.objects.filter(pk=draft.pk).exists()


def test_file_that_is_too_large_is_refused_beside_the_field(desk_of_paula, monkeypatch):
    monkeypatch.setattr("catalogue.uploaded_workbook.MOST_BYTES", 10)

    response = desk_of_paula.post("/price-books/new/", {"file": SimpleUploadedFile("p.xlsx", b"PK" * 20)})

    assert response.status_code == 422
    assert "copy only your rows" in response.content.decode()


def test_difference_says_what_rises_and_is_narrowed(desk_of_paula, draft):
    page = desk_of_paula.get(f"/price-books/{draft.pk}/").content.decode()
    none = desk_of_paula.get(f"/price-books/{draft.pk}/?maker=dell&start=x").content.decode()

    assert "+€50.00" in page
    assert "No change like this" in none


def test_who_drafted_may_not_publish_and_reads_who_may(desk_of_paula, draft, pedro):
    response = desk_of_paula.post(f"/price-books/{draft.pk}/publish/", follow=True)

    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "ask Eve Simon, Pedro" in response.content.decode()


def test_who_uploaded_last_may_not_publish_either(draft, pedro, now):
    PriceBook.objects.filter(pk=draft.pk).update(
        uploaded_at=now, uploaded_by_id=str(pedro.pk), uploaded_by_name="Pedro"
    )

    with pytest.raises(SecondPersonNeeded):
        publish_price_book(book=draft, by=Actor.of(pedro), at=now)


def test_database_refuses_one_person_too(draft, now):
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        PriceBook.objects.filter(pk=draft.pk).update(
            status="published",
            published_at=now,
            published_by_id=draft.drafted_by_id,
            published_by_name="Paula Roux",
            sha256="0" * 64,
        )


def test_second_person_reads_the_largest_changes_and_publishes(desk_of_pedro, draft):
    page = desk_of_pedro.get(f"/price-books/{draft.pk}/publish/").content.decode()

    desk_of_pedro.post(f"/price-books/{draft.pk}/publish/")

    draft.refresh_from_db()
    assert "+€50.00" in page
    assert (draft.status, draft.published_by_name) == ("published", "Pedro")
    assert PriceBookEvent.objects.filter(version="2027-01", verb="price_book.published", by_name="Pedro").exists()


def test_worse_condition_that_pays_more_is_warned_of(desk_of_pedro, draft):
    fine = desk_of_pedro.get(f"/price-books/{draft.pk}/publish/").content.decode()
    ConditionRate.objects.filter(book=draft, category="*", grade="B", functional_state="works").update(percent=1)
    BatteryDeduction.objects.create(book=draft, category="laptop", below_percent=1, amount="0.01")

    for page in (f"/price-books/{draft.pk}/publish/", f"/price-books/{draft.pk}/"):
        warned = desk_of_pedro.get(page).content.decode()
        assert "Grade C, works" in warned
        assert "Battery below 1 %" in warned
        assert "− €0.01" in warned
    assert "A worse condition is paid more" not in fine


def test_book_that_another_overtakes_is_warned_of(desk_of_pedro, draft, in_force):
    PriceBook.objects.filter(pk=draft.pk).update(effective_at=in_force.effective_at - timedelta(days=1))

    assert "It would never be in force" in desk_of_pedro.get(f"/price-books/{draft.pk}/publish/").content.decode()


def test_second_publishing_says_that_somebody_was_faster(desk_of_pedro, draft):
    desk_of_pedro.post(f"/price-books/{draft.pk}/publish/")

    again = desk_of_pedro.post(f"/price-books/{draft.pk}/publish/", follow=True).content.decode()

    assert "Somebody else was faster" in again


def test_retiring_says_which_book_takes_over(desk_of_pedro, in_force, now):
    page = desk_of_pedro.get(f"/price-books/{in_force.pk}/retire/").content.decode()

    desk_of_pedro.post(f"/price-books/{in_force.pk}/retire/")

    before = PriceBook.objects.filter(currency="EUR", status="published").newest_first().first()
    in_force.refresh_from_db()
    assert in_force.status == "retired"
    assert (str(before) in page) if before else ("There would be no prices" in page)


def test_draft_is_discarded_after_a_question_and_a_published_book_never(desk_of_paula, draft, in_force):
    assert "Discard this draft?" in desk_of_paula.get(f"/price-books/{draft.pk}/discard/").content.decode()

    desk_of_paula.post(f"/price-books/{draft.pk}/discard/")
    desk_of_paula.post(f"/price-books/{in_force.pk}/discard/")

    assert not PriceBook.objects.filter(pk=draft.pk).exists()
    assert PriceBook.objects.filter(pk=in_force.pk).exists()


def test_without_any_book_the_page_says_what_to_do(desk_of_paula, empty_prices):
    assert "No prices yet" in desk_of_paula.get("/price-books/").content.decode()


def test_first_book_is_begun_from_the_empty_workbook(desk_of_paula, in_force, request):
    shipped = load_workbook(io.BytesIO(write_price_workbook(in_force)))
    request.getfixturevalue("empty_prices")
    page = desk_of_paula.get("/price-books/new/").content.decode()
    blank = load_workbook(io.BytesIO(desk_of_paula.get("/price-books/new/workbook/").content))

    empty = io.BytesIO()
    blank.save(empty)
    refused = uploaded(desk_of_paula, empty.getvalue())
    for name in blank.sheetnames[1:-1]:
        for row in shipped[name].iter_rows(min_row=2, values_only=True):
            blank[name].append(row)
    filled = io.BytesIO()
    blank.save(filled)
    taken = uploaded(desk_of_paula, filled.getvalue())

    assert "/price-books/new/workbook/" in page
    assert (refused.book, bool(refused.problems)) == (None, True)
    assert BasePrice.objects.filter(book=taken.book).count() > 100

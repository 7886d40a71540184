"""A price book as a workbook and back; what is wrong with one is told whole."""

import io
from datetime import timedelta

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from catalogue.drafting import discard_draft, receive_prices
from catalogue.models import BasePrice, PriceBook, PriceBookEvent
from catalogue.price_content import fingerprint_of, rows_of
from catalogue.price_problems import PriceProblem
from catalogue.price_workbook import write_price_workbook
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job, User
from tenants.permissions import PermissionRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_paula(db):
    """The price manager."""
    return Actor.of(User.objects.get(email="paula@renew.example"))


@pytest.fixture
def shipped():
    return PriceBook.objects.newest_first().first()


@pytest.fixture
def take(as_paula, now):
    """Upload a workbook and read it."""

    def uploaded(content, *, replaces=None):
        upload = receive_prices(content=content, filename="prices.xlsx", replaces=replaces, by=as_paula, at=now)
        job = run_job_here(Job.objects.get(pk=upload.job_id))
        assert job.state == "done", job.problem
        upload.refresh_from_db()
        return upload

    return uploaded


def changed(book):
    """The workbook of a book with a new version."""
    return spoilt(book, {"Price book!B1": "2027-01"})


def spoilt(book, cells):
    workbook = load_workbook(io.BytesIO(write_price_workbook(book)))
    for place, value in cells.items():
        sheet, _mark, cell = place.partition("!")
        workbook[sheet][cell] = value
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def problems_of(upload):
    return [PriceProblem(**problem) for problem in upload.problems]


def test_it_works(shipped, take):
    upload = take(changed(shipped))

    assert upload.problems == []
    assert (upload.book.version, upload.book.status, len(rows_of(upload.book))) == (
        "2027-01",
        "draft",
        len(rows_of(shipped)),
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_workbook_uploaded_again_is_the_same_book(shipped, take, language):
    draft = take(changed(shipped)).book
    said = fingerprint_of(draft)
    with override(language):
        content = write_price_workbook(draft)

    again = take(content, replaces=draft).book

    assert again.pk != draft.pk
    assert not PriceBook.objects.filter(pk=draft.pk).exists()
    assert fingerprint_of(again) == said


def test_workbook_of_the_book_itself_is_refused_for_its_version_alone(shipped, take):
    (problem,) = problems_of(take(write_price_workbook(shipped)))

    assert (problem.code, problem.sheet_name, problem.column_name) == ("version_exists", "Price book", "Version")
    assert str(shipped) in problem.sentence


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_changed(shipped, take):
    before = fingerprint_of(shipped)

    upload = take(
        spoilt(
            shipped,
            {
                "Price book!B1": "2027-01",
                "Price book!B2": "USD",
                "Price book!B3": "soon",
                "Base prices!A2": "Aple iPhone 11",
                "Base prices!C3": -5,
                "Base prices!C4": "about 80",
                "Base prices!C5": None,
                "Condition!A2": "Teapots",
                "Locks!B2": 101,
                "Bonus by quantity!A2": 50.5,
            },
        )
    )

    told = {(problem.sheet, problem.row, problem.column): problem for problem in problems_of(upload)}
    assert {place: problem.code for place, problem in told.items()} == {
        ("head", 2, "currency"): "currency",
        ("head", 3, "effective_at"): "instant",
        ("base", 2, "model"): "model_near",
        ("base", 3, "amount"): "negative",
        ("base", 4, "amount"): "not_a_number",
        ("base", 5, "amount"): "missing",
        ("condition", 2, "category"): "word_unknown",
        ("lock", 2, "percent"): "too_much",
        ("lot_bonus", 2, "min_units"): "not_whole",
    }
    assert "Apple iPhone 11" in told["base", 2, "model"].hint
    assert upload.book is None
    assert not PriceBook.objects.drafts().exists()
    assert fingerprint_of(shipped) == before


def test_rules_over_several_rows_are_checked(shipped, take):
    workbook = load_workbook(io.BytesIO(changed(shipped)))
    bonus, lock, base = workbook["Bonus by quantity"], workbook["Locks"], workbook["Base prices"]
    bonus["B3"] = 0
    lock.delete_rows(2)
    base.append([cell.value for cell in base[2]])
    file = io.BytesIO()
    workbook.save(file)

    twice = problems_of(take(file.getvalue()))

    assert [(problem.code, problem.detail["place"]) for problem in twice] == [("twice", "2")]
    base.delete_rows(base.max_row)
    file = io.BytesIO()
    workbook.save(file)
    assert {problem.code for problem in problems_of(take(file.getvalue()))} == {"lock_missing", "larger_lot_pays_less"}


def test_missing_sheet_and_column_are_told(shipped, take):
    workbook = load_workbook(io.BytesIO(changed(shipped)))
    del workbook["Handling"]
    workbook["Locks"]["B1"] = "Procent"
    file = io.BytesIO()
    workbook.save(file)

    told = {(problem.code, problem.sheet, problem.column) for problem in problems_of(take(file.getvalue()))}

    assert told == {
        ("sheet_missing", "handling", ""),
        ("column_unknown", "lock", ""),
        ("column_missing", "lock", "percent"),
    }


@pytest.mark.parametrize(("content", "code"), [(b"model;price\n", "file_not_xlsx"), (b"PK\x03\x04", "file_damaged")])
def test_file_that_is_no_workbook_is_refused_with_a_sentence(take, content, code):
    (problem,) = problems_of(take(content))

    assert problem.code == code
    assert problem.sentence
    assert problem.hint


def test_problems_are_told_in_french(shipped, take):
    upload = take(spoilt(shipped, {"Price book!B1": "2027-01", "Base prices!C4": "environ 80"}))

    with override("fr"):
        (problem,) = problems_of(upload)
        told = f"{problem.sheet_name} {problem.column_name}: {problem.sentence}"
    assert told == "Prix de base Montant: «\N{NO-BREAK SPACE}environ 80\N{NO-BREAK SPACE}» n’est pas un nombre."


def test_text_that_looks_like_a_formula_stays_text(shipped, take):
    draft = take(spoilt(shipped, {"Price book!B1": "2027-01", "Price book!B4": "'=1+1"})).book
    PriceBook.objects.filter(pk=draft.pk).update(note='=HYPERLINK("http://x")')
    draft.refresh_from_db()

    cell = load_workbook(io.BytesIO(write_price_workbook(draft)))["Price book"]["B4"]

    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


def test_account_manager_may_not_upload(as_sam, now):
    with pytest.raises(PermissionRefused):
        receive_prices(content=b"", filename="x.xlsx", replaces=None, by=as_sam, at=now)


def test_what_was_done_is_told_even_of_a_draft_that_is_gone(shipped, take, as_paula, now):
    draft = take(changed(shipped)).book

    discard_draft(book_id=draft.pk, by=as_paula, at=now + timedelta(minutes=1))

    assert not BasePrice.objects.filter(book_id=draft.pk).exists()
    verbs = PriceBookEvent.objects.filter(version="2027-01").order_by("id").values_list("verb", "by_name")
    assert list(verbs) == [("price_book.uploaded", "Paula Roux"), ("price_book.discarded", "Paula Roux")]

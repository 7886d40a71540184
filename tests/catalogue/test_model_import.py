"""A workbook of models: read whole or refused with everything, shown, and done only as it was shown."""

import io

import pytest
from openpyxl import load_workbook

from catalogue.model_editing import set_in_use
from catalogue.model_import import apply_models, receive_models
from catalogue.model_workbook import write_models_workbook
from catalogue.models import CatalogueRevision, DeviceModel, Maker, ModelChange, ModelUpload
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused
from tests.catalogue.people import PAULA, SAM
from tests.catalogue.queries import queries

pytestmark = pytest.mark.django_db
NEW = [None, "Fairphone", "Fairphone 5", "Laptop", "2023-09", "Press release", 2023, *[None] * 6, "Yes"]


def workbook():
    return load_workbook(io.BytesIO(write_models_workbook(DeviceModel.objects.with_names().by_name())))


def content_of(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def read(small_catalogue, now):
    """Upload what `spoil` makes of the sheet of a download."""

    def _read(spoil=lambda sheet: None):
        book = workbook()
        spoil(book["Models"])
        upload = receive_models(content=content_of(book), filename="models.xlsx", by=PAULA, at=now)
        return finished(upload)

    return _read


def finished(upload):
    run_job_here(Job.objects.get(pk=upload.job_id))
    return ModelUpload.objects.get(pk=upload.pk)


def with_name_and_new(sheet):
    sheet["C3"] = "Note Eight"
    sheet.append(NEW)


def test_it_works(read, now):
    upload = read(with_name_and_new)
    assert not ModelChange.objects.exists()
    assert [(change[0], change[1]) for change in upload.changes[:2]] == [
        ("Brevia Note Eight", False),
        ("Fairphone Fairphone 5", True),
    ]

    done = finished(apply_models(upload=upload, by=PAULA, at=now))

    assert (done.applied_by_name, bytes(done.content)) == ("Paula Roux", b"")
    assert DeviceModel.objects.get(pk="brevia-note-8").sort_key == "note eight"
    new = DeviceModel.objects.get(pk="fairphone-fairphone-5")
    assert (new.maker.name, new.launched_precision, new.is_active) == ("Fairphone", "month", True)
    assert list(ModelChange.objects.filter(model="brevia-note-8").values_list("before", "after", "by_name")) == [
        ("Note 8", "Note Eight", "Paula Roux")
    ]


def test_download_uploaded_again_changes_nothing(read):
    upload = read()

    assert (upload.changes, upload.problems, bytes(upload.content)) == ([], [], b"")


def test_rows_that_are_left_out_change_nothing(read):
    assert read(lambda sheet: sheet.delete_rows(2, 1)).changes == []


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("A3", "nobody", "id_unknown"),
        ("B3", "Apple", "maker_fixed"),
        ("C3", "NOTE 7 +", "name_taken"),
        ("C3", "…", "name_empty"),
        ("C3", "N" * 161, "too_long"),
        ("B3", "M" * 81, "too_long"),
        ("C3", None, "missing"),
        ("D3", "Teapot", "word_unknown"),
        ("E2", "soon", "launch"),
        ("F2", None, "figure_incomplete"),
        ("H2", "never", "day"),
        ("K2", "heavy", "not_a_number"),
        ("K2", 0, "negative"),
        ("K2", "1.23456", "too_precise"),
        ("M2", "2021.5", "not_whole"),
        ("N2", "perhaps", "word_unknown"),
        ("A3", "brevia-note-7", "twice"),
        ("E1", "Started", "column_unknown"),
    ],
)
def test_mistake_has_its_code_and_changes_nothing(read, cell, value, code):
    def spoil(sheet):
        sheet[cell] = value

    upload = read(spoil)

    assert code in [problem["code"] for problem in upload.problems]
    assert upload.changes == []


def test_every_mistake_is_named_at_once(read):
    def spoil(sheet):
        sheet["D2"], sheet["E2"], sheet["N3"] = "Teapot", "soon", "?"

    upload = read(spoil)

    assert [(problem["row"], problem["column"]) for problem in upload.problems] == [
        (2, "category"),
        (2, "launched"),
        (3, "is_active"),
    ]


def test_two_models_may_change_names(read, now):
    def swap(sheet):
        sheet["C2"], sheet["C3"] = "Note 8 old", "Note 7+"

    assert [change[2:] for change in read(swap).changes] == [
        ["name", "Note 7+", "Note 8 old"],
        ["name", "Note 8", "Note 7+"],
    ]


def test_catalogue_that_changed_after_the_look_is_shown_anew(read, now):
    upload = read(with_name_and_new)
    note_8 = DeviceModel.objects.select_related("maker").get(pk="brevia-note-8")
    set_in_use(model=note_8, is_active=False, by=PAULA, at=now)

    shown_anew = finished(apply_models(upload=upload, by=PAULA, at=now))

    assert shown_anew.applied_at is None
    assert ["Brevia Note Eight", False, "in_use", "no", "yes"] in shown_anew.changes
    assert not Maker.objects.filter(name="Fairphone").exists()
    assert finished(apply_models(upload=upload, by=PAULA, at=now)).applied_at


def test_second_click_does_nothing_twice(read, now):
    upload = read(with_name_and_new)
    first = apply_models(upload=upload, by=PAULA, at=now)
    assert apply_models(upload=upload, by=PAULA, at=now).job_id == first.job_id
    finished(first)
    revision = CatalogueRevision.objects.current()

    assert apply_models(upload=upload, by=PAULA, at=now).job_id == first.job_id
    assert CatalogueRevision.objects.current() == revision


def test_what_is_no_workbook_is_refused(small_catalogue, now):
    upload = finished(receive_models(content=b"Model;Name", filename="models.csv", by=PAULA, at=now))

    assert [problem["code"] for problem in upload.problems] == ["file_not_xlsx"]


def test_account_manager_may_not(read, now):
    upload = read(with_name_and_new)

    with pytest.raises(PermissionRefused):
        receive_models(content=b"x", filename="models.xlsx", by=SAM, at=now)
    with pytest.raises(PermissionRefused):
        apply_models(upload=upload, by=SAM, at=now)


def test_number_of_queries_does_not_grow(read, now):
    def many(sheet):
        for number in range(200):
            sheet.append([None, f"Maker {number}", f"Model {number}", "Laptop", *[None] * 9, "Yes"])

    upload = apply_models(upload=read(many), by=PAULA, at=now)

    with queries() as ran:
        finished(upload)

    assert len(ran) <= 30
    assert DeviceModel.objects.count() == 202

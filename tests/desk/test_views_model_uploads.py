"""The workbook of models at the desk: downloaded as filtered, uploaded, looked at, saved."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from catalogue.models import DeviceModel, ModelUpload
from tenants.jobs import run_job_here
from tenants.models import Job, User
from tests.conftest import HostClient

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def paula(db):
    return User.objects.get(email="paula@renew.example")


@pytest.fixture
def desk_of_paula(paula):
    return HostClient("desk").sign_in(paula, "desk")


def downloaded(client, query=""):
    return load_workbook(io.BytesIO(client.get(f"/catalogue/workbook/{query}").content))


def uploaded(client, book):
    file = io.BytesIO()
    book.save(file)
    response = client.post("/catalogue/uploads/new/", {"file": SimpleUploadedFile("m.xlsx", file.getvalue())})
    assert response.status_code == 302, response.content.decode()
    _finish()
    return response.url


def _finish():
    upload = ModelUpload.objects.latest("received_at")
    run_job_here(Job.objects.get(pk=upload.job_id))


def words(response) -> str:
    return response.content.decode()


def test_it_works(desk_of_paula):
    book = downloaded(desk_of_paula, "?text=iphone 13 mini")
    book["Models"]["C2"] = "iPhone 13 Mini"

    page = uploaded(desk_of_paula, book)

    assert "iPhone 13 mini → iPhone 13 Mini" in words(desk_of_paula.get(page))
    desk_of_paula.post(f"{page}apply/")
    _finish()
    assert DeviceModel.objects.get(pk="apple-iphone-13-mini").name == "iPhone 13 Mini"
    assert "Paula Roux" in words(desk_of_paula.get(page))


def test_download_holds_what_the_filter_shows(desk):
    rows = downloaded(desk, "?maker=apple&category=smartphone")["Models"].iter_rows(min_row=2, values_only=True)

    found = DeviceModel.objects.filter(maker="apple", category="smartphone").by_name()
    assert [row[0] for row in rows] == [model.pk for model in found]


def test_french_workbook_is_read_too(paula, desk_of_paula):
    paula.language = "fr"
    paula.save()
    book = downloaded(HostClient("desk").sign_in(paula, "desk"), "?maker=dell")

    assert book.sheetnames[0] == "Modèles"
    assert "It changes nothing" in words(_in_english(paula).get(uploaded(desk_of_paula, book)))


def _in_english(paula):
    paula.language = "en"
    paula.save()
    return HostClient("desk").sign_in(paula, "desk")


def test_refused_workbook_shows_every_problem_and_gives_the_list(desk_of_paula):
    book = downloaded(desk_of_paula, "?text=iphone 13")
    book["Models"]["D2"], book["Models"]["E3"] = "Teapot", "soon"

    page = uploaded(desk_of_paula, book)

    text = words(desk_of_paula.get(page))
    assert "2 things to correct" in text
    assert "Write 2021, 2021-09 or 2021-09-24." in text
    listed = load_workbook(io.BytesIO(desk_of_paula.get(f"{page}problems/").content)).active
    assert [row[2].value for row in listed.iter_rows(min_row=2)] == ["Kind of device", "Launched"]


def test_nothing_chosen_is_told_beside_the_field(desk_of_paula):
    response = desk_of_paula.post("/catalogue/uploads/new/", {})

    assert response.status_code == 422
    assert "Choose a workbook" in words(response)


def test_file_that_is_too_large_is_refused(desk_of_paula, monkeypatch):
    monkeypatch.setattr("catalogue.uploaded_workbook.MOST_BYTES", 10)

    response = desk_of_paula.post("/catalogue/uploads/new/", {"file": SimpleUploadedFile("m.xlsx", b"PK" * 20)})

    assert response.status_code == 422


def test_account_manager_downloads_and_uploads_nothing(desk, desk_of_paula):
    page = uploaded(desk_of_paula, downloaded(desk_of_paula, "?maker=dell"))

    assert desk.get("/catalogue/workbook/?maker=dell").status_code == 200
    assert {desk.get(url).status_code for url in ("/catalogue/uploads/new/", page, f"{page}problems/")} == {403}
    assert desk.post(f"{page}apply/").status_code == 403


def test_progress_tells_the_page_to_load_anew(desk_of_paula):
    page = uploaded(desk_of_paula, downloaded(desk_of_paula, "?maker=dell"))

    answer = desk_of_paula.get(f"{page}progress/", HTTP_HX_REQUEST="true")

    assert answer.headers["HX-Refresh"] == "true"
    assert desk_of_paula.get(f"{page}progress/").url == page

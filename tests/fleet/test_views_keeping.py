import pytest

from fleet.models import Device, Upload
from fleet.states import UploadState
from tenants.models import User
from tests.fleet.test_answers import device, sheet
from tests.fleet.test_views_uploads import checked, page, run_jobs

pytestmark = pytest.mark.django_db

LIST = sheet(device(1), device(2, storage="lots"), device(9, serial_number=""))


def test_it_works(acme_portal, in_acme):
    address = checked(acme_portal, LIST)
    shown = page(acme_portal, address)
    assert "Keep 1 row that cannot be imported" in shown
    assert "Keep the 2 rows that cannot be imported or that we still ask about" in shown

    assert acme_portal.post(f"{address}commit/", {"keep": "refused"})["Location"] == address
    run_jobs()

    part = Upload.objects.get(state=UploadState.CHECKED)
    its_page = page(acme_portal, address)
    assert f'<a href="/fleet/uploads/{part.pk}/">devices.csv, the 1 row left</a>' in its_page
    kept = page(acme_portal, f"/fleet/uploads/{part.pk}/")
    assert f'<a href="{address}">devices.csv</a>' in kept
    assert "Change the columns" not in kept
    assert Device.objects.count() == 2


def test_page_speaks_french(acme_portal, in_acme, alice):
    address = checked(acme_portal, LIST)
    User.objects.filter(pk=alice.pk).update(language="fr")

    assert "Importer les bonnes lignes maintenant, garder le reste" in page(acme_portal, address)
    acme_portal.post(f"{address}commit/", {"keep": "questions"})

    assert Upload.objects.filter(filename="devices.csv, les 2 lignes restantes").exists()


def test_kept_rows_are_downloaded_by_themselves(acme_portal, in_acme):
    address = checked(acme_portal, LIST)
    acme_portal.post(f"{address}commit/", {"keep": "refused"})
    run_jobs()
    part = Upload.objects.get(state=UploadState.CHECKED)

    assert acme_portal.get(f"/fleet/uploads/{part.pk}/refused/").status_code == 200
    assert acme_portal.get(f"{address}refused/").status_code == 404


def test_clean_list_is_not_offered_in_parts(acme_portal, in_acme):
    address = checked(acme_portal, sheet(device(1), device(2)))
    assert "keep the rest" not in page(acme_portal, address)

    assert acme_portal.post(f"{address}commit/", {"keep": "refused"})["Location"] == address

    assert "There is nothing to keep apart" in page(acme_portal, address)
    assert Upload.objects.get().state == UploadState.CHECKED


def test_columns_of_a_part_are_refused_with_a_sentence(acme_portal, in_acme):
    address = checked(acme_portal, LIST)
    acme_portal.post(f"{address}commit/", {"keep": "refused"})
    part = f"/fleet/uploads/{Upload.objects.get(state=UploadState.CHECKED).pk}/"

    acme_portal.post(f"{part}columns/again/")

    assert "its columns cannot be changed any more" in page(acme_portal, part)


def test_rows_that_nobody_can_keep_are_not_found(acme_portal, in_acme):
    address = checked(acme_portal, LIST)

    assert acme_portal.post(f"{address}commit/", {"keep": "nonsense"}).status_code == 404
    assert Upload.objects.get().state == UploadState.CHECKED


def test_second_click_says_how_it_stands(acme_portal, in_acme):
    address = checked(acme_portal, LIST)
    acme_portal.post(f"{address}commit/", {"keep": "refused"})

    acme_portal.post(f"{address}commit/", {"keep": "refused"})

    assert "This upload was answered already" in page(acme_portal, address)
    assert Upload.objects.count() == 2


def test_viewer_and_other_organisations_divide_nothing(acme_portal, acme_portal_of_bob, globex_portal, in_acme):
    address = checked(acme_portal, LIST)

    assert "keep the rest" not in page(acme_portal_of_bob, address)
    assert acme_portal_of_bob.post(f"{address}commit/", {"keep": "refused"}).status_code == 403
    assert globex_portal.post(f"{address}commit/", {"keep": "refused"}).status_code == 404
    assert "keep the rest" in page(acme_portal, address)


def test_kept_part_is_of_its_organisation_alone(acme_portal, globex_portal, in_acme):
    address = checked(acme_portal, LIST)
    acme_portal.post(f"{address}commit/", {"keep": "refused"})
    part = Upload.objects.get(state=UploadState.CHECKED)

    assert globex_portal.get(f"/fleet/uploads/{part.pk}/").status_code == 404

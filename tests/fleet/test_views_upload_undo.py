"""Undoing an import on screen."""

import pytest

from fleet.models import Device, Upload
from fleet.states import UploadState
from tests.catalogue.queries import queries
from tests.deals import offer_for
from tests.fleet.test_views_uploads import GOOD, checked, page, run_jobs, send, sheet

pytestmark = pytest.mark.django_db


def imported(client, content: bytes = sheet(GOOD.format(1, 1)), filename: str = "devices.csv") -> str:
    address = checked(client, content, filename)
    client.post(f"{address}commit/")
    run_jobs()
    return address


def test_it_works(acme_portal, in_acme, alice):
    address = imported(acme_portal)
    assert "Undo this import…" in page(acme_portal, address)

    assert acme_portal.post(f"{address}undo/")["Location"] == address
    assert "Being undone" in page(acme_portal, address)
    run_jobs()

    shown = page(acme_portal, address)
    assert ["This import was undone" in shown, f"By {alice.full_name}" in shown] == [True, True]
    assert "1 device was removed again." in shown
    assert "Undo this import" not in shown
    assert not Device.objects.exists()


def test_looking_asks_and_undoes_nothing(acme_portal, in_acme):
    address = imported(acme_portal)

    asked = page(acme_portal, f"{address}undo/")

    assert "1 new device leaves your fleet." in asked
    assert Upload.objects.get().state == UploadState.COMMITTED


def test_held_import_says_by_what_before_it_is_asked_and_when(acme_portal, in_acme, as_alice):
    address = imported(acme_portal)
    offer = offer_for([Device.objects.get()], as_alice)

    asked = page(acme_portal, f"{address}undo/")
    answered = acme_portal.post(f"{address}undo/", follow=True).content.decode()

    assert ["buy-back offer" in asked, offer.reference in asked, 'class="btn btn-danger"' in asked] == [
        *(True, True, False),
    ]
    assert f"1 of its devices is or was in a buy-back offer: {offer.reference}." in answered
    assert Upload.objects.get().state == UploadState.COMMITTED


def test_offer_that_was_quicker_is_told_on_the_page(acme_portal, in_acme, as_alice):
    address = imported(acme_portal)
    acme_portal.post(f"{address}undo/")
    offer_for([Device.objects.get()], as_alice)
    run_jobs()

    shown = page(acme_portal, address)

    assert "The import was not undone" in shown
    assert "is or was in a buy-back offer" in shown


def test_second_click_is_harmless(acme_portal, in_acme):
    address = imported(acme_portal)
    acme_portal.post(f"{address}undo/")

    again = acme_portal.post(f"{address}undo/", follow=True).content.decode()
    run_jobs()

    assert "This upload was answered already" in again
    assert Upload.objects.get().state == UploadState.UNDONE
    assert acme_portal.get(f"{address}undo/")["Location"] == address


def test_viewer_may_neither_undo_nor_is_asked(acme_portal, acme_portal_of_bob, in_acme):
    address = imported(acme_portal)

    assert "Undo this import" not in page(acme_portal_of_bob, address)
    assert acme_portal_of_bob.post(f"{address}undo/").status_code == 403
    assert acme_portal_of_bob.get(f"{address}undo/").status_code == 403


def test_import_of_another_organisation_is_not_found(acme_portal, globex_portal, in_acme):
    address = imported(acme_portal)

    assert [globex_portal.get(f"{address}undo/").status_code, globex_portal.post(f"{address}undo/").status_code] == [
        *(404, 404),
    ]
    assert "Undo this import…" in page(acme_portal, address)


def test_uploads_list_says_that_it_was_undone(acme_portal, in_acme):
    acme_portal.post(f"{imported(acme_portal)}undo/")
    run_jobs()

    assert "Undone" in page(acme_portal, "/fleet/uploads/")


def test_undone_import_keeps_within_its_queries(acme_portal, in_acme):
    address = imported(acme_portal)
    acme_portal.post(f"{address}undo/")
    run_jobs()

    with queries() as ran:
        page(acme_portal, address)

    assert len(ran) <= 17


def test_same_file_is_offered_for_import_again(acme_portal, in_acme):
    acme_portal.post(f"{imported(acme_portal)}undo/")
    run_jobs()

    again = send(acme_portal, sheet(GOOD.format(1, 1)))["Location"]
    run_jobs()

    assert "Import 1 device" in page(acme_portal, again)

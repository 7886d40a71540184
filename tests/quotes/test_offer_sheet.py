"""An offer as a workbook: safe to open, in the reader's language, at once or by a job."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from quotes.actions.offer_sheets import request_offer_sheet
from quotes.models import BuyBackOffer
from quotes.offer_sheet import write_offer_sheet
from records.documents import read_document
from records.models import Document, DocumentKind
from tenants.jobs import run_job_here
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import offer_for, three_devices
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


def sheet_of(content: bytes):
    return load_workbook(io.BytesIO(content)).worksheets[0]


def address(offer: BuyBackOffer) -> str:
    return reverse("quotes:offer_sheet", args=[offer.pk])


@pytest.fixture
def offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(three_devices(), as_alice)


def test_it_works(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)

    rows = list(sheet_of(write_offer_sheet(offer)).iter_rows(min_row=2, values_only=True))

    assert sorted(row[1] for row in rows) == ["F2LXK1AAAA01", "F2LXK1AAAA02", "PF3A1B2C"]
    assert sum(Decimal(str(row[7])) for row in rows) == offer.total_amount
    assert all("Collection, tests and data erasure: " in row[11] for row in rows)


def test_what_somebody_typed_is_never_a_formula(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01", asset_tag="=1+1", model_label="@SUM(A1)")], as_alice)

    cells = sheet_of(write_offer_sheet(offer))[2]

    assert [(cells[at].value, cells[at].data_type) for at in (3, 4)] == [("=1+1", "s"), ("@SUM(A1)", "s")]


def test_range_and_questions_stand_beside_the_price(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01", storage_gb=None)], as_alice)

    cells = [cell.value for cell in sheet_of(write_offer_sheet(offer))[2]]

    assert cells[8] > cells[7]
    assert "Tell us the storage" in cells[10]


def test_words_are_the_readers(in_acme, as_alice):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    with override("fr"):
        sheet = sheet_of(write_offer_sheet(offer))

    assert [sheet["E1"].value, sheet["G2"].value] == ["Modèle", "Vendre"]


def test_lines_are_read_in_one_query(in_acme, as_alice):
    offer = offer_for([make_device(f"F2LXK1AAA{n:03}") for n in range(40)], as_alice)

    with queries() as ran:
        write_offer_sheet(offer)

    assert len([one for one in ran if "quotes_offerline" in one and one.startswith("SELECT")]) <= 1


def test_small_offer_is_downloaded_at_once(acme_portal, offer):
    response = acme_portal.get(address(offer))

    assert f"{offer.reference}.xlsx" in response["Content-Disposition"]
    assert sheet_of(response.content).max_row == 4


def test_large_offer_is_asked_for_and_written_by_a_job(acme_portal, acme, offer, monkeypatch):
    monkeypatch.setattr("quotes.views.offer_sheets.MOST_AT_ONCE", 2)

    assert acme_portal.get(address(offer)).status_code == 302
    assert acme_portal.post(address(offer))["Location"].startswith("/jobs/")


def test_job_keeps_the_workbook_among_the_documents(in_acme, as_alice, now):
    offer = offer_for(three_devices(), as_alice)

    job = run_job_here(request_offer_sheet(offer=offer, language="fr", by=as_alice, at=now))

    document = Document.objects.get(kind=DocumentKind.OFFER_SHEET)
    assert (job.state, job.result) == ("done", {"document": str(document.pk)})
    assert (document.language, sheet_of(read_document(document))["E1"].value) == ("fr", "Modèle")


def test_viewer_may_not_take_it(in_acme, as_alice, as_bob, now):
    offer = offer_for(three_devices(), as_alice)

    with pytest.raises(PermissionRefused):
        request_offer_sheet(offer=offer, language="en", by=as_bob, at=now)


def test_offer_of_another_organisation_is_not_found(globex_portal, acme_portal_of_bob, offer):
    assert globex_portal.get(address(offer)).status_code == 404
    assert acme_portal_of_bob.get(address(offer)).status_code == 403

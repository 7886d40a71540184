"""The annex to a council's decision: what it says, what it leaves open, who may have it made."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context
from pypdf import PdfReader

from fleet.models import Device, Site
from quotes.actions.annex import NoAnnex, request_annex
from quotes.actions.offers import decide_lines, record_decision
from quotes.annex import annex_document, annexes_of
from quotes.annex_document import AnnexDocument, render_annex_pdf
from quotes.annex_sheet import write_annex_sheet
from quotes.documents import InvalidDocument
from quotes.models import BuyBackOffer
from quotes.states import LineDecision
from records.documents import read_document
from records.models import DocumentKind
from tenants.jobs import run_job_here
from tenants.models import Job, VerifyCode
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import offer_for, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


@pytest.fixture
def offer(rosa_parks, as_dora) -> BuyBackOffer:
    with tenant_context(rosa_parks):
        library = Site.objects.create(name="Library", sort_key="library")
        bought = {"purchased_on": dt.date(2022, 3, 1), "purchase_amount": Decimal("909.00")}
        devices = [
            make_device("F2LXK1AAAA01", site=library, funding="region", grant_name="=Tablets for all", **bought),
            make_device("F2LXK1AAAA02", asset_tag="LRP-2"),
            make_device("PF3A1B2C", model="lenovo-thinkpad-t14-g2", site=library),
        ]
        return offer_for(devices, as_dora)


def annex_of(offer: BuyBackOffer) -> AnnexDocument:
    number, code = f"{offer.reference}-A1", "A7KC-39WX-HJ4M-QRTY"
    return annex_document(offer, number=number, verify_code=code, at=timezone.now())


def made(offer: BuyBackOffer, by) -> Job:
    job = run_job_here(request_annex(offer=offer, by=by, at=timezone.now()))
    assert job.state == "done", job.problem
    return job


def printed(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_it_works(rosa_parks, as_dora, offer):
    with tenant_context(rosa_parks):
        made(offer, as_dora)

        pdf = annexes_of(offer).of_kind(DocumentKind.OFFER_ANNEX).get()

        text = printed(read_document(pdf))
    assert pdf.number == f"{offer.reference}-A1"
    assert "Library" in text
    assert "F2LXK1AAAA02 / LRP-2" in text
    assert "€909.00" in text


def test_devices_stand_by_site_and_model_with_the_sums_of_both(rosa_parks, offer):
    with tenant_context(rosa_parks):
        paper = annex_of(offer)

    assert [(site.name, [model.name for model in site.models]) for site in paper.sites] == [
        ("Library", ["Apple iPhone 13", "Lenovo ThinkPad T14 Gen 2"]),
        ("", ["Apple iPhone 13"]),
    ]
    assert sum(site.present for site in paper.sites) == paper.present_amount == offer.total_amount


def test_unknown_price_is_said_and_never_a_zero(rosa_parks, offer):
    with tenant_context(rosa_parks):
        paper = annex_of(offer)

    text = printed(render_annex_pdf(paper))
    assert (paper.without_initial, paper.initial_amount) == (2, Decimal("909.00"))
    assert "2 of 3 devices is not known to us" in text
    assert "not known" in text
    assert "€0.00" not in text


def test_annex_without_any_price_has_no_sum_of_them(rosa_parks, offer):
    with tenant_context(rosa_parks):
        Device.objects.update(purchase_amount=None)

        assert annex_of(offer).initial_amount is None


def test_what_is_kept_is_not_before_the_council_and_what_is_recycled_brings_nothing(rosa_parks, as_dora, offer):
    with tenant_context(rosa_parks):
        lines = {line.serial: line.pk for line in offer.lines.all()}
        decide_lines(offer=offer, line_ids=[lines["PF3A1B2C"]], decision=LineDecision.KEEP, by=as_dora)
        decide_lines(offer=offer, line_ids=[lines["F2LXK1AAAA02"]], decision=LineDecision.RECYCLE, by=as_dora)

        paper = annex_of(offer)

    assert {device.identifier: (device.route, device.present is None) for device in paper.devices} == {
        "F2LXK1AAAA01": ("Sell", False),
        "F2LXK1AAAA02": ("Recycle", True),
    }
    assert paper.staying == 1


def test_annex_is_in_the_language_of_the_body(rosa_parks, offer):
    rosa_parks.language = "fr"
    rosa_parks.save()
    with tenant_context(rosa_parks):
        paper = annex_of(offer)

    text = printed(render_annex_pdf(paper))
    assert "Valeur initiale" in text
    assert "909,00 €" in text
    assert "Vendre" in text


def test_recorded_decision_is_printed(rosa_parks, as_dora, offer, now):
    with tenant_context(rosa_parks):
        record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)

        text = printed(render_annex_pdf(annex_of(offer)))

    assert "CA 2026-41" in text


def test_workbook_holds_the_same_and_no_formula(rosa_parks, offer):
    with tenant_context(rosa_parks):
        paper = annex_of(offer)

    sheet = openpyxl.load_workbook(io.BytesIO(write_annex_sheet(paper))).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows[:3]] == ["F2LXK1AAAA01", "PF3A1B2C", "F2LXK1AAAA02"]
    assert (rows[0][5], rows[1][5]) == (909, None)
    assert rows[0][7] == "Region, =Tablets for all"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert (rows[-1][5], Decimal(str(rows[-1][6]))) == (909, paper.present_amount)


def test_next_annex_has_the_next_number_and_the_first_stays(rosa_parks, as_dora, offer, settings):
    with tenant_context(rosa_parks):
        made(offer, as_dora)
        before = bytes(read_document(annexes_of(offer).of_kind(DocumentKind.OFFER_ANNEX).get()))
        Device.objects.update(purchase_amount=Decimal("500.00"))
        run_job_here(request_annex(offer=offer, by=as_dora, at=timezone.now() + dt.timedelta(minutes=1)))

        annexes = annexes_of(offer).of_kind(DocumentKind.OFFER_ANNEX)

        assert [annex.number[-2:] for annex in annexes] == ["A2", "A1"]
        assert read_document(annexes[1]) == before
    assert VerifyCode.objects.filter(number__startswith=offer.reference).count() == 4


def test_second_click_makes_no_second_annex(rosa_parks, as_dora, offer, now):
    with tenant_context(rosa_parks):
        first = request_annex(offer=offer, by=as_dora, at=now)

        assert request_annex(offer=offer, by=as_dora, at=now) == first


def test_annex_whose_devices_do_not_add_up_cannot_exist(rosa_parks, offer):
    with tenant_context(rosa_parks):
        paper = annex_of(offer)

    with pytest.raises(InvalidDocument):
        AnnexDocument(**{**vars(paper), "offered_amount": Decimal("1.00")})


def test_large_annex_names_its_workbook_instead_of_every_device(rosa_parks, offer, monkeypatch):
    monkeypatch.setattr("quotes.annex_document.MOST_PRINTED", 2)
    with tenant_context(rosa_parks):
        text = printed(render_annex_pdf(annex_of(offer)))

    assert f"stand in the workbook {offer.reference}-A1" in text
    assert "F2LXK1AAAA01" not in text


def test_queries_do_not_grow_with_the_devices(rosa_parks, as_dora, offer):
    with tenant_context(rosa_parks):
        annex_of(offer)
        with queries() as few:
            annex_of(offer)
        more = offer_for([make_device(f"C0200000{number:04}") for number in range(20)], as_dora)

        with queries() as many:
            annex_of(more)

    assert len(many) == len(few)


def test_company_has_no_council(in_acme, as_alice, now):
    offer = offer_for([make_device("F2LXK1AAAA01")], as_alice)

    with pytest.raises(NoAnnex):
        request_annex(offer=offer, by=as_alice, at=now)


def test_who_may_only_look_has_none_made(rosa_parks, as_bob, offer, now):
    with tenant_context(rosa_parks), pytest.raises(PermissionRefused):
        request_annex(offer=offer, by=as_bob, at=now)


def test_page_says_what_is_missing_and_leads_to_the_job(rosa_parks_portal, offer):
    page = rosa_parks_portal.get(reverse("quotes:offer", args=[offer.pk])).content.decode()

    response = rosa_parks_portal.post(reverse("quotes:offer_annex", args=[offer.pk]))

    assert "The purchase price of 2 of 3 devices is not known." in page
    assert "Make the annex" in page
    assert response.status_code == 302
    assert Job.objects.filter(kind="quotes.keep_annex").count() == 1


def test_page_lists_what_was_made(rosa_parks, rosa_parks_portal, as_dora, offer):
    with tenant_context(rosa_parks):
        made(offer, as_dora)

    page = rosa_parks_portal.get(reverse("quotes:offer", args=[offer.pk])).content.decode()

    assert f"{offer.reference}-A1 (PDF)" in page
    assert f"{offer.reference}-A1 (Excel)" in page


def test_other_organisation_has_no_annex_of_it(globex_portal, offer):
    assert globex_portal.post(reverse("quotes:offer_annex", args=[offer.pk])).status_code == 404

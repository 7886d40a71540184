"""What a public body was offered elsewhere: kept beside ours until its council decides, and never told to the desk."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context
from pypdf import PdfReader

from quotes.actions import other_offers as action
from quotes.actions.annex import request_annex
from quotes.actions.offers import record_decision
from quotes.actions.other_offers import ComparisonFrozen, Offered, TooManyOffers, add_other_offer, remove_other_offer
from quotes.annex import annex_document, annexes_of
from quotes.annex_document import render_annex_pdf
from quotes.annex_sheet import write_annex_sheet
from quotes.models import BuyBackOffer, OtherOffer
from quotes.other_offers import compared_offers
from records.models import Event, KeptFile
from tenants.jobs import run_job_here
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.deals import offer_for, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
RIVAL, AMOUNT = "Reprise Exemple SARL", Decimal("876543.21")


@pytest.fixture
def offer(rosa_parks, as_dora) -> BuyBackOffer:
    with tenant_context(rosa_parks):
        return offer_for(three_devices(), as_dora)


@pytest.fixture
def add(rosa_parks, offer, as_dora, now):
    def added(buyer: str = RIVAL, amount: Decimal = AMOUNT, by=as_dora, **more) -> OtherOffer:
        with tenant_context(rosa_parks):
            offered = Offered(buyer=buyer, offered_on=today(), amount=amount, **more)
            return add_other_offer(offer=offer, offered=offered, by=by, at=now)

    return added


def address(name: str, offer: BuyBackOffer, *more: object) -> str:
    return reverse(f"quotes:{name}", args=[offer.pk, *more])


def page_of(client: HostClient, offer: BuyBackOffer) -> str:
    return client.get(address("offer", offer)).content.decode()


def said(**changes: object) -> dict[str, object]:
    return {"buyer": RIVAL, "offered_on": today().isoformat(), "amount": str(AMOUNT), **changes}


def test_it_works(rosa_parks_portal, rosa_parks, offer):
    paper = SimpleUploadedFile("offre.pdf", PDF)

    page = rosa_parks_portal.post(address("other_offer_new", offer), said(other_file=paper), follow=True)

    with tenant_context(rosa_parks):
        other = OtherOffer.objects.get()
    given = rosa_parks_portal.get(address("other_offer_file", offer, other.pk))
    assert RIVAL in page.content.decode()
    assert "€876,543.21" in page.content.decode()
    assert (given.content, given["Content-Type"]) == (PDF, "application/pdf")


def test_ours_stands_among_them_and_is_marked(rosa_parks, rosa_parks_portal, offer, add):
    add()
    add("Petit Acheteur", Decimal("0.01"))

    with tenant_context(rosa_parks):
        compared = compared_offers(offer, amount=offer.total_amount)

    assert [(one.buyer, one.is_ours) for one in compared] == [
        (RIVAL, False),
        (compared[1].buyer, True),
        ("Petit Acheteur", False),
    ]
    assert compared[1].amount == offer.total_amount
    assert page_of(rosa_parks_portal, offer).count("row-marked") == 1


def test_without_any_other_offer_ours_is_compared_with_nothing(rosa_parks_portal, rosa_parks, offer):
    with tenant_context(rosa_parks):
        assert compared_offers(offer, amount=offer.total_amount) == ()

    page = page_of(rosa_parks_portal, offer)
    assert "Add an offer" in page
    assert "row-marked" not in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"amount": "0"}, "An offer is more than 0."),
        ({"amount": "-5"}, "An offer is more than 0."),
        ({"amount": "much"}, "Enter a number."),
        ({"amount": "1e15"}, "14 digits"),
        ({"buyer": "  "}, "This field is required."),
        ({"buyer": "x" * 201}, "200"),
        ({"offered_on": "2099-01-01"}, "This day has not come yet"),
        ({"offered_on": "soon"}, "Enter a valid date."),
        ({"other_file": SimpleUploadedFile("offer.pdf", b"MZ not a PDF")}, "no complete PDF, JPEG or PNG"),
        ({"other_file": SimpleUploadedFile("offer.pdf", b"")}, "This file is empty."),
    ],
)
def test_bad_input_is_refused_beside_its_field(rosa_parks_portal, rosa_parks, offer, changes, told):
    response = rosa_parks_portal.post(address("other_offer_new", offer), said(**changes))

    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert '<details class="drill" open' in page
    with tenant_context(rosa_parks):
        assert not OtherOffer.objects.exists()
        assert not KeptFile.objects.exists()


def test_removed_offer_takes_its_file_along(
    rosa_parks, rosa_parks_portal, offer, add, django_capture_on_commit_callbacks
):
    other = add(file=SimpleUploadedFile("offre.pdf", PDF))
    assert default_storage.exists(other.file.storage_name)

    with django_capture_on_commit_callbacks(execute=True):
        rosa_parks_portal.post(address("other_offer_remove", offer, other.pk))

    with tenant_context(rosa_parks):
        assert not OtherOffer.objects.exists()
        assert not KeptFile.objects.exists()
    assert not default_storage.exists(other.file.storage_name)


def test_recorded_decision_freezes_them(rosa_parks, rosa_parks_portal, offer, add, as_dora, now):
    other = add()
    with tenant_context(rosa_parks):
        record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)

        with pytest.raises(ComparisonFrozen):
            remove_other_offer(other=other, by=as_dora)
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            OtherOffer.objects.all().delete()
    with pytest.raises(ComparisonFrozen):
        add("Too late")
    page = page_of(rosa_parks_portal, offer)
    assert RIVAL in page
    assert "Add an offer" not in page
    assert address("other_offer_remove", offer, other.pk) not in page


def test_one_that_is_kept_never_changes(rosa_parks, add):
    add()

    with tenant_context(rosa_parks), pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        OtherOffer.objects.update(amount=1)


def test_more_than_a_council_compares_is_refused(add, monkeypatch):
    monkeypatch.setattr(action, "MOST", 1)
    add()

    with pytest.raises(TooManyOffers):
        add("Another")


def test_company_has_no_council_that_compares(in_acme, acme_portal, as_alice, now):
    offer = offer_for(three_devices(), as_alice)
    offered = Offered(buyer=RIVAL, offered_on=today(), amount=AMOUNT)

    with pytest.raises(ComparisonFrozen):
        add_other_offer(offer=offer, offered=offered, by=as_alice, at=now)
    assert "Offers you have received" not in page_of(acme_portal, offer)


def test_who_may_not_sell_adds_none(add, as_bob):
    with pytest.raises(PermissionRefused):
        add(by=as_bob)


def test_other_organisation_finds_none(globex_portal, offer, add):
    other = add(file=SimpleUploadedFile("offre.pdf", PDF))

    assert globex_portal.post(address("other_offer_new", offer), said()).status_code == 404
    assert globex_portal.post(address("other_offer_remove", offer, other.pk)).status_code == 404
    assert globex_portal.get(address("other_offer_file", offer, other.pk)).status_code == 404


def test_offer_without_a_paper_gives_none(rosa_parks_portal, offer, add):
    assert rosa_parks_portal.get(address("other_offer_file", offer, add().pk)).status_code == 404


def printed(offer: BuyBackOffer) -> tuple[str, list[tuple[object, ...]]]:
    """The annex as text, and the cells of its workbook."""
    paper = annex_document(offer, number="A1", verify_code="A7KC-39WX-HJ4M-QRTY", at=timezone.now())
    pages = PdfReader(io.BytesIO(render_annex_pdf(paper))).pages
    book = openpyxl.load_workbook(io.BytesIO(write_annex_sheet(paper)))
    rows = [row for sheet in book.worksheets[1:] for row in sheet.iter_rows(values_only=True)]
    return " ".join(" ".join(page.extract_text() for page in pages).split()), rows


def test_annex_lists_them_as_given_by_the_body(rosa_parks, offer, add):
    add("=HYPERLINK(1)", Decimal("12.50"))
    add()

    with tenant_context(rosa_parks):
        text, rows = printed(offer)

    assert "Offers for these devices" in text
    assert RIVAL in text
    assert "€876,543.21" in text
    assert f"As given by {rosa_parks.name}" in text
    assert [(row[0], row[2]) for row in rows[1:]][0::2] == [(RIVAL, 876543.21), ("=HYPERLINK(1)", 12.5)]


def test_annex_without_other_offers_compares_nothing(rosa_parks, offer):
    with tenant_context(rosa_parks):
        text, rows = printed(offer)

    assert "Offers for these devices" not in text
    assert rows == []


def test_desk_reads_neither_who_nor_how_much(rosa_parks, offer, add, as_dora, sam):
    add()
    with tenant_context(rosa_parks):
        run_job_here(request_annex(offer=offer, by=as_dora, at=timezone.now()))
        annexes = list(annexes_of(offer))
        told = "\n".join(map(str, Event.objects.values_list("reason", "data", "subject_label")))
    desk = HostClient("desk").sign_in(sam, "desk")
    case = f"/o/{rosa_parks.slug}/"

    pages = [desk.get(case + path) for path in ("", f"offers/{offer.pk}/", "documents/")]
    papers = [desk.get(f"{case}documents/{annex.pk}/") for annex in annexes]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert len(papers) == 2
    assert [paper.status_code for paper in papers] == [404, 404]
    everything = told + "".join(page.content.decode() for page in pages)
    for secret in (RIVAL, "876543.21", "876,543.21", f"{offer.reference}-A1"):
        assert secret not in everything


def test_queries_do_not_grow_with_the_offers(rosa_parks, offer, add):
    add()
    with tenant_context(rosa_parks), queries() as few:
        compared_offers(offer, amount=Decimal(1))
    for number in range(5):
        add(f"Buyer {number}", file=SimpleUploadedFile("offre.pdf", PDF))

    with tenant_context(rosa_parks), queries() as many:
        compared_offers(offer, amount=Decimal(1))

    assert len(many) == len(few)


def test_page_speaks_french_with_amounts_written_so(rosa_parks_portal, offer, add):
    add()
    rosa_parks_portal.post("/preferences/", {"language": "fr"})

    page = page_of(rosa_parks_portal, offer)
    assert "Offres que vous avez reçues" in page
    assert "876\u202f543,21\u00a0€" in page

"""HTML in what people write is text: on every page, in the mail and in the PDF. It is never markup, and never runs."""

import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tenants.utils import tenant_context
from pypdf import PdfReader

from fleet.models import Device
from quotes.models import Order, Quote
from records.documents import read_document
from records.models import Document
from tenants.jobs import run_job_here
from tenants.models import Job, SignUpRequest
from tests.conftest import HostClient
from tests.deals import draft, offer_for, run_what_follows, sent, three_devices

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


def page(client: HostClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def shown_as_text(text: str) -> bool:
    """The words stand there, and no tag of theirs."""
    return ESCAPED in text and "<script>alert" not in text and "<img src=x" not in text


@pytest.fixture
def quote(acme, as_sam) -> Quote:
    with tenant_context(acme):
        return sent(as_sam, title=SCRIPT, customer_note=SCRIPT, delivery_line=SCRIPT, internal_note="INTERNAL" + SCRIPT)


def test_it_works(acme_portal, quote):
    assert shown_as_text(page(acme_portal, f"/quotes/{quote.pk}/"))


@pytest.mark.parametrize("path", ["/quotes/", "/"])
def test_title_is_text_in_the_lists_of_the_portal(acme_portal, quote, path):
    text = page(acme_portal, path)

    assert "<script>alert" not in text
    assert "<img src=x" not in text


@pytest.mark.parametrize("path", ["/?view=customer", "/o/acme/", "/o/acme/quotes/", "/o/acme/quotes/{quote}/"])
def test_title_is_text_at_the_desk(desk, quote, path):
    assert shown_as_text(page(desk, path.format(quote=quote.pk)))


def test_draft_is_text_in_the_builder(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, title=SCRIPT, internal_note=SCRIPT)

    assert shown_as_text(page(desk, f"/o/acme/quotes/{quote.pk}/"))


def test_note_is_text_in_the_pdf(acme, quote):
    with tenant_context(acme):
        run_what_follows()
        paper = read_document(Document.objects.get(kind="quote"))

    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)

    assert "<script>alert(1)</script>" in "".join(text.split())
    assert "INTERNAL" not in text


def test_mail_is_plain_text(acme, quote):
    with tenant_context(acme):
        run_what_follows()

    letters = [letter for letter in mail.outbox if quote.reference in letter.subject]

    assert letters
    assert not any(letter.alternatives for letter in letters)
    assert {letter.content_subtype for letter in letters} == {"plain"}


def test_reason_is_text_in_the_history_at_both_ends(acme_portal, desk, quote):
    acme_portal.post(f"/quotes/{quote.pk}/decline/", {"reason": SCRIPT})

    assert shown_as_text(page(acme_portal, f"/quotes/{quote.pk}/"))
    assert shown_as_text(page(desk, f"/o/acme/quotes/{quote.pk}/"))


def test_purchase_order_number_and_tracking_are_text(acme_portal, desk, acme, quote):
    short = SCRIPT[:25]  # an order number has 50 characters at most
    acme_portal.post(f"/quotes/{quote.pk}/accept/", {"po_number": short, "agreed": "on"})
    with tenant_context(acme):
        order = Order.objects.get()
    desk.post(f"/o/acme/orders/{order.pk}/ship/", {"tracking": SCRIPT})

    assert shown_as_text(page(acme_portal, f"/orders/{order.pk}/"))
    assert shown_as_text(page(desk, f"/o/acme/orders/{order.pk}/"))


def test_link_as_a_tracking_number_leads_nowhere_by_script(acme_portal, desk, acme, quote):
    acme_portal.post(f"/quotes/{quote.pk}/accept/", {"po_number": "PO-1", "agreed": "on"})
    with tenant_context(acme):
        order = Order.objects.get()
    desk.post(f"/o/acme/orders/{order.pk}/ship/", {"tracking": "javascript:alert(1)"})

    assert 'href="javascript:' not in page(acme_portal, f"/orders/{order.pk}/")


def test_reference_of_a_decision_is_text(rosa_parks_portal, desk, rosa_parks, as_dora):
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
    rosa_parks_portal.post(f"/offers/{offer.pk}/decision/", {"reference": SCRIPT, "decided_on": "2026-11-20"})

    assert shown_as_text(page(rosa_parks_portal, f"/offers/{offer.pk}/"))
    assert shown_as_text(page(desk, f"/o/rosa-parks/offers/{offer.pk}/"))


def test_cells_and_name_of_a_list_are_text(acme_portal, in_acme):
    rows = f'Serial number,Model,Location\nF2LXK1AAAA01,"{SCRIPT}","{SCRIPT}"\n'
    file = SimpleUploadedFile("<img src=x onerror=alert(3)>.csv", rows.encode())
    upload = acme_portal.post("/fleet/uploads/new/", {"file": file})["Location"]
    for step in ("", "commit/"):
        if step:
            acme_portal.post(f"{upload}{step}")
        for job in Job.objects.filter(state=Job.State.QUEUED):
            run_job_here(job)

    device = Device.objects.get()
    pages = [page(acme_portal, path) for path in (upload, "/fleet/", f"/fleet/devices/{device.pk}/", "/fleet/uploads/")]

    assert any(ESCAPED in text for text in pages)
    assert not any("<script>alert" in text or "<img src=x" in text for text in pages)


def test_request_for_an_account_is_text_at_the_desk(site, desk):
    answers = {"kind": "school", "country": "FR", "email": "ines@initech.example"}
    site.post("/en/sign-up/", {**answers, "organisation_name": SCRIPT, "full_name": SCRIPT, "message": SCRIPT})

    assert shown_as_text(page(desk, f"/sign-ups/{SignUpRequest.objects.get().pk}/"))
    assert shown_as_text(page(desk, "/sign-ups/"))


def test_message_is_text_at_the_desk(site, desk):
    answers = {"subject": "other", "email": "ines@initech.example"}
    site.post("/en/contact/send/", {**answers, "full_name": SCRIPT, "organisation_name": SCRIPT, "message": SCRIPT})

    assert shown_as_text(page(desk, "/messages/"))


def test_refused_form_comes_back_with_its_markup_as_text(site):
    answer = site.post("/en/sign-up/", {"organisation_name": SCRIPT, "full_name": '"><script>alert(1)</script>'})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert shown_as_text(text)

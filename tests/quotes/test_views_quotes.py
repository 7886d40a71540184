"""The pages of quotes in the portal: what a customer sees, and what never reaches him."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context
from pypdf import PdfReader

from catalogue.models import StockOffer
from quotes.models import Order, Quote
from quotes.states import QuoteState
from records.documents import read_document
from records.models import Document
from tests.catalogue.queries import queries
from tests.deals import draft, line_of, run_what_follows, sent, stock, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

COST = Decimal("123.45")
INTERNAL = "CANARY: we may go down to twelve per cent"
ACCEPT = {"po_number": "PO-4711", "attests_new_alternative": "on", "agreed": "on"}


@pytest.fixture
def quote(rosa_parks, as_sam) -> Quote:
    with tenant_context(rosa_parks):
        return sent(as_sam, line_of(stock(), unit_cost=COST), internal_note=INTERNAL, customer_note="As agreed.")


def address(name: str, quote: Quote) -> str:
    return reverse(f"quotes:{name}", args=[quote.pk])


def now_of(organisation, quote: Quote) -> Quote:
    with tenant_context(organisation):
        return Quote.objects.get(pk=quote.pk)


def words(response) -> str:
    return response.content.decode()


def test_it_works(rosa_parks_portal, quote):
    response = rosa_parks_portal.get(address("quote", quote))

    assert response.status_code == 200
    assert [text in words(response) for text in (quote.reference, "As agreed.", "VAT 20 %")] == [True] * 3


def test_list_shows_what_was_sent_and_no_draft(rosa_parks_portal, rosa_parks, quote, as_sam):
    with tenant_context(rosa_parks):
        unsent = draft(as_sam)

    page = words(rosa_parks_portal.get(reverse("quotes:quotes")))

    assert (quote.reference in page, unsent.reference in page) == (True, False)


def test_list_without_quotes_says_what_a_quote_is(globex_portal):
    assert "No quotes yet" in words(globex_portal.get(reverse("quotes:quotes")))


def test_draft_does_not_exist_for_the_customer(rosa_parks_portal, rosa_parks, as_sam):
    with tenant_context(rosa_parks):
        unsent = draft(as_sam)

    for name in ("quote", "quote_decline"):
        assert rosa_parks_portal.get(address(name, unsent)).status_code == 404
    assert rosa_parks_portal.post(address("quote_accept", unsent), ACCEPT).status_code == 404


def test_quote_of_another_organisation_does_not_exist(globex_portal, quote):
    assert globex_portal.get(address("quote", quote)).status_code == 404


def test_opening_a_quote_marks_it_as_seen_once(rosa_parks_portal, rosa_parks, quote):
    rosa_parks_portal.get(address("quote", quote))
    seen = now_of(rosa_parks, quote)
    rosa_parks_portal.get(address("quote", quote))

    assert seen.state == QuoteState.VIEWED
    assert now_of(rosa_parks, quote).viewed_at == seen.viewed_at


def test_cost_and_internal_note_reach_no_page(rosa_parks_portal, rosa_parks, quote):
    pages = [address("quote", quote), address("quote_decline", quote), reverse("quotes:quotes")]
    with tenant_context(rosa_parks):
        run_what_follows()

    before = [words(rosa_parks_portal.get(page)) for page in pages]
    rosa_parks_portal.post(address("quote_accept", quote), ACCEPT)
    with tenant_context(rosa_parks):
        order = Order.objects.get()
    pages += [reverse("quotes:orders"), reverse("quotes:order", args=[order.pk])]
    everything = "".join([*before, *(words(rosa_parks_portal.get(page)) for page in pages)])

    assert quote.reference in everything
    assert [text for text in ("123.45", "123,45", "CANARY", "argin") if text in everything] == []


def test_cost_and_internal_note_reach_no_document(rosa_parks_portal, rosa_parks, quote):
    rosa_parks_portal.post(address("quote_accept", quote), ACCEPT)

    with tenant_context(rosa_parks):
        run_what_follows()
        pdfs = [PdfReader(io.BytesIO(read_document(document))) for document in Document.objects.order_by("pk")]
    text = "".join(page.extract_text() for pdf in pdfs for page in pdf.pages)

    assert len(pdfs) >= 2
    assert quote.reference in text
    assert [canary for canary in ("123.45", "123,45", "CANARY") if canary in text] == []


def test_accepting_places_the_order_and_tells_exactly_what_was_accepted(rosa_parks_portal, rosa_parks, quote):
    response = rosa_parks_portal.post(address("quote_accept", quote), ACCEPT, follow=True)

    accepted = now_of(rosa_parks, quote)
    assert (accepted.state, accepted.accepted_from_ip) == (QuoteState.ACCEPTED, "127.0.0.1")
    shown = ("Dora Petit", "PO-4711", accepted.accepted_sha256, "would have bought new ones", "Follow the order")
    assert [text in words(response) for text in shown] == [True] * 5


def test_accepting_without_an_order_number_says_so_beside_the_field(rosa_parks_portal, rosa_parks, quote):
    response = rosa_parks_portal.post(address("quote_accept", quote), {"agreed": "on"})

    assert response.status_code == 422
    assert "This field is required." in words(response)
    assert now_of(rosa_parks, quote).state == QuoteState.SENT


def test_accepting_needs_the_box_to_be_ticked(rosa_parks_portal, quote):
    response = rosa_parks_portal.post(address("quote_accept", quote), {"po_number": "PO-4711"})

    assert response.status_code == 422
    assert "Tick this box to accept the quote." in words(response)
    assert 'value="PO-4711"' in words(response)


def test_second_click_on_accept_is_harmless(rosa_parks_portal, rosa_parks, quote):
    rosa_parks_portal.post(address("quote_accept", quote), ACCEPT)

    response = rosa_parks_portal.post(address("quote_accept", quote), ACCEPT, follow=True)

    assert response.status_code == 200
    assert "answered already" in words(response)
    with tenant_context(rosa_parks):
        assert Order.objects.count() == 1


def test_accepting_more_than_there_is_says_how_many_there_are(rosa_parks_portal, rosa_parks, quote):
    with tenant_context(rosa_parks):
        sku = quote.lines.get().sku
    StockOffer.objects.filter(sku=sku).update(quantity=3, reserved_quantity=0)

    response = rosa_parks_portal.post(address("quote_accept", quote), ACCEPT, follow=True)

    assert "but only 3 are available" in words(response)
    assert now_of(rosa_parks, quote).state in (QuoteState.SENT, QuoteState.VIEWED)


def test_quote_past_its_last_day_offers_no_form(rosa_parks_portal, rosa_parks, as_sam, quote):
    with tenant_context(rosa_parks):
        late = sent(as_sam, valid_until_on=today() - dt.timedelta(days=1))

    page = words(rosa_parks_portal.get(address("quote", late)))

    assert "This quote has expired" in page
    assert "Accept and order" not in page


def test_accepting_past_the_last_day_is_refused(rosa_parks_portal, rosa_parks, as_sam):
    with tenant_context(rosa_parks):
        late = sent(as_sam, valid_until_on=today() - dt.timedelta(days=1))

    rosa_parks_portal.post(address("quote_accept", late), ACCEPT)

    assert now_of(rosa_parks, late).state == QuoteState.EXPIRED


def test_declining_keeps_the_reason(rosa_parks_portal, rosa_parks, quote):
    rosa_parks_portal.post(address("quote_decline", quote), {"reason": "No budget this year"})

    assert now_of(rosa_parks, quote).state == QuoteState.DECLINED
    assert "No budget this year" in words(rosa_parks_portal.get(address("quote", quote)))


def test_question_that_was_answered_leads_back_to_the_quote(rosa_parks_portal, quote):
    rosa_parks_portal.post(address("quote_accept", quote), ACCEPT)

    assert rosa_parks_portal.get(address("quote_decline", quote))["Location"] == address("quote", quote)


def test_declining_without_a_reason_asks_for_it(rosa_parks_portal, quote):
    assert rosa_parks_portal.post(address("quote_decline", quote), {}).status_code == 422


def test_viewer_reads_a_quote_but_does_not_answer_it(acme_portal_of_bob, acme, as_sam):
    with tenant_context(acme):
        quote = sent(as_sam)

    page = words(acme_portal_of_bob.get(address("quote", quote)))

    assert (quote.reference in page, "Accept and order" in page) == (True, False)
    assert acme_portal_of_bob.post(address("quote_accept", quote), ACCEPT).status_code == 403
    assert acme_portal_of_bob.post(address("quote_decline", quote), {"reason": "x"}).status_code == 403


def test_page_makes_the_same_queries_for_one_line_and_for_many(rosa_parks_portal, rosa_parks, as_sam):
    with tenant_context(rosa_parks):
        quotes = [sent(as_sam), sent(as_sam, *[line_of(stock(), quantity=1)] * 40)]

    counts = []
    for one in quotes:
        rosa_parks_portal.get(address("quote", one))  # the first look marks it as seen
        with queries() as ran:
            rosa_parks_portal.get(address("quote", one))
        counts.append(len(ran))

    assert counts[0] == counts[1] <= 25


def test_list_makes_the_same_queries_for_one_quote_and_for_many(rosa_parks_portal, rosa_parks, as_sam):
    counts = []
    for more in (1, 6):
        with tenant_context(rosa_parks):
            for _ in range(more):
                sent(as_sam)
        with queries() as ran:
            rosa_parks_portal.get(reverse("quotes:quotes"))
        counts.append(len(ran))

    assert counts[0] == counts[1] <= 25

"""The firm price of a public body: that of the decision's day, beside the one its council saw."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db.models import F, Sum
from django.db.models.functions import Round
from django.urls import reverse
from django_tenants.utils import tenant_context
from pypdf import PdfReader

from b2b_portal.lib.states import IllegalTransition
from catalogue.drafting import copy_price_book
from catalogue.models import BasePrice, PriceBook
from catalogue.publishing import publish_price_book
from quotes.actions.agreements import Promise, agree_price
from quotes.actions.firming import firm_offer
from quotes.actions.offers import accept_offer, decide_lines, record_decision
from quotes.firm_price import firm_price_of
from quotes.models import BuyBackOffer
from quotes.offer_versions import differences, lines_at
from quotes.repricing import Repricing, facts_behind
from quotes.states import LineDecision, OfferState
from records.documents import read_document
from records.models import Document
from tenants.actor import Actor
from tenants.models import User
from tenants.permissions import PermissionRefused
from tests.catalogue.queries import queries
from tests.deals import offer_for, run_what_follows, three_devices, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

LATER = dt.timedelta(days=20)


@pytest.fixture
def offer(in_rosa_parks, as_dora) -> BuyBackOffer:
    return offer_for(three_devices(), as_dora)


@pytest.fixture
def cheaper(offer, as_sam, now) -> PriceBook:
    """A book in force from tomorrow, by which an iPhone 13 brings half."""
    in_force = PriceBook.objects.in_force(currency="EUR", at=now)
    paula = Actor.of(User.objects.get(email="paula@renew.example"))
    tomorrow = now + dt.timedelta(days=1)
    book = copy_price_book(book=in_force, version="2027-01", effective_at=tomorrow, by=paula, at=now)
    BasePrice.objects.filter(book=book, model_id="apple-iphone-13").update(amount=Round(F("amount") / 2, 2))
    return publish_price_book(book=book, by=as_sam, at=now)


def decided(offer: BuyBackOffer, by, at, *, on: dt.date | None = None) -> BuyBackOffer:
    record_decision(offer=offer, reference="CA 2026-41", decided_on=on or today(), by=by, at=at)
    return offer


def sold(offer: BuyBackOffer) -> Decimal:
    return offer.lines.to_sell().aggregate(total=Sum("net_amount"))["total"]


def test_it_works(offer, cheaper, as_dora, as_sam, now):
    before = sold(offer)
    decided(offer, as_dora, now, on=today() + LATER)

    firm_offer(offer=offer, by=as_sam, at=now + LATER)

    offer.refresh_from_db()
    assert (offer.state, offer.indicative_amount, offer.firm_amount) == (OfferState.FIRM, before, sold(offer))
    assert offer.firm_amount < before
    assert offer.book_version == "2027-01"
    assert offer.total_amount == sum(line.net_amount for line in offer.lines.all())


def test_what_was_agreed_at_the_opening_still_holds(in_rosa_parks, as_dora, as_sam, now):
    half_year = {"from_on": today(), "until_on": today() + dt.timedelta(days=1)}
    agree_price(promise=Promise(percent=Decimal(5), reason="Framework", **half_year), by=as_sam, at=now)
    offer = offer_for(three_devices(), as_dora)
    decided(offer, as_dora, now, on=today() + LATER)

    firm = firm_offer(offer=offer, by=as_sam, at=now + LATER)

    offer.refresh_from_db()
    assert all(line.priced.step("agreement") for line in offer.lines.in_order() if line.net_amount)
    assert firm.all_after == offer.total_amount


def test_firm_offer_prices_again_to_the_cent(offer, cheaper, as_dora, as_sam, now):
    decided(offer, as_dora, now, on=today() + LATER)
    firm_offer(offer=offer, by=as_sam, at=now + LATER)

    repricing = Repricing(BuyBackOffer.objects.get(pk=offer.pk))

    assert all(repricing.price(facts_behind(line)).net == line.priced.net for line in offer.lines.in_order())


def test_same_prices_make_no_new_version(offer, as_dora, as_sam, now):
    decided(offer, as_dora, now)

    firm_offer(offer=offer, by=as_sam, at=now)

    offer.refresh_from_db()
    assert (offer.version, offer.price_moved) == (1, False)
    assert offer.firm_amount == sold(offer)


def test_price_the_council_saw_stays_readable(offer, cheaper, as_dora, as_sam, now):
    before = {line.serial: line.net_amount for line in offer.lines.all()}
    decided(offer, as_dora, now, on=today() + LATER)

    firm_offer(offer=offer, by=as_sam, at=now + LATER)

    offer.refresh_from_db()
    assert {line.serial: line.net_amount for line in lines_at(offer, version=1)} == before
    told = differences(offer, older=1, newer=2)
    assert [one.after.model_label for one in told] == ["Apple iPhone 13"]
    assert sum(one.gain for one in told) == offer.firm_amount - offer.indicative_amount
    assert all("(declared)" not in words for one in told for words in one.words)


def test_book_of_after_the_decision_does_not_count(offer, cheaper, as_dora, as_sam, now):
    decided(offer, as_dora, now)

    firm = firm_offer(offer=offer, by=as_sam, at=now + LATER)

    assert (firm.has_moved, firm.after) == (False, firm.before)


def test_only_what_is_to_be_sold_is_compared(offer, as_dora, as_sam, now):
    kept = offer.lines.get(serial="PF3A1B2C")
    decide_lines(offer=offer, line_ids=[kept.pk], decision=LineDecision.KEEP, by=as_dora)
    decided(offer, as_dora, now)

    firm = firm_offer(offer=offer, by=as_sam, at=now)

    assert firm.before == offer.total_amount - kept.net_amount == offer.indicative_amount


def test_decision_older_than_the_offer_has_the_offer_s_own_day(offer, as_dora, now):
    decided(offer, as_dora, now, on=today() - LATER)

    assert firm_price_of(offer, at=now).day == today()


def test_firm_price_is_what_is_accepted(offer, cheaper, as_dora, as_sam, now):
    decided(offer, as_dora, now, on=today() + LATER)
    firm = firm_offer(offer=offer, by=as_sam, at=now + LATER)

    accept_offer(offer=offer, by=as_dora, at=now + LATER, today=today() + LATER, seen_total=firm.after)

    assert (offer.state, offer.total_amount) == (OfferState.ACCEPTED, firm.after)


def test_firm_offer_is_printed_as_firm(offer, cheaper, as_dora, as_sam, now):
    run_what_follows()
    decided(offer, as_dora, now, on=today() + LATER)
    firm_offer(offer=offer, by=as_sam, at=now + LATER)
    run_what_follows()

    newest, first = Document.objects.about(offer).of_kind("offer").order_by("-number")

    texts = [PdfReader(io.BytesIO(read_document(paper))).pages[0].extract_text() for paper in (newest, first)]
    assert newest.number == f"{offer.reference} v2"
    assert ["Firm price" in text for text in texts] == [True, False]
    assert ["Not binding yet" in text for text in texts] == [False, True]


def test_price_is_not_fixed_before_the_decision_nor_twice(offer, as_dora, as_sam, now):
    with pytest.raises(IllegalTransition):
        firm_offer(offer=offer, by=as_sam, at=now)
    decided(offer, as_dora, now)
    firm_offer(offer=offer, by=as_sam, at=now)

    with pytest.raises(IllegalTransition):
        firm_offer(offer=offer, by=as_sam, at=now)


def test_customer_fixes_no_price(offer, as_dora, now):
    decided(offer, as_dora, now)

    with pytest.raises(PermissionRefused):
        firm_offer(offer=offer, by=as_dora, at=now)


def test_queries_do_not_grow_with_the_devices(offer, cheaper, as_dora, as_sam, now):
    many = offer_for([make_device(f"C0200000{number:04}") for number in range(20)], as_dora)
    ran = []
    for one in (offer, many):
        decided(one, as_dora, now, on=today() + LATER)
        with queries() as found:
            firm_offer(offer=one, by=as_sam, at=now + LATER)
        ran.append(len(found))

    assert ran[1] <= ran[0]


def test_page_shows_both_amounts(rosa_parks_portal, rosa_parks, offer, cheaper, as_dora, as_sam, now):
    with tenant_context(rosa_parks):
        decided(offer, as_dora, now, on=today() + LATER)
        firm_offer(offer=offer, by=as_sam, at=now + LATER)
        offer.refresh_from_db()

    page = rosa_parks_portal.get(reverse("quotes:offer", args=[offer.pk])).content.decode()

    assert f"came to €{offer.indicative_amount}" in page
    assert f"they come to €{offer.firm_amount}" in page

"""Offers at the desk: reading them, confirming the price of a public body."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tenants.utils import tenant_context

from quotes.actions.decisions import attach_decision
from quotes.actions.offers import record_decision
from quotes.models import BuyBackOffer
from quotes.offer_groups import groups_of
from quotes.states import OfferState
from tests.catalogue.queries import queries
from tests.deals import offer_for, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def decided(rosa_parks, as_dora, now) -> BuyBackOffer:
    """A public body's offer whose decision is recorded."""
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
        record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)
    return offer


def address(offer: BuyBackOffer, *, of: str = "rosa-parks") -> str:
    return f"/o/{of}/offers/{offer.pk}/"


def words(response) -> str:
    return response.content.decode()


def state_of(organisation, offer: BuyBackOffer) -> str:
    with tenant_context(organisation):
        return BuyBackOffer.objects.get(pk=offer.pk).state


def test_it_works(desk, decided):
    page = words(desk.get(address(decided)))

    assert [text in page for text in (decided.reference, "CA 2026-41", "Confirm firm price")] == [True] * 3


def test_confirming_makes_the_price_firm(desk, rosa_parks, decided):
    response = desk.post(f"{address(decided)}firm/", follow=True)

    assert state_of(rosa_parks, decided) == OfferState.FIRM
    assert "the customer can accept it" in words(response)


def test_second_click_on_confirm_is_harmless(desk, rosa_parks, decided):
    desk.post(f"{address(decided)}firm/")

    response = desk.post(f"{address(decided)}firm/", follow=True)

    assert (response.status_code, state_of(rosa_parks, decided)) == (200, OfferState.FIRM)


def test_price_before_the_decision_cannot_be_confirmed(desk, rosa_parks, as_dora):
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)

    page = words(desk.get(address(offer)))
    desk.post(f"{address(offer)}firm/")

    assert "Confirm firm price" not in page
    assert state_of(rosa_parks, offer) == OfferState.INDICATIVE


def test_desk_decides_nothing_for_the_customer(desk, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)

    page = words(desk.get(address(offer, of="acme")))

    assert [text in page for text in ("data-select-row", "Accept…", "Decline…")] == [False] * 3


def test_group_is_read_below_its_row_and_as_a_page(desk, rosa_parks, decided):
    with tenant_context(rosa_parks):
        key = groups_of(decided).groups[0].key
    url = f"{address(decided)}groups/{key}/"

    whole = words(desk.get(url))
    part = words(desk.get(url, headers={"HX-Request": "true", "HX-Target": f"group-{key}"}))

    assert ("F2LXK1AAAA01" in whole, "<html" in whole) == (True, True)
    assert ("F2LXK1AAAA01" in part, "<html" in part) == (True, False)


def test_group_that_the_offer_does_not_have_is_not_found(desk, decided):
    assert desk.get(f"{address(decided)}groups/{'0' * 32}/").status_code == 404


def test_page_keeps_within_its_queries(desk, decided):
    with queries() as ran:
        desk.get(address(decided))

    assert len(ran) <= 25


@pytest.fixture
def open_offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(three_devices(), as_alice)


def test_extending_moves_the_last_day_and_says_so(desk, acme, open_offer):
    day = open_offer.valid_until_on + dt.timedelta(days=7)
    sent = {"valid_until_on": day.isoformat(), "reason": "The committee meets in May"}

    page = words(desk.post(f"{address(open_offer, of='acme')}extend/", sent, follow=True))

    with tenant_context(acme):
        assert BuyBackOffer.objects.get().valid_until_on == day
    assert [text in page for text in ("hold for longer", "Last day moved", "The committee meets in May")] == [True] * 3


@pytest.mark.parametrize("sent", [{}, {"valid_until_on": "soon", "reason": "x"}, {"valid_until_on": "2026-12-24"}])
def test_extension_that_says_too_little_is_asked_again(desk, acme, open_offer, sent):
    response = desk.post(f"{address(open_offer, of='acme')}extend/", sent)

    with tenant_context(acme):
        assert (response.status_code, BuyBackOffer.objects.get().version) == (422, 1)
        assert BuyBackOffer.objects.get().valid_until_on == open_offer.valid_until_on


def test_extension_too_far_away_is_refused_with_the_day_that_would_do(desk, acme, open_offer):
    sent = {"valid_until_on": "2099-01-01", "reason": "For ever"}

    page = words(desk.post(f"{address(open_offer, of='acme')}extend/", sent, follow=True))

    assert "at the latest" in page


def test_only_an_open_offer_can_be_extended(desk, decided):
    assert "Extend…" not in words(desk.get(address(decided)))
    assert desk.get(f"{address(decided)}extend/").status_code == 302


def test_extension_is_asked_for_on_a_page_of_its_own(desk, open_offer):
    assert "Extend…" in words(desk.get(address(open_offer, of="acme")))
    assert 'name="valid_until_on"' in words(desk.get(f"{address(open_offer, of='acme')}extend/"))


def test_manager_reads_the_decision_that_the_customer_brought(desk, rosa_parks, as_dora, decided, now):
    pdf = b"%PDF-1.7\n%%EOF\n"
    before = words(desk.get(address(decided)))
    with tenant_context(rosa_parks):
        attach_decision(offer=decided, file=SimpleUploadedFile("CA 2026-41.pdf", pdf), by=as_dora, at=now)

    page, given = words(desk.get(address(decided))), desk.get(f"{address(decided)}decision/")

    assert "has not brought the decision itself yet" in before
    assert "CA 2026-41.pdf" in page
    assert (given.content, given["Content-Disposition"][:10]) == (pdf, "attachment")


def test_decision_that_was_not_brought_is_said_on_the_offer(desk, decided):
    page = words(desk.get(f"{address(decided)}decision/", follow=True))

    assert "The decision itself is not with this offer." in page

"""The overview, and the list of organisations."""

import datetime as dt

import pytest
from django_tenants.utils import tenant_context

from desk import waiting
from desk.views import home
from quotes.actions.offers import record_decision
from quotes.models import Quote
from tenants.models import AccessLog, StaffAssignment
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.deals import draft, offer_for, ordered, sent, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


def words(response) -> str:
    return response.content.decode()


def row_of(client, name: str):
    rows = client.get("/").context["rows"]
    return next(row for row in rows if row.organisation.name.startswith(name))


def test_it_works(desk):
    page = words(desk.get("/"))

    assert ("Acme Industrie (fictitious)" in page, "Globex Conseil (fictitious)" in page) == (True, False)


def test_counts_what_waits_in_an_organisation(desk, acme, as_alice, as_sam):
    with tenant_context(acme):
        offer_for(three_devices(), as_alice)
        draft(as_sam)
        sent(as_sam)
        ordered(as_sam, as_alice)

    row = row_of(desk, "Acme")

    counts = (row.offers_open, row.quotes_in_draft, row.quotes_out, row.orders_to_ship, row.orders_on_the_way)
    assert counts == (1, 1, 1, 1, 0)


def test_offer_that_a_council_has_decided_waits_for_us(desk, rosa_parks, as_dora, now):
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
        record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)

    row = row_of(desk, "Lycée")

    assert (row.offers_to_confirm, row.offers_open, row.for_us) == (1, 0, 1)


def test_quote_that_runs_out_within_a_week_is_named(desk, acme, as_sam):
    with tenant_context(acme):
        sent(as_sam)
        soon = sent(as_sam)
        Quote.objects.filter(pk=soon.pk).update(valid_until_on=today() + dt.timedelta(days=5))

    assert "1 running out" in words(desk.get("/"))


def test_looking_at_the_counts_is_written_down_for_each(desk):
    desk.get("/")

    assert set(AccessLog.objects.values_list("organisation__slug", "action")) == {
        ("acme", "GET desk:home"),
        ("rosa-parks", "GET desk:home"),
    }


def test_only_a_page_of_organisations_is_read_at_a_time(desk, monkeypatch):
    monkeypatch.setattr(home, "MOST", 1)

    first = desk.get("/")
    second = desk.get(f"/{first.context['links']['next']}")

    names = [[row.organisation.slug for row in page.context["rows"]] for page in (first, second)]
    assert names == [["acme"], ["rosa-parks"]]


def test_full_page_keeps_within_its_queries(desk):
    with queries() as ran:
        desk.get("/")

    organisations = 2
    assert len(ran) - organisations + waiting.MOST <= 25


def test_counts_do_not_cost_more_with_more_in_an_organisation(desk, acme, as_sam):
    with queries() as ran_before:
        desk.get("/")
    with tenant_context(acme):
        for _ in range(5):
            sent(as_sam)
    with queries() as ran_after:
        desk.get("/")

    assert len(ran_before) == len(ran_after)


def test_who_is_assigned_to_nobody_is_told_so(sam):
    StaffAssignment.objects.filter(user=sam).delete()

    assert "No organisation is assigned to you" in words(HostClient("desk").sign_in(sam, "desk").get("/"))


def test_list_names_the_organisations_one_may_open(desk):
    page = words(desk.get("/organisations/"))

    assert ("Lycée Rosa-Parks (fictitious)" in page, "Globex" in page, "Sam Keller" in page) == (True, False, True)


def test_list_is_searched_without_accents_and_case(desk):
    page = words(desk.get("/organisations/?q=LYCEE rosa"))

    assert ("Lycée Rosa-Parks (fictitious)" in page, "Acme" in page) == (True, False)


def test_search_without_a_match_says_so(desk):
    assert "No organisation matches" in words(desk.get("/organisations/?q=zzz"))


def test_search_through_htmx_refills_the_list_alone(desk):
    page = words(desk.get("/organisations/?q=acme", headers={"HX-Request": "true", "HX-Target": "organisation-list"}))

    assert ("Acme Industrie (fictitious)" in page, "<html" in page) == (True, False)

"""My day, and the list of organisations."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tenants.utils import tenant_context

from desk import waiting
from quotes.actions.offers import record_decision
from quotes.actions.orders import ship_order
from quotes.models import Quote
from records.open_cases import note_case
from tenants.models import AccessLog, SignUpRequest, StaffAssignment
from tests.catalogue.queries import queries
from tests.conftest import HostClient
from tests.deals import draft, offer_for, ordered, sent, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


def words(response) -> str:
    return response.content.decode()


def shown(client, address: str = "/") -> list[str]:
    return [row.case.reference for row in client.get(address).context["day"].rows]


def counts(client, address: str = "/") -> dict[str, int]:
    return {tab.name: tab.count for tab in client.get(address).context["day"].tabs}


def running_out(quote: Quote, *, days: int) -> Quote:
    Quote.objects.filter(pk=quote.pk).update(valid_until_on=today() + dt.timedelta(days=days))
    quote.refresh_from_db()
    note_case(quote, at=timezone.now())
    return quote


def test_it_works(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam, title="Sales team")

    page = words(desk.get("/"))

    assert (quote.reference in page, "Sales team" in page, "Acme Industrie (fictitious)" in page) == (True, True, True)


def test_cases_are_counted_by_whose_turn_it_is(desk, acme, as_alice, as_sam, now):
    with tenant_context(acme):
        offer_for(three_devices(), as_alice)
        draft(as_sam)
        sent(as_sam)
        ordered(as_sam, as_alice)
        ship_order(order=ordered(as_sam, as_alice), tracking="", by=as_sam, at=now)

    assert counts(desk) == {"us": 2, "soon": 0, "customer": 2, "carrier": 1}


def test_offer_that_a_council_has_decided_is_for_us(desk, rosa_parks, as_dora, now):
    with tenant_context(rosa_parks):
        offer = offer_for(three_devices(), as_dora)
    before = counts(desk)

    with tenant_context(rosa_parks):
        record_decision(offer=offer, reference="CA 2026-41", decided_on=today(), by=as_dora, at=now)

    assert (before["us"], before["customer"]) == (0, 1)
    assert shown(desk) == [offer.reference]


def test_quote_that_runs_out_within_a_week_is_named_with_its_days(desk, acme, as_sam):
    with tenant_context(acme):
        sent(as_sam)
        soon = running_out(sent(as_sam), days=5)

    assert shown(desk, "/?view=soon") == [soon.reference]
    assert "5 days left" in words(desk.get("/?view=soon"))


def test_what_has_waited_longest_stands_first(desk, acme, rosa_parks, as_sam):
    with tenant_context(rosa_parks):
        first = draft(as_sam)
    with tenant_context(acme):
        second = draft(as_sam)

    assert shown(desk) == [first.reference, second.reference]


def test_case_leads_to_its_page(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam)

    assert desk.get(desk.get("/").context["day"].rows[0].url).context["quote"] == quote


def test_search_finds_by_organisation_reference_and_title(desk, acme, rosa_parks, as_sam):
    with tenant_context(acme):
        ours = draft(as_sam, title="Sales team")
    with tenant_context(rosa_parks):
        theirs = draft(as_sam, title="Salle 12")

    assert shown(desk, "/?q=ACME") == shown(desk, "/?q=sales team") == [ours.reference]
    assert shown(desk, f"/?q={theirs.reference}") == shown(desk, "/?q=lycee") == [theirs.reference]
    assert counts(desk, "/?q=acme")["us"] == 1


def test_search_without_a_match_of_a_case_says_so(desk):
    assert "No case matches" in words(desk.get("/?q=zzz"))


def test_search_of_cases_through_htmx_refills_them_alone(desk):
    page = words(desk.get("/?q=zzz", headers={"HX-Request": "true", "HX-Target": "open-cases"}))

    assert ("No case matches" in page, "<html" in page) == (True, False)


def test_case_of_an_organisation_one_is_not_assigned_to_is_not_counted(desk, globex, as_sam):
    with tenant_context(globex):
        draft(as_sam)

    assert (counts(desk)["us"], "Globex" in words(desk.get("/"))) == (0, False)


def test_looking_is_written_down_for_each_organisation_shown(desk, acme, as_sam):
    with tenant_context(acme):
        draft(as_sam)
        draft(as_sam)

    desk.get("/")

    assert list(AccessLog.objects.values_list("organisation__slug", "action")) == [("acme", "GET desk:home")]


def test_only_a_page_of_cases_is_read_at_a_time(desk, acme, as_sam, monkeypatch):
    monkeypatch.setattr(waiting, "PER_PAGE", 1)
    with tenant_context(acme):
        drafts = [draft(as_sam), draft(as_sam)]

    first = desk.get("/")
    second = desk.get(f"/{first.context['day'].links['next']}")

    pages = [[row.case.reference for row in page.context["day"].rows] for page in (first, second)]
    assert pages == [[quote.reference] for quote in drafts]


def test_unknown_view_is_what_is_for_us(desk, acme, as_sam):
    with tenant_context(acme):
        quote = draft(as_sam)

    assert shown(desk, "/?view=nonsense") == [quote.reference]


def test_page_costs_the_same_with_more_organisations_and_cases(desk, acme, rosa_parks, as_sam):
    with tenant_context(acme):
        draft(as_sam)
    desk.get("/")
    with queries() as ran_before:
        desk.get("/")
    for organisation in (acme, rosa_parks):
        with tenant_context(organisation):
            for _ in range(5):
                draft(as_sam)
    with queries() as ran_after:
        desk.get("/")

    assert len(ran_before) == len(ran_after) <= 20


def test_request_for_an_account_is_told_to_whoever_may_decide(desk, now):
    assert "asks for an account" not in words(desk.get("/"))

    SignUpRequest.objects.create(
        organisation_name="Initech (fictitious)", kind="company", full_name="Ida", email="ida@initech.example",
        country="FR", language="en", created_at=now,
    )  # fmt: skip

    assert "1 organisation asks for an account" in words(desk.get("/"))


def test_who_is_assigned_to_nobody_is_told_so(sam):
    StaffAssignment.objects.filter(user=sam).delete()

    assert "No organisation is assigned to you" in words(HostClient("desk").sign_in(sam, "desk").get("/"))


def test_day_without_anything_to_do_says_so(desk):
    assert "Nothing waits for us" in words(desk.get("/"))


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

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from b2b_portal.home.milestones import MILESTONES
from b2b_portal.lib.states import StateMachine
from fleet import states as fleet_states
from fleet.actions.uploads import receive_upload
from impact import states as impact_states
from impact.models import ImpactReport
from invoices import states as invoice_states
from quotes import states as quote_states
from quotes.actions.offers import request_offer
from quotes.actions.orders import deliver_order, ship_order
from quotes.fleet_estimate import estimate_fleet
from records.events import record_event
from tenants.jobs import run_job_here
from tenants.models import Job
from tests.catalogue.queries import queries
from tests.deals import draft, offer_for, ordered, run_what_follows, sent, today
from tests.devices import make_device
from tests.programmes import fleet_of_two_sites, offer_of, planned

pytestmark = pytest.mark.django_db


def page(client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


def checked_upload(by, at, filename="november.csv") -> None:
    upload = receive_upload(
        file=ContentFile(b"Serial number,Model\nAAAA0001,iPhone 13\n"), filename=filename, by=by, at=at
    )
    run_job_here(Job.objects.get(pk=upload.job_id))


def test_it_works(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    overview = acme_portal.get("/").context["overview"]

    assert (overview.tally.devices, overview.orders, overview.on_the_table) == (1, 0, [])


def test_new_organisation_is_asked_for_its_fleet(acme_portal):
    overview = acme_portal.get("/").context["overview"]

    assert [todo.title for todo in overview.to_do] == ["Upload your fleet"]
    assert [step["state"] for step in overview.steps] == ["current", "todo", "todo", "todo"]


def test_viewer_is_asked_for_nothing(acme_portal_of_bob):
    assert "Nothing waits for you" in page(acme_portal_of_bob)


def test_checked_upload_waits_for_who_may_confirm_it(acme_portal, acme_portal_of_bob, in_acme, as_alice, now):
    checked_upload(as_alice, now)

    assert "Check and import" in page(acme_portal)
    assert "Check and import" not in page(acme_portal_of_bob)


def test_open_offer_waits_for_an_answer(acme_portal, in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA01")
    run_job_here(request_offer(selection={"devices": [str(device.pk)]}, by=as_alice, at=now))

    seen = page(acme_portal)

    assert "1 buy-back offer waits for you" in seen
    assert 'href="/offers/"' in seen


def test_value_by_age_is_drawn_and_written_as_a_table(acme_portal, in_acme, now):
    make_device("F2LXK1AAAA01", age_from_on=today() - dt.timedelta(days=500))
    make_device("F2LXK1AAAA02", owner="person", age_from_on=today() - dt.timedelta(days=500))
    estimate = estimate_fleet(at=now, today=today())

    value = acme_portal.get("/").context["overview"].value
    seen = page(acme_portal)

    assert (value.amount, value.offerable) == (estimate.net_amount, 1)
    bars, line = value.chart.series
    assert bars.values == (0, 2, 0, 0, 0, 0)
    assert line.values == (None, estimate.net_amount, None, None, None, None)
    assert "for 1 device that can be offered" in seen
    assert "View as table" in seen


def test_fleet_of_unknown_age_has_a_bar_of_its_own(acme_portal, in_acme, now):
    make_device("F2LXK1AAAA01", age_from_on=None)
    estimate_fleet(at=now, today=today())

    chart = acme_portal.get("/").context["overview"].value.chart

    assert (chart.categories[-1], chart.series[0].values[-1]) == ("age unknown", 1)


def test_fleet_without_an_estimate_has_no_chart(acme_portal, in_acme):
    make_device("F2LXK1AAAA01")

    assert "data-chart" not in page(acme_portal)


def test_deals_on_the_table_stand_with_those_to_answer_first(rosa_parks_portal, in_rosa_parks, as_dora, as_sam):
    indicative = offer_for([make_device("F2LXK1AAAA01")], as_dora)
    quote = sent(as_sam, title="Salle 12")
    draft(as_sam, title="Secret of the desk")

    deals = rosa_parks_portal.get("/").context["overview"].on_the_table

    found = [(deal.machine, deal.reference, deal.awaits_answer) for deal in deals]
    assert found == [("quote", quote.reference, True), ("offer", indicative.reference, False)]
    assert "Secret of the desk" not in page(rosa_parks_portal)


def test_impact_and_documents_stand_once_there_are_some(acme_portal, in_acme, as_alice, as_sam, now):
    before = acme_portal.get("/").context["overview"]
    order = ordered(as_sam, as_alice)
    ship_order(order=order, tracking="", by=as_sam, at=now)
    deliver_order(order=order, delivered_on=today(), by=as_sam, at=now)
    run_what_follows()

    after = acme_portal.get("/").context["overview"]

    assert (before.impact, before.documents) == (None, [])
    assert after.impact.reports == 1
    assert after.impact.avoided_kg == ImpactReport.objects.get().avoided_kg
    assert {document.kind for document in after.documents} >= {"invoice", "impact_report"}


def test_old_devices_are_worth_a_word_when_nothing_else_waits(acme_portal, in_acme):
    make_device("OLD000000001", age_from_on="2015-01-01")

    assert "1 device is older than four years" in page(acme_portal)


def test_lately_tells_milestones_and_keeps_the_desks_drafts(acme_portal, in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA01")
    record_event(subject=device, verb="order.delivered", by=as_alice, at=now)
    record_event(subject=device, verb="quote.drafted", by=as_alice, at=now)
    record_event(subject=device, verb="quote.approval_requested", by=as_alice, at=now)

    lately = acme_portal.get("/").context["overview"].lately

    assert [milestone.title for milestone in lately] == [f"The order {device} was delivered"]


def test_wave_whose_month_has_come_is_told_until_it_is_offered(acme_portal, acme_portal_of_bob, in_acme, as_alice):
    fleet_of_two_sites()
    programme = planned(as_alice)

    before, of_bob = page(acme_portal), page(acme_portal_of_bob)
    offer_of(programme.waves.get(site_name="Lyon"), as_alice)

    assert "Lyon is due" in before
    assert "3 devices are planned in the programme “Laptops 2027”" in before
    assert "Lyon is due" not in of_bob
    assert [text in page(acme_portal) for text in ("Lyon is due", "Brest is due")] == [False, False]


def test_every_milestone_is_an_event_of_a_state_table():
    modules = (fleet_states, impact_states, invoice_states, quote_states)
    machines = [thing for module in modules for thing in vars(module).values() if isinstance(thing, StateMachine)]
    known = {step.event for machine in machines for step in machine.transitions} | {"order.placed", "offer.extended"}

    assert set(MILESTONES) <= known


def test_page_of_one_organisation_tells_nothing_of_another(globex_portal, in_acme, as_alice, now):
    checked_upload(as_alice, now, "acme-secret.csv")

    assert "acme-secret" not in page(globex_portal)


def test_queries_do_not_grow_with_the_data(acme_portal, in_acme, as_alice, as_sam, now):
    for number in range(10):
        offer_for([make_device(f"SERIAL{number:06}")], as_alice)
        sent(as_sam)
        checked_upload(as_alice, now, f"file-{number}.csv")
    estimate_fleet(at=now, today=today())
    page(acme_portal)

    with queries() as ran:
        page(acme_portal)

    assert len(ran) <= 21

import datetime as dt
from decimal import Decimal

import pytest

from b2b_portal.lib.states import IllegalTransition
from fleet.models import Device
from quotes.actions.firming import firm_offer
from quotes.actions.offers import (
    NothingSelected,
    NothingToSell,
    OfferExpired,
    accept_offer,
    decide_lines,
    decline_offer,
    record_decision,
    request_offer,
)
from quotes.models import BuyBackOffer
from quotes.states import LineDecision, OfferState
from records.events import events_of
from records.models import Document
from tenants.jobs import run_job_here
from tenants.permissions import PermissionRefused
from tenants.sent_twice import WINDOW
from tests.deals import ALL_DEDUCTED, run_what_follows
from tests.devices import make_device

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)


def open_offer_for(devices, by, at) -> BuyBackOffer:
    job = request_offer(selection={"devices": [str(device.pk) for device in devices]}, by=by, at=at)
    job = run_job_here(job)
    assert job.state == "done", job.problem
    return BuyBackOffer.objects.get(pk=job.result["offer"])


def test_it_works(in_acme, as_alice, now):
    devices = [make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02", grade="A")]

    offer = open_offer_for(devices, as_alice, now)

    assert (offer.state, offer.line_count) == (OfferState.OPEN, 2)
    assert offer.total_amount == sum(line.net_amount for line in offer.lines.all()) > 0


def test_offer_keeps_every_step_that_led_to_a_price(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)

    priced = offer.lines.get().priced

    assert priced.net.amount == offer.total_amount
    assert [step.code for step in priced.steps][:2] == ["base_storage", "condition_works"]


def test_offer_prints_its_document(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)

    run_what_follows()

    document = Document.objects.about(offer).get()

    assert (document.kind, document.number) == ("offer", offer.reference)


def test_offer_leaves_out_what_is_not_the_organisations(in_acme, as_alice, now):
    devices = [
        make_device("F2LXK1AAAA01"),
        make_device("F2LXK1AAAA02", owner="person"),
        make_device("F2LXK1AAAA03", owner="lessor"),
    ]

    offer = open_offer_for(devices, as_alice, now)

    assert offer.line_count == 1
    assert offer.left_out == {"personal": 1, "leased": 1}


def test_offer_leaves_out_what_is_gone_even_when_ticked(in_acme, as_alice, now):
    gone = make_device("F2LXK1AAAA02", gone_at=now, gone_by_id=as_alice.id, gone_by_name=as_alice.name)

    offer = open_offer_for([make_device("F2LXK1AAAA01"), gone], as_alice, now)

    assert (offer.line_count, offer.left_out) == (1, {"gone": 1})


def test_offer_for_leased_devices_only_fails_with_a_sentence(in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA02", owner="lessor")

    job = run_job_here(request_offer(selection={"devices": [str(device.pk)]}, by=as_alice, at=now))

    assert (job.state, job.problem_code) == ("failed", "nothing_offerable")


def test_device_stands_in_one_offer_at_a_time(in_acme, as_alice, now):
    device = make_device("F2LXK1AAAA01")
    open_offer_for([device], as_alice, now)

    job = run_job_here(request_offer(selection={"devices": [str(device.pk)]}, by=as_alice, at=now + 2 * WINDOW))

    assert job.problem_code == "nothing_offerable"


def test_offer_for_a_filter_takes_all_that_match(in_acme, as_alice, now):
    make_device("F2LXK1AAAA01")
    make_device("PF3A1B2C", model="lenovo-thinkpad-t14-g2")

    job = run_job_here(request_offer(selection={"filter": {"category": ["laptop"]}}, by=as_alice, at=now))

    assert BuyBackOffer.objects.get(pk=job.result["offer"]).lines.get().serial == "PF3A1B2C"


def test_offer_for_nothing_is_refused(in_acme, as_alice, now):
    with pytest.raises(NothingSelected):
        request_offer(selection={"devices": []}, by=as_alice, at=now)


def test_viewer_may_not_ask_for_an_offer(in_acme, as_bob, now):
    with pytest.raises(PermissionRefused):
        request_offer(selection={"filter": {}}, by=as_bob, at=now)


def test_accepting_keeps_devices_and_writes_an_event(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)

    accept_offer(offer=offer, by=as_alice, at=now, today=TODAY, vat=ALL_DEDUCTED)

    assert BuyBackOffer.objects.get().state == OfferState.ACCEPTED
    assert Device.objects.get().offer_id == offer.pk
    assert events_of(offer).filter(verb="offer.accepted").count() == 1


def test_accepting_a_part_frees_the_other_devices(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01"), make_device("F2LXK1AAAA02")], as_alice, now)
    kept = offer.lines.in_order().first()
    decide_lines(offer=offer, line_ids=[kept.pk], decision=LineDecision.KEEP, by=as_alice)

    accept_offer(offer=offer, by=as_alice, at=now, today=TODAY, vat=ALL_DEDUCTED)

    assert offer.state == OfferState.PARTLY_ACCEPTED
    assert offer.total_amount == offer.lines.to_sell().get().net_amount
    assert Device.objects.get(pk=kept.device_id).offer_id is None


def test_accepting_nothing_is_refused(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)
    decide_lines(offer=offer, line_ids=[offer.lines.get().pk], decision=LineDecision.KEEP, by=as_alice)

    with pytest.raises(NothingToSell):
        accept_offer(offer=offer, by=as_alice, at=now, today=TODAY, vat=ALL_DEDUCTED)


def test_accepting_after_the_last_day_marks_the_offer_expired(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)

    with pytest.raises(OfferExpired):
        accept_offer(
            offer=offer, by=as_alice, at=now, today=offer.valid_until_on + dt.timedelta(days=1), vat=ALL_DEDUCTED
        )

    assert BuyBackOffer.objects.get().state == OfferState.EXPIRED
    assert Device.objects.get().offer_id is None


def test_accepting_twice_is_refused(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)
    accept_offer(offer=offer, by=as_alice, at=now, today=TODAY, vat=ALL_DEDUCTED)

    with pytest.raises(IllegalTransition):
        accept_offer(offer=offer, by=as_alice, at=now, today=TODAY, vat=ALL_DEDUCTED)


def test_declining_frees_the_devices(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)

    decline_offer(offer=offer, reason="Too low", by=as_alice, at=now)

    assert Device.objects.get().offer_id is None
    assert events_of(offer).get(verb="offer.declined").reason == "Too low"


def test_offer_to_a_public_body_is_indicative_until_its_decision(in_rosa_parks, as_dora, as_sam, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_dora, now)
    assert offer.state == OfferState.INDICATIVE
    with pytest.raises(IllegalTransition):
        accept_offer(offer=offer, by=as_dora, at=now, today=TODAY, vat=ALL_DEDUCTED)

    record_decision(offer=offer, reference="CA 2026-41", decided_on=TODAY, by=as_dora, at=now)
    firm_offer(offer=offer, by=as_sam, at=now)
    accept_offer(offer=offer, by=as_dora, at=now, today=TODAY, vat=ALL_DEDUCTED)

    assert offer.state == OfferState.ACCEPTED


def test_prices_are_decimals_to_the_cent(in_acme, as_alice, now):
    offer = open_offer_for([make_device("F2LXK1AAAA01")], as_alice, now)

    assert offer.total_amount == offer.total_amount.quantize(Decimal("0.01"))

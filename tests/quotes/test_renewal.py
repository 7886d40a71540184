"""An expired offer is priced again: by whom, for what, and what its page then says."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.actions.declarations import declare_condition
from quotes.actions.offers import accept_offer, decide_lines, expire_offers
from quotes.actions.renewal import AlreadyRenewed, StillValid, renew_offer
from quotes.models import BuyBackOffer
from quotes.offer_renewal import renewal_of
from quotes.pricing.declaration import Declaration
from quotes.states import LineDecision, OfferState
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.permissions import PermissionRefused
from tests.deals import ALL_DEDUCTED, offer_for, three_devices, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

DAY = dt.timedelta(days=1)


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return offer_for(three_devices(), as_alice)


def expire(offer: BuyBackOffer) -> None:
    expire_offers(at=timezone.now(), today=offer.valid_until_on + DAY)
    offer.refresh_from_db()


def renew(offer: BuyBackOffer, by) -> BuyBackOffer:
    job = run_job_here(renew_offer(offer=offer, by=by, at=timezone.now(), today=offer.valid_until_on + DAY))
    assert job.state == "done", job.problem
    return BuyBackOffer.objects.get(pk=job.result["offer"])


def words(response) -> str:
    return response.content.decode()


def test_it_works(offer, as_alice):
    expire(offer)

    successor = renew(offer, as_alice)

    assert (successor.state, successor.replaces, successor.line_count) == (OfferState.OPEN, offer, 3)
    assert successor.total_amount == offer.total_amount
    assert Device.objects.filter(offer_id=successor.pk).count() == 3


def test_offer_that_ran_out_unmarked_is_marked_and_priced_again(offer, as_alice):
    successor = renew(offer, as_alice)

    assert BuyBackOffer.objects.get(pk=offer.pk).state == OfferState.EXPIRED
    assert successor.replaces_id == offer.pk


def test_decisions_and_declarations_are_kept(offer, as_alice):
    first, second, third = offer.lines.in_order()
    declare_condition(
        offer=offer, said={first.pk: Declaration(grade="C")}, by=as_alice, at=timezone.now(), today=today()
    )
    decide_lines(offer=offer, line_ids=[second.pk], decision=LineDecision.KEEP, by=as_alice)
    expire(offer)

    lines = {line.device_id: line for line in renew(offer, as_alice).lines.in_order()}

    assert (lines[first.device_id].grade, lines[first.device_id].is_declared) == ("C", True)
    assert (lines[second.device_id].decision, lines[second.device_id].is_declared) == (LineDecision.KEEP, False)
    assert lines[third.device_id].decision == LineDecision.SELL


def test_condition_that_the_fleet_says_otherwise_since_is_not_called_declared(offer, as_alice):
    first = offer.lines.in_order().first()
    declare_condition(
        offer=offer, said={first.pk: Declaration(grade="C")}, by=as_alice, at=timezone.now(), today=today()
    )
    expire(offer)
    Device.objects.filter(pk=first.device_id).update(grade="D")

    line = renew(offer, as_alice).lines.get(device=first.device_id)

    assert (line.grade, line.is_declared) == ("D", False)


def test_device_that_is_no_longer_free_is_left_out_and_said(offer, as_alice):
    expire(offer)
    Device.objects.filter(serial="PF3A1B2C").update(owner="person")

    successor = renew(offer, as_alice)

    assert (successor.line_count, successor.left_out) == (2, {"personal": 1})
    assert renewal_of(successor).units_left == 1


def test_comparison_adds_up_to_both_totals(offer, as_alice):
    expire(offer)
    Device.objects.filter(serial="F2LXK1AAAA01").update(grade="D")

    successor = renew(offer, as_alice)
    renewal = renewal_of(offer)

    assert (renewal.before, renewal.after) == (offer.total_amount, successor.total_amount)
    assert [kind.units for kind in renewal.moved] == [1]
    assert sum((kind.gain for kind in renewal.moved), Decimal(0)) == renewal.gain < 0


def test_offer_that_holds_is_not_priced_again(offer, as_alice):
    with pytest.raises(StillValid):
        renew_offer(offer=offer, by=as_alice, at=timezone.now(), today=offer.valid_until_on)


def test_accepted_offer_is_not_priced_again(offer, as_alice):
    accept_offer(offer=offer, by=as_alice, at=timezone.now(), today=today(), vat=ALL_DEDUCTED)

    with pytest.raises(StillValid):
        renew_offer(offer=offer, by=as_alice, at=timezone.now(), today=offer.valid_until_on + DAY)


def test_offer_is_priced_again_once(offer, as_alice):
    expire(offer)
    renew(offer, as_alice)

    with pytest.raises(AlreadyRenewed):
        renew_offer(offer=offer, by=as_alice, at=timezone.now(), today=today())


def test_second_click_follows_the_first(offer, as_alice):
    expire(offer)

    jobs = {renew_offer(offer=offer, by=as_alice, at=timezone.now(), today=today()).pk for _click in range(2)}

    assert len(jobs) == 1


def test_viewer_may_not(offer, as_bob):
    expire(offer)

    with pytest.raises(PermissionRefused):
        renew_offer(offer=offer, by=as_bob, at=timezone.now(), today=today())


def test_late_acceptance_leads_to_new_prices_with_one_click(acme_portal, offer):
    BuyBackOffer.objects.filter(pk=offer.pk).update(valid_until_on=today() - DAY)

    refused = words(
        acme_portal.post(
            reverse("quotes:offer_accept", args=[offer.pk]),
            {"seen_total": str(offer.total_amount), "deducted": "all"},
            follow=True,
        )
    )
    response = acme_portal.post(reverse("quotes:offer_renew", args=[offer.pk]))

    assert [text in refused for text in ("were valid until", "Price these devices again")] == [True, True]
    assert response["Location"].startswith("/jobs/")


def test_both_pages_show_both_totals(acme_portal, offer, as_alice):
    expire(offer)
    Device.objects.filter(serial="F2LXK1AAAA01").update(grade="D")
    successor = renew(offer, as_alice)

    old, new = (words(acme_portal.get(reverse("quotes:offer", args=[one.pk]))) for one in (offer, successor))

    assert [text in old for text in ("Open the new offer", successor.reference, "What changed since")] == [True] * 3
    assert [text in new for text in (offer.reference, "What changed since")] == [True] * 2
    assert "Price these devices again" not in old


def test_valid_offer_has_no_such_button_and_leads_back(acme_portal, offer):
    page = words(acme_portal.get(reverse("quotes:offer", args=[offer.pk])))
    answer = words(acme_portal.post(reverse("quotes:offer_renew", args=[offer.pk]), follow=True))

    assert "Price these devices again" not in page
    assert "has not expired" in answer
    assert Job.objects.filter(kind="quotes.open_offer").count() == 1


def test_other_organisation_and_viewer_are_refused(globex_portal, acme_portal_of_bob, offer):
    expire(offer)
    url = reverse("quotes:offer_renew", args=[offer.pk])

    assert (globex_portal.post(url).status_code, acme_portal_of_bob.post(url).status_code) == (404, 403)
    assert "Price these devices again" not in words(acme_portal_of_bob.get(reverse("quotes:offer", args=[offer.pk])))


def test_comparison_costs_the_same_for_many_devices(in_acme, as_alice, django_assert_num_queries):
    offer = offer_for([make_device(f"PF3A{n:04}", battery_health=40 + n % 50) for n in range(60)], as_alice)
    expire(offer)
    successor = renew(offer, as_alice)

    with django_assert_num_queries(2):  # the offer before, and the kinds of its devices
        renewal_of(BuyBackOffer(pk=successor.pk, replaces_id=offer.pk, state=successor.state))


def test_page_says_it_in_french(acme_portal, acme, alice, offer):
    expire(offer)
    alice.language = "fr"
    alice.save(update_fields=["language"])

    with tenant_context(acme):
        page = words(acme_portal.get(reverse("quotes:offer", args=[offer.pk]), headers={"Accept-Language": "fr"}))

    assert "Recalculer le prix de ces appareils" in page

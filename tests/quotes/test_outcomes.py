"""Devices of an offer that are donated or sold to staff: what has to be said of them, who may, and what it prevents."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.actions.approvals import approve_sale, set_rule
from quotes.actions.offers import OfferAnswered, accept_offer, decide_lines, decline_offer
from quotes.actions.outcomes import name_recipient, set_staff_price
from quotes.models import BuyBackOffer, DonationRecipient, StaffSale
from quotes.offer_groups import group_of, groups_of, sums_of
from quotes.outcome_forms import RecipientForm, StaffPriceForm
from quotes.outcomes import OutcomeUnsaid
from quotes.states import LineDecision, OfferState
from tenants.actor import Actor
from tenants.models import Membership, User
from tenants.permissions import PermissionRefused
from tests.deals import ALL_DEDUCTED, offer_for, three_devices, today
from tests.outcomes import RECIPIENT

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return offer_for(three_devices(), as_alice)


def decide(offer: BuyBackOffer, serial: str, decision: LineDecision, by: Actor) -> None:
    decide_lines(offer=offer, line_ids=[offer.lines.get(serial=serial).pk], decision=decision, by=by)


def accept(offer: BuyBackOffer, by: Actor) -> None:
    accept_offer(offer=offer, by=by, at=timezone.now(), today=today(), vat=ALL_DEDUCTED)


def address(name: str, offer: BuyBackOffer) -> str:
    return reverse(f"quotes:{name}", args=[offer.pk])


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_it_works(offer, as_alice, now):
    decide(offer, "PF3A1B2C", LineDecision.DONATE, as_alice)
    name_recipient(offer=offer, recipient=RECIPIENT, by=as_alice, at=now)

    accept(offer, as_alice)

    offer.refresh_from_db()
    assert (offer.state, offer.lines.get(serial="PF3A1B2C").device.offer_id) == (OfferState.PARTLY_ACCEPTED, None)


@pytest.mark.parametrize("decision", [LineDecision.DONATE, LineDecision.STAFF_SALE])
def test_only_what_is_sold_to_us_counts_in_what_we_pay(offer, as_alice, decision):
    before = sums_of(offer).sold_amount
    line = offer.lines.get(serial="PF3A1B2C")

    decide(offer, line.serial, decision, as_alice)

    sums = sums_of(offer)
    assert sums.sold_amount == before - line.net_amount
    assert (sums.sold_devices, list(sums.set_aside)) == (2, [(decision, 1)])


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (LineDecision.DONATE, "Say who receives the donated devices before you accept."),
        (LineDecision.STAFF_SALE, "Say at what price your staff may buy before you accept."),
    ],
)
def test_nothing_is_sold_before_what_is_asked_is_said(offer, as_alice, decision, sentence):
    decide(offer, "PF3A1B2C", decision, as_alice)

    with pytest.raises(OutcomeUnsaid, match=sentence):
        accept(offer, as_alice)

    offer.refresh_from_db()
    assert offer.state == OfferState.OPEN


def test_second_person_sells_nothing_either(offer, acme, as_alice, bob, now):
    Membership.objects.filter(user=bob, organisation=acme).update(role="approver")
    set_rule(above=Decimal(1), by=as_alice, at=now)
    decide(offer, "PF3A1B2C", LineDecision.KEEP, as_alice)
    approval = accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)
    decide(offer, "PF3A1B2C", LineDecision.DONATE, as_alice)

    with pytest.raises(OutcomeUnsaid):
        approve_sale(approval=approval, by=Actor.of(bob, role="approver"), at=now, today=today())


def test_recipient_is_asked_only_where_something_is_donated(acme_portal, offer, as_alice):
    assert "donated device" not in words(acme_portal.get(address("offer", offer)))

    decide(offer, "PF3A1B2C", LineDecision.DONATE, as_alice)

    page = words(acme_portal.get(address("offer", offer)))
    assert "Who receives 1 donated device?" in page
    assert "Say who receives the donated devices before you accept." in page
    assert "Accept…" not in page


def test_deciding_shows_at_once_what_is_asked(acme_portal, offer):
    asked = {"HX-Request": "true", "HX-Target": "offer-lines"}

    page = words(
        acme_portal.post(address("offer_decide", offer), {"scope": "matching", "decision": "donate"}, headers=asked)
    )

    assert 'id="offer-outcomes" hx-swap-oob="true"' in page
    assert "Who receives 3 donated devices?" in page
    assert "<html" not in page


def test_recipient_is_named_on_the_page_of_the_offer(acme_portal, offer, as_alice):
    decide(offer, "PF3A1B2C", LineDecision.DONATE, as_alice)

    page = words(
        acme_portal.post(address("offer_recipient", offer), {**RECIPIENT, "registration": "999 001 001"}, follow=True)
    )

    said = DonationRecipient.objects.get()
    assert (said.registration, said.said_by_name) == ("999001001", as_alice.name)
    assert "Ateliers du Réemploi (fictitious)" in page
    assert "Accept…" in page


def test_last_recipient_is_proposed_for_the_next_donation(acme_portal, offer, as_alice, now):
    decide(offer, "PF3A1B2C", LineDecision.DONATE, as_alice)
    name_recipient(offer=offer, recipient=RECIPIENT, by=as_alice, at=now)
    decline_offer(offer=offer, reason="no", by=as_alice, at=now)
    again = offer_for(list(Device.objects.filter(serial="PF3A1B2C")), as_alice)
    decide(again, "PF3A1B2C", LineDecision.DONATE, as_alice)

    page = words(acme_portal.get(address("offer", again)))

    assert 'value="Ateliers du Réemploi (fictitious)"' in page
    assert not DonationRecipient.objects.filter(offer=again).exists()


@pytest.mark.parametrize(
    ("number", "kept"),
    [("", ""), ("999 001 001", "999001001"), ("999 001 001 00018", "99900100100018"), ("w 123456789", "W123456789")],
)
def test_registration_is_kept_without_spaces(number, kept):
    form = RecipientForm({**RECIPIENT, "registration": number})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["registration"] == kept


@pytest.mark.parametrize("number", ["999001002", "12", "W12345678", "99900100100019", "<b>"])
def test_registration_with_a_wrong_digit_is_refused_beside_its_field(acme_portal, offer, as_alice, number):
    decide(offer, "PF3A1B2C", LineDecision.DONATE, as_alice)

    response = acme_portal.post(address("offer_recipient", offer), {**RECIPIENT, "registration": number})

    assert response.status_code == 422
    assert "check the digits" in words(response)
    assert not DonationRecipient.objects.exists()


def test_staff_price_is_a_share_of_ours_rounded_once_per_device(offer, as_alice, now):
    line = offer.lines.get(serial="PF3A1B2C")
    offer.lines.filter(pk=line.pk).update(net_amount=Decimal("100.05"), high_amount=Decimal("200.00"))
    decide(offer, line.serial, LineDecision.STAFF_SALE, as_alice)

    set_staff_price(offer=offer, percent=Decimal("50"), by=as_alice, at=now)

    assert group_of(offer, key=line.group_key).staff_price == Decimal("50.03")
    assert [group.staff_price for group in groups_of(offer).groups] != []


def test_staff_price_stands_beside_the_devices(acme_portal, offer, as_alice, now):
    line = offer.lines.get(serial="PF3A1B2C")
    decide(offer, line.serial, LineDecision.STAFF_SALE, as_alice)

    acme_portal.post(address("offer_staff_price", offer), {"percent": "100"})

    shown = f"€{line.net_amount}"
    assert f"staff pay {shown}" in words(acme_portal.get(address("offer", offer)))
    group = acme_portal.get(reverse("quotes:offer_group", args=[offer.pk, line.group_key]))
    assert f'<span class="num">{shown}</span>' in words(group)


@pytest.mark.parametrize("percent", ["0", "-5", "300.1", "1e3", "x", "", "NaN"])
def test_staff_price_that_is_no_share_is_refused(percent):
    assert not StaffPriceForm({"percent": percent}).is_valid()


def test_staff_price_may_be_written_with_a_comma_in_french(acme_portal, offer, alice, as_alice):
    User.objects.filter(pk=alice.pk).update(language="fr")
    decide(offer, "PF3A1B2C", LineDecision.STAFF_SALE, as_alice)

    acme_portal.post(address("offer_staff_price", offer), {"percent": "62,5"})

    assert StaffSale.objects.get().percent == Decimal("62.5")


def test_answered_offer_is_no_longer_asked(acme_portal, offer, as_alice, now):
    decline_offer(offer=offer, reason="no", by=as_alice, at=now)

    with pytest.raises(OfferAnswered):
        name_recipient(offer=offer, recipient=RECIPIENT, by=as_alice, at=now)
    page = words(acme_portal.post(address("offer_staff_price", offer), {"percent": "50"}, follow=True))

    assert "can no longer be changed" in page
    assert not StaffSale.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda offer, by, now: name_recipient(offer=offer, recipient=RECIPIENT, by=by, at=now),
        lambda offer, by, now: set_staff_price(offer=offer, percent=Decimal(50), by=by, at=now),
    ],
)
def test_who_may_not_answer_says_nothing(offer, bob, now, act):
    with pytest.raises(PermissionRefused):
        act(offer, Actor.of(bob, role="viewer"), now)


@pytest.mark.parametrize("name", ["offer_recipient", "offer_staff_price"])
def test_another_organisation_finds_no_such_offer(globex_portal, acme, offer, name):
    answer = globex_portal.post(address(name, offer), {**RECIPIENT, "percent": "50"})

    assert answer.status_code == 404
    with tenant_context(acme):
        assert not DonationRecipient.objects.exists()
        assert not StaffSale.objects.exists()

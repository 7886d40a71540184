"""Sales that need a second person: the rule, the request, the answers, and nobody gets past them."""

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from quotes.actions.approvals import (
    ApprovalAnswered,
    NoSecondPerson,
    NotYourRequest,
    OwnRequest,
    approve_sale,
    refuse_sale,
    set_rule,
    withdraw_request,
)
from quotes.actions.offers import ChoiceChanged, OfferExpired, accept_offer, decide_lines
from quotes.models import BuyBackOffer, OfferApproval
from quotes.second_person import ApprovalWaits
from quotes.states import LineDecision, OfferState
from records.events import events_of
from records.models import Event
from tenants.actor import Actor
from tenants.models import Membership, Organisation, User
from tenants.permissions import PermissionRefused
from tests.conftest import HostClient
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today

urls = pytest.mark.urls("b2b_portal.urls_portal")
database = pytest.mark.django_db


@pytest.fixture
def as_bob_approver(bob: User, acme: Organisation) -> Actor:
    """bob, who may accept offers here."""
    Membership.objects.filter(user=bob, organisation=acme).update(role="approver")
    return Actor.of(bob, role="approver")


@pytest.fixture
def bobs_portal(as_bob_approver: Actor, bob: User, acme: Organisation) -> HostClient:
    return HostClient("acme").sign_in(bob, "portal", acme)


@pytest.fixture
def offer(in_acme, as_alice, as_bob_approver) -> BuyBackOffer:
    """An offer above what one person may accept."""
    set_rule(above=Decimal(10), by=as_alice, at=timezone.now())
    return offer_for(three_devices(), as_alice)


def accept(offer: BuyBackOffer, by: Actor, on=None) -> OfferApproval | None:
    return accept_offer(offer=offer, by=by, at=timezone.now(), today=on or today(), vat=ALL_DEDUCTED)


def approve(approval: OfferApproval, by: Actor, on=None) -> None:
    approve_sale(approval=approval, by=by, at=timezone.now(), today=on or today())


def words(response) -> str:
    return response.content.decode()


def page_of(client: HostClient, offer: BuyBackOffer) -> str:
    return words(client.get(reverse("quotes:offer", args=[offer.pk])))


@database
def test_it_works(offer, as_alice, as_bob_approver):
    approval = accept(offer, as_alice)
    assert BuyBackOffer.objects.get().state == OfferState.OPEN

    approve(approval, as_bob_approver)

    sold = BuyBackOffer.objects.get()
    assert (sold.state, sold.decided_by_name) == (OfferState.ACCEPTED, as_bob_approver.name)
    assert (approval.answer, approval.answered_by_id) == ("approved", as_bob_approver.id)


@database
@pytest.mark.parametrize("above", [None, Decimal(1_000_000)])
def test_sale_below_the_amount_needs_one_person(offer, as_alice, above):
    set_rule(above=above, by=as_alice, at=timezone.now())

    assert accept(offer, as_alice) is None
    assert BuyBackOffer.objects.get().state == OfferState.ACCEPTED


@database
def test_sale_of_exactly_the_amount_needs_one_person(offer, as_alice):
    set_rule(above=offer.total_amount, by=as_alice, at=timezone.now())

    assert accept(offer, as_alice) is None


@database
def test_rule_may_want_a_second_person_for_every_sale(offer, as_alice):
    set_rule(above=Decimal(0), by=as_alice, at=timezone.now())
    set_rule(above=None, by=as_alice, at=timezone.now())

    told = Event.objects.filter(verb="acceptance_rule.changed").order_by("at", "pk").values_list("data", flat=True)
    assert list(told)[1:] == [{"before": "10.00", "after": "0"}, {"before": "0.00", "after": None}]


@database
def test_nobody_approves_his_own_sale(offer, as_alice):
    approval = accept(offer, as_alice)

    with pytest.raises(OwnRequest):
        approve(approval, as_alice)

    assert BuyBackOffer.objects.get().state == OfferState.OPEN


@database
def test_database_keeps_the_second_person_apart(offer, as_alice):
    approval = accept(offer, as_alice)
    same = {"answer": "approved", "answered_by_id": as_alice.id, "answered_by_name": "A", "answered_at": timezone.now()}

    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        OfferApproval.objects.filter(pk=approval.pk).update(**same)


@database
def test_second_acceptance_is_no_approval(offer, as_alice, as_bob_approver):
    accept(offer, as_alice)

    for person in (as_alice, as_bob_approver):
        with pytest.raises(ApprovalWaits, match="Alice Martin"):
            accept(offer, person)

    assert BuyBackOffer.objects.get().state == OfferState.OPEN


@database
def test_approval_is_for_the_total_that_was_asked_for(offer, as_alice, as_bob_approver):
    approval = accept(offer, as_alice)
    first = offer.lines.in_order().first()
    decide_lines(offer=offer, line_ids=[first.pk], decision=LineDecision.KEEP, by=as_alice)

    with pytest.raises(ChoiceChanged):
        approve(approval, as_bob_approver)

    assert OfferApproval.objects.waiting().count() == 1


@database
def test_approval_on_the_day_after_the_last_one_is_too_late(offer, as_alice, as_bob_approver):
    approval = accept(offer, as_alice)

    for _click in range(2):
        with pytest.raises(OfferExpired):
            approve(approval, as_bob_approver, on=offer.valid_until_on + timedelta(days=1))

    assert BuyBackOffer.objects.get().state == OfferState.EXPIRED


@database
def test_refusal_keeps_its_reason_and_is_told_to_who_asked(offer, as_alice, as_bob_approver, mailoutbox):
    approval = accept(offer, as_alice)
    run_what_follows()

    refuse_sale(approval=approval, reason="Keep ten of them", by=as_bob_approver, at=timezone.now())
    run_what_follows()

    *asked, answered = mailoutbox
    assert {mail.to[0] for mail in asked} == {"bob@acme.example", "erin@acme.example"}
    assert answered.to == ["alice@acme.example"]
    assert "Keep ten of them" in answered.body
    assert events_of(offer).get(verb="offer.approval_refused").reason == "Keep ten of them"
    assert accept(offer, as_alice) is not None  # it may be asked for again


@database
def test_only_who_asked_takes_a_request_back(offer, as_alice, as_bob_approver):
    approval = accept(offer, as_alice)

    with pytest.raises(NotYourRequest):
        withdraw_request(approval=approval, by=as_bob_approver, at=timezone.now())
    withdraw_request(approval=approval, by=as_alice, at=timezone.now())

    assert approval.answer == "withdrawn"


@database
def test_answered_request_is_answered_once(offer, as_alice, as_bob_approver):
    approval = accept(offer, as_alice)
    withdraw_request(approval=approval, by=as_alice, at=timezone.now())

    with pytest.raises(ApprovalAnswered, match="Alice Martin"):
        approve(OfferApproval.objects.get(), as_bob_approver)


@database
def test_viewer_answers_nothing(offer, as_alice, as_bob):
    approval = accept(offer, as_alice)

    with pytest.raises(PermissionRefused):
        approve(approval, as_bob)


@database
def test_rule_is_logged_and_for_administrators(offer, as_alice, as_bob_approver):
    event = Event.objects.get(verb="acceptance_rule.changed")

    assert (event.by_name, event.data) == ("Alice Martin", {"before": None, "after": "10"})
    with pytest.raises(PermissionRefused):
        set_rule(above=None, by=as_bob_approver, at=timezone.now())


@database
def test_rule_that_nobody_could_meet_is_refused(in_acme, as_alice):
    Membership.objects.filter(user__email="erin@acme.example").update(role="viewer")

    with pytest.raises(NoSecondPerson):
        set_rule(above=Decimal(10), by=as_alice, at=timezone.now())


# --- the pages ---


@urls
@database
def test_direct_post_to_accept_asks_and_sells_nothing(acme_portal, offer):
    url, sent = (
        reverse("quotes:offer_accept", args=[offer.pk]),
        {"seen_total": str(offer.total_amount), "deducted": "all"},
    )

    first, second = (words(acme_portal.post(url, sent, follow=True)) for _click in range(2))

    assert "waits for a second person" in first
    assert "has asked for this sale already" in second
    assert BuyBackOffer.objects.get().state == OfferState.OPEN


@urls
@database
def test_each_reader_gets_the_buttons_that_are_his(acme_portal, bobs_portal, offer, as_alice):
    accept(offer, as_alice)

    hers, his = page_of(acme_portal, offer), page_of(bobs_portal, offer)

    assert ["Take the request back" in page for page in (hers, his)] == [True, False]
    assert ["Approve and sell" in page for page in (hers, his)] == [False, True]
    assert ["Accept…" in page for page in (hers, his)] == [False, False]


@urls
@database
def test_second_person_approves_on_the_page(bobs_portal, offer, as_alice):
    approval = accept(offer, as_alice)

    page = words(bobs_portal.post(reverse("quotes:offer_approve", args=[offer.pk, approval.pk]), follow=True))

    assert "You have approved the sale" in page
    assert "Approved by a second person" in page


@urls
@database
def test_refusal_on_the_page_needs_a_reason(bobs_portal, offer, as_alice):
    approval = accept(offer, as_alice)
    url = reverse("quotes:offer_refuse", args=[offer.pk, approval.pk])

    assert bobs_portal.post(url, {"reason": ""}).status_code == 422
    assert "You have refused the sale" in words(bobs_portal.post(url, {"reason": "Too low"}, follow=True))


@urls
@database
def test_home_page_of_the_second_person_says_that_it_waits(acme_portal, bobs_portal, offer, as_alice):
    accept(offer, as_alice)

    hers, his = (words(client.get(reverse("home"))) for client in (acme_portal, bobs_portal))

    assert [f"Alice Martin wants to accept {offer.reference}" in page for page in (hers, his)] == [False, True]


@urls
@database
def test_home_page_says_it_in_french(bobs_portal, bob, offer, as_alice):
    accept(offer, as_alice)
    User.objects.filter(pk=bob.pk).update(language="fr")

    assert f"Alice Martin veut accepter {offer.reference}" in words(bobs_portal.get(reverse("home")))


@urls
@database
def test_request_of_another_offer_or_organisation_does_not_exist(globex_portal, bobs_portal, offer, as_alice):
    approval = accept(offer, as_alice)
    url = reverse("quotes:offer_approve", args=[offer.pk, approval.pk])

    assert globex_portal.post(url).status_code == 404
    assert bobs_portal.post(url.replace(str(offer.pk), str(approval.pk))).status_code == 404
    assert BuyBackOffer.objects.get().state == OfferState.OPEN


@urls
@database
def test_rule_is_set_on_its_page(acme_portal, bobs_portal, offer):
    url = reverse("quotes:acceptance_rule")

    page = words(acme_portal.post(url, {"above": "2500.50"}, follow=True))

    assert [text in page for text in ("The rule is saved", "2500.50")] == [True, True]
    assert acme_portal.post(url, {"above": "-1"}).status_code == 422
    assert bobs_portal.get(url).status_code == 403


# --- two at once, on a database in which commits stay ---


@pytest.fixture
def company(own_database: str) -> Organisation:
    return Organisation.objects.get(slug="acme")


def at_once(organisation: Organisation, *deeds: Callable[[], object]) -> list[Exception]:
    """Each in a thread with a connection of its own; what was refused."""
    start, refused = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            with tenant_context(organisation):
                start.wait(timeout=30)
                deed()
        except Exception as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return refused


def test_of_two_who_approve_at_once_one_is_told_that_it_is_done(company):
    members = {name: User.objects.get(email__startswith=f"{name}@") for name in ("alice", "bob", "charlie")}
    alice, bob, charlie = (Actor.of(user, role="admin") for user in members.values())
    Membership.objects.filter(user=members["bob"], organisation=company).update(role="approver")
    with tenant_context(company):
        set_rule(above=Decimal(10), by=alice, at=timezone.now())
        offer = offer_for(three_devices(), alice)
        accept(offer, alice)
        loaded = [OfferApproval.objects.select_related("offer").get() for _reader in range(2)]

    refused = at_once(company, lambda: approve(loaded[0], bob), lambda: approve(loaded[1], charlie))

    with tenant_context(company):
        assert [type(refusal) for refusal in refused] == [ApprovalAnswered]
        assert events_of(offer).filter(verb="offer.accepted").count() == 1


def test_two_who_accept_at_once_make_one_request(company):
    alice = Actor.of(User.objects.get(email="alice@acme.example"), role="admin")
    Membership.objects.filter(user__email="bob@acme.example", organisation=company).update(role="approver")
    with tenant_context(company):
        set_rule(above=Decimal(10), by=alice, at=timezone.now())
        offer_for(three_devices(), alice)
        loaded = [BuyBackOffer.objects.get() for _click in range(2)]

    refused = at_once(company, lambda: accept(loaded[0], alice), lambda: accept(loaded[1], alice))

    with tenant_context(company):
        assert [type(refusal) for refusal in refused] == [ApprovalWaits]
        assert OfferApproval.objects.count() == 1

"""An offer that is extended, that runs out, and that somebody accepts meanwhile."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.actions.extension import ExtensionRefused, extend_offer
from quotes.actions.offers import OfferExpired, accept_offer, decline_offer, expire_offers, hold_offer
from quotes.models import BuyBackOffer
from quotes.states import OfferState
from records.events import events_of
from records.models import Document
from tenants.actor import Actor
from tenants.models import OpenCase, Organisation, User
from tenants.permissions import PermissionRefused
from tests.deals import ALL_DEDUCTED, offer_for, run_what_follows, three_devices, today

DAY = dt.timedelta(days=1)
SOON = 10 * DAY


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return offer_for(three_devices(), as_alice)


def extend(offer: BuyBackOffer, by: Actor, *, to: dt.date | None = None, reason: str = "Holidays", on=None) -> None:
    day = to or offer.valid_until_on + SOON
    extend_offer(offer=offer, valid_until_on=day, reason=reason, by=by, at=timezone.now(), today=on or today())


@pytest.mark.django_db
def test_it_works(offer, as_sam):
    before = offer.valid_until_on

    extend(offer, as_sam)

    assert BuyBackOffer.objects.get().valid_until_on == before + SOON


@pytest.mark.django_db
def test_extension_keeps_its_reason_and_both_days(offer, as_sam):
    before = offer.valid_until_on

    extend(offer, as_sam, reason="  The committee meets in May ")

    event = events_of(offer).get(verb="offer.extended")
    assert (event.reason, event.by_name) == ("The committee meets in May", as_sam.name)
    assert event.data == {"before": before.isoformat(), "after": (before + SOON).isoformat()}


@pytest.mark.django_db
def test_extension_moves_the_day_on_the_desks_list(offer, as_sam):
    extend(offer, as_sam)

    assert OpenCase.objects.get(pk=offer.pk).due_on == offer.valid_until_on


@pytest.mark.django_db
def test_extension_is_told_to_those_who_may_accept_and_printed(offer, as_sam, mailoutbox):
    run_what_follows()

    extend(offer, as_sam, reason="The committee meets in May")
    run_what_follows()

    assert {mail.to[0] for mail in mailoutbox} == {"alice@acme.example", "erin@acme.example"}
    assert "The committee meets in May" in mailoutbox[0].body
    assert Document.objects.about(offer).count() == 2


@pytest.mark.django_db
def test_extension_is_told_in_the_readers_language(offer, as_sam, alice, mailoutbox):
    User.objects.filter(pk=alice.pk).update(language="fr")

    extend(offer, as_sam)
    run_what_follows()

    assert mailoutbox[0].subject.startswith("Votre offre de rachat")


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 0, 31])
def test_day_that_is_too_early_or_too_late_is_refused(offer, as_sam, days):
    with pytest.raises(ExtensionRefused, match="at the latest"):
        extend(offer, as_sam, to=offer.valid_until_on + days * DAY)


@pytest.mark.django_db
def test_how_far_an_offer_may_be_extended_is_a_setting(offer, as_sam, settings):
    settings.OFFER_MOST_DAYS = 90

    extend(offer, as_sam, to=today() + 90 * DAY)

    assert offer.valid_until_on == today() + 90 * DAY


@pytest.mark.django_db
def test_extension_without_a_reason_is_refused(offer, as_sam):
    with pytest.raises(ExtensionRefused, match="Say why"):
        extend(offer, as_sam, reason="  ")


@pytest.mark.django_db
def test_customer_may_not_extend(offer, as_alice):
    with pytest.raises(PermissionRefused):
        extend(offer, as_alice)


@pytest.mark.django_db
def test_answered_offer_is_not_extended(offer, as_sam, as_alice, now):
    decline_offer(offer=offer, reason="No", by=as_alice, at=now)

    with pytest.raises(ExtensionRefused, match="no longer be moved"):
        extend(offer, as_sam)


@pytest.mark.django_db
def test_offer_loaded_before_its_extension_is_accepted_after_its_old_last_day(offer, as_sam, as_alice, now):
    loaded = BuyBackOffer.objects.get()
    late = offer.valid_until_on + DAY
    extend(offer, as_sam)

    accept_offer(offer=loaded, by=as_alice, at=now, today=late, vat=ALL_DEDUCTED)

    assert BuyBackOffer.objects.get().state == OfferState.ACCEPTED


@pytest.mark.django_db
def test_sweep_ends_what_has_run_out_and_frees_its_devices(offer, now):
    assert expire_offers(at=now, today=offer.valid_until_on) == 0
    assert expire_offers(at=now, today=offer.valid_until_on + DAY) == 1

    assert BuyBackOffer.objects.get().state == OfferState.EXPIRED
    assert not Device.objects.filter(offer_id=offer.pk).exists()


@pytest.mark.django_db
def test_sweep_leaves_what_was_extended(offer, as_sam, now):
    late = offer.valid_until_on + DAY
    extend(offer, as_sam)

    assert expire_offers(at=now, today=late) == 0


@pytest.mark.django_db
def test_swept_offer_says_that_its_prices_are_over(offer, as_alice, now):
    late = offer.valid_until_on + DAY
    expire_offers(at=now, today=late)

    with pytest.raises(OfferExpired):
        accept_offer(offer=offer, by=as_alice, at=now, today=late, vat=ALL_DEDUCTED)

    assert events_of(offer).filter(verb="offer.expired").count() == 1


# --- two people at once, on a database in which commits stay ---


@pytest.fixture
def company(own_database: str) -> Organisation:
    return Organisation.objects.get(slug="acme")


def actor(name: str, role: str = "") -> Actor:
    user = User.objects.get(email__startswith=f"{name}@")
    return Actor.of(user, role=role) if role else Actor.of(user)


def while_it_is_held(
    company: Organisation, offer: BuyBackOffer, *, first: Callable[[], object], second: Callable[[], object]
) -> list[Exception]:
    """Let `second` begin while `first` has the row, and end after it; what the second was refused with."""
    refused: list[Exception] = []

    def run() -> None:
        try:
            with tenant_context(company):
                second()
        except Exception as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    with tenant_context(company):
        thread = threading.Thread(target=run)
        with transaction.atomic():
            hold_offer(offer)
            thread.start()
            _wait_until_blocked()
            first()
        thread.join(timeout=60)
    return refused


def _wait_until_blocked() -> None:
    with connection.cursor() as cursor:
        for _try in range(600):
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
            threading.Event().wait(0.05)
    raise AssertionError("the second never came to wait for the first")


def test_acceptance_that_waits_for_an_extension_goes_through(company):
    alice, sam = actor("alice", "admin"), actor("sam")
    with tenant_context(company):
        offer = offer_for(three_devices(), alice)
        late = offer.valid_until_on + DAY
        loaded = BuyBackOffer.objects.get()

    refused = while_it_is_held(
        company,
        offer,
        first=lambda: extend(offer, sam),
        second=lambda: accept_offer(offer=loaded, by=alice, at=timezone.now(), today=late, vat=ALL_DEDUCTED),
    )

    with tenant_context(company):
        assert (refused, BuyBackOffer.objects.get().state) == ([], OfferState.ACCEPTED)


def test_acceptance_that_waits_for_the_expiry_is_told_that_it_is_late(company):
    alice = actor("alice", "admin")
    with tenant_context(company):
        offer = offer_for(three_devices(), alice)
        late = offer.valid_until_on + DAY
        loaded = BuyBackOffer.objects.get()

    refused = while_it_is_held(
        company,
        offer,
        first=lambda: expire_offers(at=timezone.now(), today=late),
        second=lambda: accept_offer(offer=loaded, by=alice, at=timezone.now(), today=late - DAY, vat=ALL_DEDUCTED),
    )

    with tenant_context(company):
        assert [type(refusal) for refusal in refused] == [OfferExpired]
        assert events_of(offer).filter(verb="offer.expired").count() == 1


def test_extension_that_waits_for_an_acceptance_is_refused(company):
    alice, sam = actor("alice", "admin"), actor("sam")
    with tenant_context(company):
        offer = offer_for(three_devices(), alice)
        loaded = BuyBackOffer.objects.get()

    refused = while_it_is_held(
        company,
        offer,
        first=lambda: accept_offer(offer=offer, by=alice, at=timezone.now(), today=today(), vat=ALL_DEDUCTED),
        second=lambda: extend(loaded, sam),
    )

    with tenant_context(company):
        assert [type(refusal) for refusal in refused] == [ExtensionRefused]
        assert BuyBackOffer.objects.get().state == OfferState.ACCEPTED

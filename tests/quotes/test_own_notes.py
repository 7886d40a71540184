"""Notes that members leave each other on an offer."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context

from quotes.actions.own_notes import NotYourNote, remove_own_note, write_own_note
from quotes.models import BuyBackOffer, OwnNote
from records.models import Event
from tenants.actor import Actor
from tenants.permissions import PermissionRefused
from tests.deals import offer_for, three_devices

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


@pytest.fixture
def offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(three_devices(), as_alice)


def address(name: str, offer: BuyBackOffer, *more: object) -> str:
    return reverse(f"quotes:{name}", args=[offer.pk, *more])


def page_of(client, offer: BuyBackOffer) -> str:
    return client.get(address("offer", offer)).content.decode()


def test_it_works(acme_portal, acme_portal_of_bob, offer):
    kept = acme_portal.post(
        address("own_note_new", offer), {"text": "Hold out for more", "expected_amount": "50000"}, follow=True
    )

    assert "Only members of your organisation read it." in kept.content.decode()
    assert "Hold out for more" in page_of(acme_portal_of_bob, offer)


def test_sale_stands_beside_the_last_amount_that_was_expected(acme_portal, offer):
    for amount in ("1", "50000"):
        acme_portal.post(address("own_note_new", offer), {"expected_amount": amount})
    acme_portal.post(address("own_note_new", offer), {"text": "Ask Bob"})

    assert f"What you sell is €{50000 - offer.total_amount:,.2f} short of it." in page_of(acme_portal, offer)


def test_sale_that_reaches_what_was_expected_says_so(acme_portal, offer):
    acme_portal.post(address("own_note_new", offer), {"expected_amount": str(offer.total_amount)})

    assert "What you sell reaches it." in page_of(acme_portal, offer)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Write a note, an amount, or both."),
        ({"text": "x" * 2001}, "2000"),
        ({"expected_amount": "-1"}, "greater than or equal to 0"),
        ({"expected_amount": "much"}, "Enter a number."),
        ({"expected_amount": "1e15"}, "14 digits"),
    ],
)
def test_note_that_says_nothing_of_use_is_refused_beside_its_field(acme_portal, offer, acme, said, told):
    response = acme_portal.post(address("own_note_new", offer), said)

    with tenant_context(acme):
        assert not OwnNote.objects.exists()
    assert response.status_code == 422
    assert told in response.content.decode()


def test_note_is_text_and_never_markup(acme_portal, offer):
    acme_portal.post(address("own_note_new", offer), {"text": "<script>alert(1)</script>\nsecond"})

    page = page_of(acme_portal, offer)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_only_who_wrote_a_note_takes_it_away(acme, offer, as_alice, bob, now):
    with tenant_context(acme):
        note = write_own_note(offer=offer, text="mine", expected_amount=None, by=as_alice, at=now)
        with pytest.raises(NotYourNote, match="Alice"):
            remove_own_note(note=note, by=Actor.of(bob, role="buyer"))

        remove_own_note(note=note, by=as_alice)

        assert not OwnNote.objects.exists()


def test_viewer_writes_no_note(acme, offer, as_bob, now):
    with tenant_context(acme), pytest.raises(PermissionRefused):
        write_own_note(offer=offer, text="no", expected_amount=Decimal(1), by=as_bob, at=now)


def test_note_of_another_offer_is_not_found(acme_portal, acme, offer, as_alice, now):
    with tenant_context(acme):
        note = write_own_note(offer=offer, text="mine", expected_amount=None, by=as_alice, at=now)

    elsewhere = reverse("quotes:own_note_remove", args=["00000000-0000-4000-8000-000000000000", note.pk])
    assert acme_portal.post(elsewhere).status_code == 404


def test_nothing_that_the_desk_reads_tells_of_a_note(acme_portal, acme, offer):
    with tenant_context(acme):
        before = Event.objects.count()

    acme_portal.post(address("own_note_new", offer), {"text": "secret"})

    with tenant_context(acme):
        assert Event.objects.count() == before


def test_notes_in_french(acme_portal, offer):
    acme_portal.post("/preferences/", {"language": "fr"})

    assert "Entre vous" in page_of(acme_portal, offer)

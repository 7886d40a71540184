"""What waiting costs, on the page of an offer."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context

from quotes.actions.declarations import declare_condition
from quotes.actions.offers import decline_offer
from quotes.models import BuyBackOffer
from quotes.pricing.declaration import Declaration
from quotes.waiting import Waiting, keep_waiting, waiting_of
from tests.deals import offer_for, run_what_follows, three_devices, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

FALLING = (Decimal(1000), *(Decimal(1000 - 40 * month) for month in range(1, 13)))


@pytest.fixture
def offer(in_acme, as_alice) -> BuyBackOffer:
    return offer_for(three_devices(), as_alice)


def words(response) -> str:
    return response.content.decode()


def test_it_works(offer):
    run_what_follows()

    offer.refresh_from_db()

    assert len(offer.waiting) == 13
    assert Decimal(offer.waiting[0]) == offer.total_amount
    assert [Decimal(amount) for amount in offer.waiting] == sorted(map(Decimal, offer.waiting), reverse=True)


def test_declaration_works_it_out_again(offer, as_alice, now):
    run_what_follows()
    said = dict.fromkeys(offer.lines.values_list("pk", flat=True), Declaration(grade="D"))

    declare_condition(offer=offer, said=said, by=as_alice, at=now, today=today())
    run_what_follows()

    after = BuyBackOffer.objects.get()
    assert Decimal(after.waiting[0]) == after.total_amount < offer.total_amount


def test_figures_of_an_older_version_are_not_kept(offer):
    BuyBackOffer.objects.filter(pk=offer.pk).update(version=2)

    assert not keep_waiting(offer)
    assert BuyBackOffer.objects.get().waiting == []


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (FALLING, (3, Decimal(120))),
        ((Decimal(10),) * 5 + (Decimal(8),) * 8, (6, Decimal(2))),
        ((Decimal(10),) * 13, (0, Decimal(0))),
    ],
)
def test_first_span_that_costs_anything_is_told(amounts, told):
    assert Waiting(amounts=amounts, currency="EUR").told == told


def test_offer_whose_prices_stand_still_says_nothing(offer):
    offer.waiting = ["10.00"] * 13

    assert waiting_of(offer) is None


def test_page_says_it_in_words_with_a_table(acme_portal, offer):
    BuyBackOffer.objects.filter(pk=offer.pk).update(waiting=[str(amount) for amount in FALLING])

    page = words(acme_portal.get(reverse("quotes:offer", args=[offer.pk])))

    assert [text in page for text in ("Waiting 3 months would cost about €120", "in 12 months", "€520")] == [True] * 3
    assert "An estimate, no offer" in page


def test_page_says_it_in_french(acme_portal, acme, alice, offer):
    BuyBackOffer.objects.filter(pk=offer.pk).update(waiting=[str(amount) for amount in FALLING])
    alice.language = "fr"
    alice.save(update_fields=["language"])

    with tenant_context(acme):
        page = words(acme_portal.get(reverse("quotes:offer", args=[offer.pk]), headers={"Accept-Language": "fr"}))

    assert "Attendre 3 mois coûterait environ" in page


def test_answered_offer_has_no_curve(acme_portal, offer, as_alice, now):
    BuyBackOffer.objects.filter(pk=offer.pk).update(waiting=[str(amount) for amount in FALLING])
    offer.refresh_from_db()

    decline_offer(offer=offer, reason="No", by=as_alice, at=now)

    assert "would cost about" not in words(acme_portal.get(reverse("quotes:offer", args=[offer.pk])))


def test_many_kinds_are_added_up_in_two_queries(in_acme, as_alice, django_assert_num_queries):
    offer = offer_for([make_device(f"PF3A{n:04}", battery_health=40 + n % 50) for n in range(60)], as_alice)
    keep_waiting(offer)

    with django_assert_num_queries(3):
        keep_waiting(offer)

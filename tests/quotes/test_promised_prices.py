"""The least prices of a programme: who promises them, from when, for which offers, priced again to the cent."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quotes.actions.offers import decline_offer
from quotes.actions.programmes import ProgrammeClosed, close_programme, move_wave
from quotes.actions.promised_prices import PromiseRefused, price_of_sound, promise_price
from quotes.models import OfferPrice, Programme, PromisedPrice, Wave
from quotes.pricing.terms import LeastPrice
from quotes.pricing.waiting import months_after
from quotes.programme_terms import promises_of
from quotes.repricing import Repricing
from records.models import Event
from tenants.permissions import PermissionRefused
from tests.deals import today
from tests.devices import make_device
from tests.programmes import fleet_of_two_sites, offer_of, planned, this_month

pytestmark = pytest.mark.django_db

PHONE = "apple-iphone-13"


@pytest.fixture
def lyon(in_acme, as_alice) -> Wave:
    fleet_of_two_sites()
    return planned(as_alice).waves.select_related("programme").get(site_name="Lyon")


def a_little_more(programme: Programme) -> Decimal:
    return price_of_sound(programme, PHONE, at=timezone.now(), today=today()) + 1


def promise(programme: Programme, by, amount, *, month_on=None, model_slug=PHONE) -> PromisedPrice:
    asked = {"model_slug": model_slug, "month_on": month_on, "amount": amount and Decimal(amount)}
    return promise_price(programme=programme, **asked, by=by, at=timezone.now(), today=today())


def phones(offer) -> set[Decimal]:
    return set(offer.lines.filter(device__model=PHONE).values_list("net_amount", flat=True))


def test_it_works(lyon, as_alice, as_sam):
    amount = a_little_more(lyon.programme)
    promise(lyon.programme, as_sam, amount)

    offer = offer_of(lyon, as_alice)

    assert phones(offer) == {amount}
    assert offer.priced_on.least_prices == (LeastPrice(model_slug=PHONE, amount=amount),)
    steps = [step["code"] for price in OfferPrice.objects.filter(offer=offer) for step in price.waterfall["steps"]]
    assert steps.count("least_price") == 1


def test_offer_counts_the_devices_of_the_whole_programme_and_prices_again_to_the_cent(in_acme, as_alice, as_sam):
    lyon, brest = fleet_of_two_sites()
    for number in range(60):
        make_device(f"MANY{number:08}", site=brest)
    wave = planned(as_alice).waves.select_related("programme").get(site=lyon)
    promise(wave.programme, as_sam, a_little_more(wave.programme))

    offer = offer_of(wave, as_alice)

    repricing = Repricing(offer)
    prices = list(OfferPrice.objects.filter(offer=offer))
    assert offer.priced_on.programme_units == 64
    assert all(price.priced.step("lot_bonus_programme") for price in prices)
    assert [repricing.price(price.priced_by) for price in prices] == [price.priced for price in prices]


def test_month_of_its_own_goes_before_every_month(lyon, as_alice, as_sam):
    promise(lyon.programme, as_sam, 5)
    promise(lyon.programme, as_sam, 7, month_on=this_month())
    promise(lyon.programme, as_sam, 9, month_on=months_after(this_month(), 1))

    here = offer_of(lyon, as_alice)
    other = offer_of(lyon.programme.waves.select_related("programme").get(site_name="Brest"), as_alice)

    assert [one.priced_on.least_prices[0].amount for one in (here, other)] == [7, 9]


def test_late_wave_is_promised_what_holds_in_the_month_of_its_offer(lyon, as_alice, as_sam):
    promise(lyon.programme, as_sam, 7, month_on=this_month())
    Wave.objects.filter(pk=lyon.pk).update(month_on=months_after(this_month(), -2))
    lyon.refresh_from_db()

    assert offer_of(lyon, as_alice).priced_on.least_prices[0].amount == 7


def test_open_offer_keeps_what_was_promised_when_it_was_opened(lyon, as_alice, as_sam):
    promise(lyon.programme, as_sam, 7)
    first = offer_of(lyon, as_alice)

    promise(lyon.programme, as_sam, 5)
    first.refresh_from_db()
    decline_offer(offer=first, reason="Later", by=as_alice, at=timezone.now())
    second = offer_of(lyon, as_alice)

    assert [one.priced_on.least_prices[0].amount for one in (first, second)] == [7, 5]


def test_ended_promise_is_paid_no_more_and_every_change_is_told(lyon, as_alice, as_sam):
    promise(lyon.programme, as_sam, 7)
    promise(lyon.programme, as_sam, None)

    assert promises_of(lyon.programme, at=timezone.now()) == []
    assert offer_of(lyon, as_alice).priced_on.least_prices == ()
    told = Event.objects.filter(verb__startswith="programme.price_").order_by("at", "pk")
    assert [(event.verb, event.by_name, event.reason) for event in told] == [
        ("programme.price_promised", as_sam.name, "Apple iPhone 13 · 7 EUR"),
        ("programme.price_ended", as_sam.name, "Apple iPhone 13"),
    ]


def test_table_as_it_stood_can_be_read_afterwards(lyon, as_sam):
    promise(lyon.programme, as_sam, 7)
    before = timezone.now()
    promise(lyon.programme, as_sam, 5)

    assert [row.amount for row in promises_of(lyon.programme, at=before)] == [7]
    assert [row.amount for row in promises_of(lyon.programme, at=timezone.now())] == [5]


def test_moved_wave_is_promised_what_holds_in_its_new_month(lyon, as_alice, as_sam):
    later = months_after(this_month(), 1)
    promise(lyon.programme, as_sam, 9, month_on=later)
    move_wave(wave=lyon, month_on=later, by=as_alice, at=timezone.now())

    assert offer_of(lyon, as_alice).priced_on.least_prices[0].amount == 9


@pytest.mark.parametrize(
    ("model_slug", "amount", "told"),
    [
        (PHONE, "0", "above 0"),
        (PHONE, "-3", "above 0"),
        (PHONE, "100000", "Your role may go up to 5%"),
        ("apple-iphone-15", "10", "No wave of this programme"),
    ],
)
def test_impossible_promise_is_refused(lyon, as_sam, model_slug, amount, told):
    with pytest.raises(PromiseRefused, match=told):
        promise(lyon.programme, as_sam, amount, model_slug=model_slug)
    assert not PromisedPrice.objects.exists()


def test_customer_promises_himself_nothing(lyon, as_alice):
    with pytest.raises(PermissionRefused):
        promise(lyon.programme, as_alice, 7)


def test_closed_programme_promises_no_more(lyon, as_alice, as_sam):
    close_programme(programme=lyon.programme, by=as_alice, at=timezone.now(), today=today())

    with pytest.raises(ProgrammeClosed):
        promise(lyon.programme, as_sam, 7)


@pytest.mark.parametrize("wrong", [{"amount": Decimal(0)}, {"month_on": "2027-01-15"}])
def test_database_refuses_what_no_promise_can_be(lyon, as_sam, wrong):
    made = promise(lyon.programme, as_sam, 7)

    with pytest.raises(IntegrityError, match="promised_price"), transaction.atomic():
        PromisedPrice.objects.filter(pk=made.pk).update(**wrong)

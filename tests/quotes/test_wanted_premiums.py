"""The premium for a wanted model in offers and estimates: a step of its own, kept with the offer opened with it."""

from decimal import Decimal

import pytest

from catalogue.models import PriceBook
from catalogue.wanted import end_wanted
from fleet.models import Device
from quotes.fleet_estimate import estimate_fleet
from quotes.fleet_value import price_cells
from quotes.models import BuyBackOffer
from quotes.price_books import price_book
from quotes.pricing.price import price_device
from quotes.repricing import Repricing, facts_behind
from quotes.waiting import estimate_waiting
from tenants.actor import Actor
from tenants.models import User
from tests.deals import offer_for, three_devices, today
from tests.devices import make_device
from tests.wanted import PHONE, want

pytestmark = pytest.mark.django_db


def codes_of(line):
    return [step.code for step in line.priced.steps]


def test_it_works(in_acme, as_alice):
    want()
    offer = offer_for(three_devices(), as_alice)

    phone = offer.lines.in_order().filter(device__model=PHONE).first()

    step = next(step for step in phone.priced.steps if step.code == "premium")
    assert (step.rule_id, step.params) == (f"premium:{PHONE}:*", {"percent": "8"})
    without = price_device(phone.priced_by, price_book(offer.price_book_id), at=today(), lot_units=3)
    assert phone.net_amount > without.net.amount


def test_other_models_get_no_premium(in_acme, as_alice):
    want()
    offer = offer_for(three_devices(), as_alice)

    laptop = offer.lines.in_order().exclude(device__model=PHONE).get()

    assert "premium" not in codes_of(laptop)


def test_offer_prices_again_to_the_cent_after_the_list_has_changed(in_acme, as_alice, now):
    wanted = want()
    offer = offer_for(three_devices(), as_alice)
    end_wanted(wanted=wanted, by=Actor.of(User.objects.get(email="paula@renew.example")), at=now)
    want(percent=Decimal(40))

    repricing = Repricing(BuyBackOffer.objects.get(pk=offer.pk))

    for line in offer.lines.in_order():
        assert repricing.price(facts_behind(line)) == line.priced
    assert estimate_waiting(offer)[0] == offer.total_amount


def test_offer_opened_after_the_end_pays_none(in_acme, as_alice, now):
    wanted = want()
    end_wanted(wanted=wanted, by=Actor.of(User.objects.get(email="paula@renew.example")), at=now)

    offer = offer_for(three_devices(), as_alice)

    assert offer.terms == {}
    assert not any("premium" in codes_of(line) for line in offer.lines.in_order())


def test_offers_from_before_the_list_price_again_by_their_book_alone(in_acme, as_alice):
    offer = offer_for(three_devices(), as_alice)
    want()

    again = Repricing(BuyBackOffer.objects.get(pk=offer.pk))

    assert all(again.price(facts_behind(line)) == line.priced for line in offer.lines.in_order())


def test_premium_of_one_storage_is_for_that_storage(in_acme, as_alice):
    want(storage_gb=256)
    devices = [make_device("F2LXK1AAAA01", storage_gb=128), make_device("F2LXK1AAAA02", storage_gb=256)]

    offer = offer_for(devices, as_alice)

    paid = {line.storage_gb: "premium" in codes_of(line) for line in offer.lines.in_order()}
    assert paid == {128: False, 256: True}


def test_estimates_count_the_premium(in_acme, now):
    three_devices()
    devices = list(Device.objects.select_related("model").order_by("model_sort", "pk"))
    before, cells = estimate_fleet(at=now, today=today()).net_amount, price_cells(devices, now)

    want(percent=Decimal(20))

    assert estimate_fleet(at=now, today=today()).net_amount > before
    assert price_cells(devices, now)[0].text != cells[0].text
    assert price_cells(devices, now)[2].text == cells[2].text


def test_book_itself_stays_without_terms(in_acme, as_alice, now):
    want()
    offer_for(three_devices(), as_alice)

    published = PriceBook.objects.in_force(currency="EUR", at=now)

    assert not price_book(published.pk).terms.premiums

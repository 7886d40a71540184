"""An offer below the smallest one is not opened, and the reader learns what is missing before and after."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.actions.offers import request_offer
from quotes.foreseen import foresee
from quotes.models import BuyBackOffer
from tenants.jobs import run_job_here
from tests.catalogue.smallest_offers import ask_for
from tests.deals import today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

FLEET = reverse("fleet:list", urlconf="b2b_portal.urls_portal")
NOT_OFFERED = reverse("quotes:not_offered", urlconf="b2b_portal.urls_portal")


def ask(devices, by):
    selection = {"devices": [str(device.pk) for device in devices]}
    return run_job_here(request_offer(selection=selection, by=by, at=timezone.now()))


def phones(count: int) -> list[Device]:
    return [make_device(f"F2LXK1AAAA{number:02}") for number in range(count)]


def test_it_works(in_acme, as_alice):
    ask_for({"category": "*", "min_units": 3})

    job = ask(phones(2), as_alice)

    assert (job.state, job.problem_code) == ("failed", "below_minimum")
    assert job.problem.startswith("We make an offer from 3 devices on: 1 more device is needed. Choose more devices")
    assert not BuyBackOffer.objects.exists()
    assert not Device.objects.exclude(offer_id=None).exists()


def test_offer_that_reaches_the_minimum_is_opened(in_acme, as_alice):
    ask_for({"category": "*", "min_units": 3, "min_amount": Decimal(10)})

    assert ask(phones(3), as_alice).state == "done"


def test_devices_that_may_not_be_offered_do_not_count(in_acme, as_alice):
    ask_for({"category": "*", "min_units": 3})

    job = ask([*phones(2), make_device("F2LXK1BBBB01", owner="person")], as_alice)

    assert job.problem_code == "below_minimum"


def test_offer_that_brings_too_little_is_told_by_how_much(in_acme, as_alice):
    ask_for({"category": "*", "min_amount": Decimal(100_000)})

    job = ask(phones(1), as_alice)

    assert "An offer starts at €100,000.00: €" in job.problem
    assert "are missing" in job.problem


def test_locked_devices_count_with_what_they_bring_once_unlocked(in_acme, as_alice):
    ask_for({"category": "*", "min_amount": Decimal(1)})

    assert ask([make_device("F2LXK1AAAA01", lock="mdm")], as_alice).state == "done"


def test_category_of_its_own_is_named(in_acme, as_alice):
    ask_for({"category": "smartphone", "min_units": 4})

    assert "Smartphone: an offer takes 4 or more of them, so 3 more are needed." in ask(phones(1), as_alice).problem


def test_sentences_are_french_for_a_french_reader(in_acme):
    ask_for({"category": "*", "min_units": 3}, {"category": "smartphone", "min_amount": Decimal(5000)})
    phones(1)

    with override("fr"):
        units, amount = foresee(Device.objects.all(), at=timezone.now(), today=today()).missing

    assert units == "Nous faisons une offre à partir de 3 appareils\u00a0: il en manque 2."
    assert amount.startswith("Smartphone\u00a0: une offre les prend à partir de 5")


def test_fleet_says_beforehand_how_many_an_offer_needs(acme_portal, acme):
    ask_for({"category": "*", "min_units": 3})
    with tenant_context(acme):
        phones(1)

    assert 'data-least="3"' in acme_portal.get(FLEET).content.decode()


def test_fleet_says_nothing_where_one_device_is_enough(acme_portal, acme):
    with tenant_context(acme):
        phones(1)

    assert "data-least" not in acme_portal.get(FLEET).content.decode()


def test_what_can_be_offered_says_how_many_are_missing(acme_portal, acme):
    ask_for({"category": "*", "min_units": 3})
    with tenant_context(acme):
        phones(2)

    page = acme_portal.get(NOT_OFFERED).content.decode()

    assert "We make an offer from 3 devices on: 1 more device is needed." in page

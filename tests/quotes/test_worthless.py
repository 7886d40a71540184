"""Devices for which nothing is paid: why, what to do, before an offer and in it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tenants.utils import tenant_context

from fleet.models import Device
from quotes.foreseen import foresee
from quotes.models import BuyBackOffer
from quotes.pricing.worthless import why_nothing
from quotes.worthless import REMEDIES, WHY_NOTHING, worthless_of
from tests.deals import offer_for, today
from tests.devices import make_device

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

NOT_OFFERED = reverse("quotes:not_offered", urlconf="b2b_portal.urls_portal")
PRINTER = {"model_id": "brother-hl-l2350dw", "category": "printer", "model_label": "A printer", "storage_gb": None}
# Priced by its age alone, in a category without a lowest price.
OLD = {**PRINTER, "model_id": "apple-macbook-pro-13-2012"}


def mixed() -> list[Device]:
    """Two that bring something or will, one without a model, and four that bring nothing."""
    return [
        make_device("F2LXK1AAAA01"),
        make_device("F2LXK1AAAA02", lock="mdm"),
        make_device("F2LXK1AAAA03", model_id=None),
        make_device("F2LXK1AAAA04", defects=["swollen_battery"]),
        make_device("F2LXK1AAAA05", functional_state="dead", cracked=True, **PRINTER),
        make_device("F2LXK1AAAA06", **OLD),
        make_device("F2LXK1AAAA07", **OLD),
    ]


def told(found) -> list[tuple[str, int]]:
    return [(each.code, each.count) for each in found]


@pytest.fixture
def offer(acme, as_alice) -> BuyBackOffer:
    with tenant_context(acme):
        return offer_for(mixed(), as_alice)


def test_it_works(offer, acme):
    with tenant_context(acme):
        assert told(worthless_of(offer)) == [("too_old", 2), ("not_shipped", 1), ("spent", 1)]


def test_database_and_price_give_the_same_reason(offer, acme):
    with tenant_context(acme):
        by_price = [why_nothing(line.priced) for line in offer.lines.in_order()]
        by_database = [each.code for each in worthless_of(offer) for _number in range(each.count)]

        assert sorted(filter(None, by_price)) == sorted(by_database)


def test_every_reason_says_what_to_do():
    assert WHY_NOTHING.keys() == REMEDIES.keys()


def test_reasons_of_an_offer_take_one_query(offer, acme, django_assert_num_queries):
    with tenant_context(acme):
        offer.refresh_from_db()

        with django_assert_num_queries(1):
            worthless_of(offer)


def test_offer_says_why_and_what_to_do(acme_portal, offer):
    page = acme_portal.get(reverse("quotes:offer", args=[offer.pk], urlconf="b2b_portal.urls_portal")).content.decode()

    assert "2 devices: too old to be resold" in page
    assert "Keep it, or choose “Recycle” in the offer." in page
    assert '<span class="cell-detail">too old to be resold</span>' in page


def test_what_can_be_offered_says_it_beforehand(acme_portal, acme):
    with tenant_context(acme):
        mixed()

    page = acme_portal.get(NOT_OFFERED).content.decode()

    assert "Devices that bring nothing" in page
    assert "2 devices: too old to be resold" in page


def test_reasons_are_french_for_a_french_reader(offer, acme):
    with tenant_context(acme), override("fr"):
        assert str(worthless_of(offer)[0].reason) == "trop ancien pour être revendu"


def test_devices_that_may_not_be_offered_are_not_counted_twice(acme):
    with tenant_context(acme):
        make_device("F2LXK1AAAA06", **{**OLD, "owner": "person"})

        assert told(foresee(Device.objects.all(), at=timezone.now(), today=today()).worthless) == []


def test_another_organisation_learns_nothing(acme, globex):
    with tenant_context(acme):
        mixed()

    with tenant_context(globex):
        assert told(foresee(Device.objects.all(), at=timezone.now(), today=today()).worthless) == []


def test_large_selection_is_counted_and_not_priced(in_acme, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("quotes.foreseen.MOST_PRICED", 2)
    mixed()

    with django_assert_max_num_queries(5):
        assert foresee(Device.objects.all(), at=timezone.now(), today=today()).worthless == ()

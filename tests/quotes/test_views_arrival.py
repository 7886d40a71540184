"""What a customer reads of the arrival of what was sold."""

import io

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context
from openpyxl import load_workbook

from quotes.actions.arrivals import note_arrival
from quotes.actions.offers import accept_offer
from quotes.arrived_devices import numbered
from quotes.models import Arrival, ArrivedLine
from tenants.models import User
from tests.deals import ALL_DEDUCTED, offer_for, three_devices, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]

PHONE = "F2LXK1AAAA01"


@pytest.fixture
def arrival(acme, as_alice, as_sam, now) -> Arrival:
    """Three sold devices, one of which has come."""
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)
        accept_offer(offer=offer, by=as_alice, at=now, today=today(), vat=ALL_DEDUCTED)
        arrival = Arrival.objects.select_related("offer").get()
        note_arrival(arrival=arrival, chosen=numbered(arrival, [PHONE]), on=today(), by=as_sam, at=now)
        return arrival


def page(portal, name: str, arrival: Arrival) -> str:
    return " ".join(portal.get(reverse(f"quotes:{name}", args=[arrival.pk])).content.decode().split())


def test_it_works(acme_portal, arrival):
    shown = page(acme_portal, "offer_arrival", arrival)

    assert "1 of 3 devices arrived" in shown
    assert "never more than agreed" in shown
    assert [serial in shown for serial in (PHONE, "F2LXK1AAAA02", "PF3A1B2C")] == [False, True, True]
    assert 'type="checkbox"' not in shown


def test_offer_says_how_far_it_is(acme_portal, arrival):
    shown = page(acme_portal, "offer", arrival)

    assert "1 of 3 devices arrived" in shown
    assert reverse("quotes:offer_arrival", args=[arrival.pk]) in shown


def test_late_devices_show_both_amounts(acme_portal, acme, arrival):
    with tenant_context(acme):
        row = ArrivedLine.objects.get()
        ArrivedLine.objects.update(counted_amount=row.agreed_amount - 10)

    shown = page(acme_portal, "offer_arrival", arrival)

    assert "Late devices that count less" in shown
    assert f"€{row.agreed_amount}" in shown
    assert f"€{row.agreed_amount - 10}" in shown
    assert "Some devices came late" in page(acme_portal, "offer", arrival)


def test_it_reads_in_french(acme_portal, alice, arrival):
    User.objects.filter(pk=alice.pk).update(language="fr")

    shown = page(acme_portal, "offer_arrival", arrival)

    assert "Arrivés : 1 sur 3" in shown
    assert "jamais plus que convenu" in shown


def test_terms_are_read_before_the_sale(acme_portal, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)

    shown = acme_portal.get(reverse("quotes:offer_accept", args=[offer.pk])).content.decode()

    assert "arrive within 35 days of the sale" in shown


def test_offer_without_a_sale_has_no_arrival(acme_portal, acme, as_alice):
    with tenant_context(acme):
        offer = offer_for(three_devices(), as_alice)

    assert acme_portal.get(reverse("quotes:offer_arrival", args=[offer.pk])).status_code == 404
    assert "devices arrived" not in acme_portal.get(reverse("quotes:offer", args=[offer.pk])).content.decode()


def test_other_organisation_never_sees_it(globex_portal, arrival):
    for name in ("offer_arrival", "offer_arrival_sheet"):
        assert globex_portal.get(reverse(f"quotes:{name}", args=[arrival.pk])).status_code == 404


def test_workbook_is_for_who_may_download(acme_portal, acme_portal_of_bob, arrival):
    url = reverse("quotes:offer_arrival_sheet", args=[arrival.pk])

    rows = list(load_workbook(io.BytesIO(acme_portal.get(url).content)).active.values)
    assert len(rows) == 4
    assert acme_portal_of_bob.get(url).status_code == 403
    assert url not in page(acme_portal_of_bob, "offer_arrival", arrival)

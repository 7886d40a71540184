"""The pages of orders in the portal."""

import pytest
from django.urls import reverse
from django_tenants.utils import tenant_context

from quotes.actions.orders import deliver_order, ship_order
from quotes.models import Order
from tests.catalogue.queries import queries
from tests.deals import ordered, run_what_follows, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_portal")]


@pytest.fixture
def order(rosa_parks, as_sam, as_dora) -> Order:
    with tenant_context(rosa_parks):
        return ordered(as_sam, as_dora)


def page_of(client, order: Order) -> str:
    response = client.get(reverse("quotes:order", args=[order.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_works(rosa_parks_portal, order):
    page = page_of(rosa_parks_portal, order)

    assert [text in page for text in (order.reference, "PO-4711", "Order placed", "Devices set aside")] == [True] * 4


def test_list_shows_the_order_with_its_total(rosa_parks_portal, order):
    page = rosa_parks_portal.get(reverse("quotes:orders")).content.decode()

    assert (order.reference in page, "PO-4711" in page) == (True, True)


def test_list_without_orders_leads_to_the_quotes(globex_portal):
    page = globex_portal.get(reverse("quotes:orders")).content.decode()

    assert ("No orders yet" in page, reverse("quotes:quotes") in page) == (True, True)


def test_order_of_another_organisation_does_not_exist(globex_portal, order):
    assert globex_portal.get(reverse("quotes:order", args=[order.pk])).status_code == 404


def test_page_says_what_comes_next(rosa_parks_portal, order):
    assert "Next: our partner hands your devices to the carrier." in page_of(rosa_parks_portal, order)


def test_shipped_order_shows_where_it_can_be_followed(rosa_parks_portal, rosa_parks, order, as_sam, now):
    with tenant_context(rosa_parks):
        ship_order(order=order, tracking="COLIS-0815", by=as_sam, at=now)

    assert "COLIS-0815" in page_of(rosa_parks_portal, order)


def test_delivered_order_lists_the_papers_of_every_app(rosa_parks_portal, rosa_parks, order, as_sam, now):
    with tenant_context(rosa_parks):
        ship_order(order=order, tracking="", by=as_sam, at=now)
        deliver_order(order=order, delivered_on=today(), by=as_sam, at=now)
        run_what_follows()

    page = page_of(rosa_parks_portal, order)

    kinds = ("Quote Q-", f"Order confirmation {order.reference}", "Invoice ", "Impact report ")
    assert [kind in page for kind in kinds] == [True] * 4


def test_list_makes_the_same_queries_for_one_order_and_for_many(rosa_parks_portal, rosa_parks, as_sam, as_dora):
    counts = []
    for more in (1, 4):
        with tenant_context(rosa_parks):
            for _ in range(more):
                ordered(as_sam, as_dora)
        with queries() as ran:
            rosa_parks_portal.get(reverse("quotes:orders"))
        counts.append(len(ran))

    assert counts[0] == counts[1] <= 25


def test_page_keeps_within_its_queries(rosa_parks_portal, order):
    with queries() as ran:
        page_of(rosa_parks_portal, order)

    assert len(ran) <= 25

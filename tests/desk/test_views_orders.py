"""Orders at the desk: shipping and delivering them."""

import datetime as dt

import pytest
from django_tenants.utils import tenant_context

from quotes.models import Order
from quotes.states import OrderState
from records.models import Document
from tests.catalogue.queries import queries
from tests.deals import ordered, run_what_follows, today

pytestmark = [pytest.mark.django_db, pytest.mark.urls("b2b_portal.urls_desk")]


@pytest.fixture
def order(rosa_parks, as_sam, as_dora) -> Order:
    with tenant_context(rosa_parks):
        return ordered(as_sam, as_dora)


def address(order: Order, page: str = "") -> str:
    return f"/o/rosa-parks/orders/{order.pk}/{page}"


def words(response) -> str:
    return response.content.decode()


def now_of(organisation, order: Order) -> Order:
    with tenant_context(organisation):
        return Order.objects.get(pk=order.pk)


def test_it_works(desk, order):
    page = words(desk.get(address(order)))

    assert [text in page for text in (order.reference, "PO-4711", "Mark as shipped")] == [True] * 3


def test_shipping_keeps_where_it_can_be_followed(desk, rosa_parks, order):
    response = desk.post(address(order, "ship/"), {"tracking": "COLIS-0815"}, follow=True)

    assert now_of(rosa_parks, order).state == OrderState.SHIPPED
    assert [text in words(response) for text in ("COLIS-0815", "Mark as delivered")] == [True, True]


def test_delivery_makes_the_invoice_and_the_impact_report(desk, rosa_parks, order):
    desk.post(address(order, "ship/"), {"tracking": ""})
    desk.post(address(order, "deliver/"), {"delivered_on": today().isoformat()})

    with tenant_context(rosa_parks):
        run_what_follows()
        kinds = set(Document.objects.values_list("kind", flat=True))
    assert now_of(rosa_parks, order).delivered_on == today()
    assert {"order_confirmation", "invoice", "impact_report"} <= kinds


@pytest.mark.parametrize(
    ("days", "message"), [(1, "This day has not come yet."), (-1, "This is before the order was placed.")]
)
def test_impossible_day_is_refused_beside_the_field(desk, rosa_parks, order, days, message):
    desk.post(address(order, "ship/"), {"tracking": ""})

    day = today() + dt.timedelta(days=days)
    response = desk.post(address(order, "deliver/"), {"delivered_on": day.isoformat()})

    assert response.status_code == 422
    assert message in words(response)
    assert now_of(rosa_parks, order).state == OrderState.SHIPPED


def test_order_that_has_not_left_cannot_arrive(desk, rosa_parks, order):
    desk.post(address(order, "deliver/"), {"delivered_on": today().isoformat()})

    assert now_of(rosa_parks, order).state == OrderState.ALLOCATED


def test_second_click_on_ship_is_harmless(desk, rosa_parks, order):
    desk.post(address(order, "ship/"), {"tracking": "A"})

    response = desk.post(address(order, "ship/"), {"tracking": "B"}, follow=True)

    assert (response.status_code, now_of(rosa_parks, order).tracking) == (200, "A")


def test_order_of_another_case_does_not_exist(desk, order):
    assert desk.get(f"/o/acme/orders/{order.pk}/").status_code == 404
    for page in ("ship/", "deliver/"):
        assert desk.post(f"/o/acme/orders/{order.pk}/{page}").status_code == 404


def test_page_keeps_within_its_queries(desk, order):
    with queries() as ran:
        desk.get(address(order))

    assert len(ran) <= 25

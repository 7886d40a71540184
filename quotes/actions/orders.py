"""Placing an order, and its way to the customer."""

from datetime import date, datetime

from django.db import transaction

from catalogue.stock import reserve_stock
from quotes.models import Order, OrderLine, Quote
from quotes.referencing import free_reference
from quotes.states import ORDER, OrderState
from records.documents import current_organisation
from records.events import record_event
from records.transitions import move
from tenants.actor import SYSTEM, Actor
from tenants.outbox import publish


def place_order(*, quote: Quote, by: Actor, at: datetime, today: date) -> Order:
    """Turn an accepted quote into an order and set its stock aside, in the caller's transaction.

    Raises: StockShort, when a line can no longer be served.
    """
    order = Order.objects.create(
        reference=free_reference(Order, prefix="O", on=today),
        quote=quote,
        state=OrderState.CONFIRMED,
        currency=quote.currency,
        po_number=quote.po_number,
        delivery_line=quote.delivery_line,
        attests_new_alternative=quote.attests_new_alternative,
        placed_at=at,
        placed_by_id=by.id,
        placed_by_name=by.name,
    )
    lines = list(quote.lines.in_order())
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=line.position,
            stock_id=line.stock_id,
            model_id=line.model_id,
            sku=line.sku,
            description=line.description,
            category=line.category,
            grade=line.grade,
            warranty_months=line.warranty_months,
            quantity=line.quantity,
            unit_price_amount=line.unit_price_amount,
            discount_percent=line.discount_percent,
            net_amount=line.net_amount,
            vat_rate=line.vat_rate,
        )
        for line in lines
    )
    record_event(subject=order, verb="order.placed", by=by, at=at, to_state=order.state, data={"po": order.po_number})
    for stock_id, quantity in sorted((line.stock_id, line.quantity) for line in lines if line.stock_id):
        reserve_stock(stock_id=stock_id, quantity=quantity)  # in the order of ids: no two orders wait for one another
    move(order, machine=ORDER, to=OrderState.ALLOCATED, by=SYSTEM, at=at)
    _tell("order.placed", order, by, at)
    return order


def ship_order(*, order: Order, tracking: str, by: Actor, at: datetime) -> None:
    """The carrier has everything."""
    with transaction.atomic():
        move(order, machine=ORDER, to=OrderState.SHIPPED, by=by, at=at, shipped_at=at, tracking=tracking)
        _tell("order.shipped", order, by, at)


def deliver_order(*, order: Order, delivered_on: date, by: Actor, at: datetime) -> None:
    """The customer has everything: the invoice and the impact report follow from it."""
    with transaction.atomic():
        move(order, machine=ORDER, to=OrderState.DELIVERED, by=by, at=at, delivered_on=delivered_on)
        _tell("order.delivered", order, by, at)


def _tell(kind: str, order: Order, by: Actor, at: datetime) -> None:
    publish(kind=kind, organisation_id=current_organisation().pk, payload={"order": str(order.pk)}, by=by, at=at)

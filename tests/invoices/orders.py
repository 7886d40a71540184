"""Delivered orders, written straight into the tables: how they come about is tested in tests/quotes."""

from datetime import date, datetime
from decimal import Decimal

from quotes.models import Order, OrderLine, Quote
from quotes.states import OrderState, QuoteState

FINGERPRINT = "0" * 64
DELIVERED_ON = date(2026, 11, 20)


def delivered_order(*, at: datetime, reference: str = "O-26-AC7K", lines: list[dict] | None = None, **changes) -> Order:
    quote = Quote.objects.create(
        reference=reference.replace("O", "Q"),
        state=QuoteState.ACCEPTED,
        valid_until_on=date(2026, 12, 23),
        created_at=at,
        created_by_name="Sam Keller",
        changed_at=at,
        sent_at=at,
        sent_by_name="Sam Keller",
        content_sha256=FINGERPRINT,
        accepted_at=at,
        accepted_by_name="Alice Martin",
        accepted_sha256=FINGERPRINT,
        po_number="PO-4711",
    )
    values = {
        "reference": reference,
        "quote": quote,
        "state": OrderState.DELIVERED,
        "currency": "EUR",
        "po_number": "PO-4711",
        "placed_at": at,
        "placed_by_name": "Alice Martin",
        "delivered_on": DELIVERED_ON,
    }
    order = Order.objects.create(**(values | changes))
    OrderLine.objects.bulk_create(
        order_line(order, position, **line) for position, line in enumerate(lines or [{}], start=1)
    )
    return order


def order_line(order: Order, position: int, **changes) -> OrderLine:
    values = {
        "sku": "MBA-M1-256-A",
        "description": "Apple MacBook Air 13″ M1, 8 GB, 256 GB",
        "category": "laptop",
        "grade": "A",
        "warranty_months": 24,
        "quantity": 3,
        "unit_price_amount": Decimal("479.50"),
        "net_amount": Decimal("1438.50"),
        "vat_rate": Decimal("20.00"),
    }
    return OrderLine(order=order, position=position, **(values | changes))

"""A quote as its customer may see it: a value of its own, so that cost, margin and internal notes cannot slip through.

Pages of the portal, and the preview at the desk, are drawn from this and from nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from quotes.documents import Contact
from quotes.models import Order, OrderLine, Quote, QuoteLine
from quotes.papers import contact_for, payment_terms
from quotes.totals import Totals


@dataclass(frozen=True, kw_only=True)
class LineForCustomer:
    """One line that is sold; amounts are without VAT, rates and discounts in per cent."""

    position: int
    sku: str
    description: str
    grade: str
    warranty_months: int
    quantity: int
    unit_price: Decimal
    discount_percent: Decimal
    vat_rate: Decimal
    net_amount: Decimal

    @classmethod
    def of(cls, line: QuoteLine | OrderLine) -> "LineForCustomer":
        """What the customer may know of a line."""
        return cls(
            position=line.position,
            sku=line.sku,
            description=line.description,
            grade=line.grade,
            warranty_months=line.warranty_months,
            quantity=line.quantity,
            unit_price=line.unit_price_amount,
            discount_percent=line.discount_percent,
            vat_rate=line.vat_rate,
            net_amount=line.net_amount,
        )


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """Who accepted exactly what, and when."""

    by: str
    at: datetime
    po_number: str
    sha256: str
    attests_new_alternative: bool


@dataclass(frozen=True, kw_only=True)
class QuoteForCustomer:
    """The whole of a quote that leaves the desk."""

    id: UUID
    label: str
    title: str
    state: str
    currency: str
    note: str
    delivery: str
    payment: str
    valid_until_on: date
    awaits_answer: bool
    has_run_out: bool
    sent_at: datetime | None
    contact: Contact
    lines: tuple[LineForCustomer, ...]
    totals: Totals
    acceptance: Acceptance | None
    decline_reason: str

    @property
    def quantity(self) -> int:
        """How many devices."""
        return sum(line.quantity for line in self.lines)

    @property
    def has_discount(self) -> bool:
        """Whether a line is reduced."""
        return any(line.discount_percent for line in self.lines)


def customer_view(quote: Quote, *, today: date) -> QuoteForCustomer:
    """What its customer may see of a quote."""
    return QuoteForCustomer(
        id=quote.pk,
        label=quote.label,
        title=quote.title,
        state=quote.state,
        currency=quote.currency,
        note=quote.customer_note,
        delivery=quote.delivery_line,
        payment=payment_terms(),
        valid_until_on=quote.valid_until_on,
        awaits_answer=quote.awaits_answer,
        has_run_out=quote.has_run_out(on=today),
        sent_at=quote.sent_at,
        contact=contact_for(quote.sent_by_id),
        lines=tuple(LineForCustomer.of(line) for line in quote.lines.in_order()),
        totals=quote.totals(),
        acceptance=_acceptance_of(quote),
        decline_reason=quote.decline_reason,
    )


def lines_of_order(order: Order) -> tuple[LineForCustomer, ...]:
    """What was ordered."""
    return tuple(LineForCustomer.of(line) for line in order.lines.in_order())


def _acceptance_of(quote: Quote) -> Acceptance | None:
    if quote.accepted_at is None:
        return None
    return Acceptance(
        by=quote.accepted_by_name,
        at=quote.accepted_at,
        po_number=quote.po_number,
        sha256=quote.accepted_sha256,
        attests_new_alternative=quote.attests_new_alternative,
    )

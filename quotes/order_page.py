"""Everything the page of an order shows, in the portal and at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from quotes.chronicle import Happening, chronicle_of
from quotes.customer_view import LineForCustomer, lines_of_order
from quotes.documents import Contact
from quotes.models import Order
from quotes.order_papers import documents_of_order
from quotes.papers import contact_for
from quotes.states import OrderState
from quotes.totals import Totals
from records.models import DocumentQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# The way of an order in four steps, and the states that stand at each.
_WAY: "tuple[tuple[StrPromise, frozenset[str]], ...]" = (
    (gettext_lazy("Ordered"), frozenset({OrderState.CONFIRMED})),
    (gettext_lazy("Being prepared"), frozenset({OrderState.ALLOCATED, OrderState.PARTLY_SHIPPED})),
    (gettext_lazy("On its way"), frozenset({OrderState.SHIPPED})),
    (gettext_lazy("Delivered"), frozenset({OrderState.DELIVERED, OrderState.CLOSED})),
)
_NEXT: "dict[str, StrPromise]" = {
    OrderState.CONFIRMED: gettext_lazy("Next: we set your devices aside."),
    OrderState.ALLOCATED: gettext_lazy("Next: our partner hands your devices to the carrier."),
    OrderState.PARTLY_SHIPPED: gettext_lazy("Next: the rest of your devices leaves our partner."),
    OrderState.SHIPPED: gettext_lazy("Next: the delivery. The invoice and the impact report follow from it."),
    OrderState.DELIVERED: gettext_lazy("The invoice and the impact report are filed under the documents."),
}


@dataclass(frozen=True, kw_only=True)
class OrderPage:
    """One order as its page shows it."""

    order: Order
    lines: Sequence[LineForCustomer]
    totals: Totals
    contact: Contact
    steps: Sequence[dict[str, str]]
    next: str
    history: Sequence[Happening]
    documents: DocumentQuerySet

    @property
    def currency(self) -> str:
        return self.order.currency

    @property
    def quantity(self) -> int:
        """How many devices."""
        return sum(line.quantity for line in self.lines)

    @property
    def has_discount(self) -> bool:
        """Whether a line is reduced."""
        return any(line.discount_percent for line in self.lines)


def build_order_page(order: Order, *, for_customer: bool) -> OrderPage:
    """Read one order, its quote with it."""
    return OrderPage(
        order=order,
        lines=lines_of_order(order),
        totals=order.totals(),
        contact=contact_for(order.quote.sent_by_id),
        steps=_steps(order.state),
        next=str(_NEXT.get(order.state, "")),
        history=chronicle_of(order, for_customer=for_customer),
        documents=documents_of_order(order),
    )


def _steps(state: str) -> list[dict[str, str]]:
    """The steps as <c-steps> takes them; none for an order that was cancelled."""
    here = next((place for place, (_label, states) in enumerate(_WAY) if state in states), None)
    if here is None:
        return []
    last = len(_WAY) - 1
    return [
        {
            "label": str(label),
            "state": "done" if place < here or here == last else "current" if place == here else "todo",
        }
        for place, (label, _states) in enumerate(_WAY)
    ]

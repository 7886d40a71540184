"""What waits in each organisation, for the overview of the desk.

One query per organisation, so only one page of organisations is read at a time (`MOST`). A public index that the
organisations feed will take its place when a person has more of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django_tenants.utils import tenant_context

from quotes.models import BuyBackOffer, Order, Quote
from quotes.states import OfferState, OrderState, QuoteState
from tenants.models import Organisation

MOST = 10
SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How much of what waits in one organisation."""

    organisation: Organisation
    offers_to_confirm: int
    offers_open: int
    quotes_in_draft: int
    quotes_out: int
    quotes_running_out: int
    orders_to_ship: int
    orders_on_the_way: int

    @property
    def for_us(self) -> int:
        """How many things the desk can do now."""
        return self.offers_to_confirm + self.quotes_in_draft + self.orders_to_ship + self.orders_on_the_way


def waiting_in(organisations: Iterable[Organisation], *, today: date) -> list[Waiting]:
    """Count what waits in each; the caller has written down that he looks."""
    return [_count(organisation, today) for organisation in organisations]


def _count(organisation: Organisation, today: date) -> Waiting:
    with tenant_context(organisation):
        parts = (
            _by_state("offer", BuyBackOffer.objects.all()),
            _by_state("quote", Quote.objects.all()),
            _by_state("running_out", Quote.objects.awaiting_answer().filter(valid_until_on__lte=today + SOON)),
            _by_state("order", Order.objects.on_the_way()),
        )
        counts = Counter({(kind, state): count for kind, state, count in parts[0].union(*parts[1:], all=True)})
    return Waiting(
        organisation=organisation,
        offers_to_confirm=counts["offer", OfferState.AWAITING_AUTHORISATION],
        offers_open=counts["offer", OfferState.OPEN]
        + counts["offer", OfferState.FIRM]
        + counts["offer", OfferState.INDICATIVE],
        quotes_in_draft=counts["quote", QuoteState.DRAFT],
        quotes_out=counts["quote", QuoteState.SENT] + counts["quote", QuoteState.VIEWED],
        quotes_running_out=sum(count for (kind, _state), count in counts.items() if kind == "running_out"),
        orders_to_ship=counts["order", OrderState.CONFIRMED] + counts["order", OrderState.ALLOCATED],
        orders_on_the_way=counts["order", OrderState.PARTLY_SHIPPED] + counts["order", OrderState.SHIPPED],
    )


def _by_state(kind: str, things: QuerySet[Any]) -> QuerySet[Any, Any]:
    named = things.order_by().annotate(kind=Value(kind, output_field=CharField()))
    counted: QuerySet[Any, Any] = named.values_list("kind", "state").annotate(count=Count("pk"))
    return counted

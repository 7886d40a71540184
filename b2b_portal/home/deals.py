"""The offers and quotes that an organisation has on the table, as its home page lists them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from quotes.models import BuyBackOffer, Quote
from quotes.states import OFFER_TURNS, QuoteState
from tenants.permissions import Permission, may

MOST = 5  # of each kind
_QUOTES = (QuoteState.SENT, QuoteState.VIEWED, QuoteState.CHANGES_REQUESTED)


@dataclass(frozen=True, kw_only=True)
class OpenDeal:
    """One offer or quote; an offer's amount is what we pay, a quote's what they pay, both net of VAT."""

    machine: str
    state: str
    reference: str
    title: str
    devices: int
    amount: Decimal
    currency: str
    valid_until_on: date | None
    awaits_answer: bool
    url: str


def deals_on_the_table(*, role: str) -> list[OpenDeal]:
    """What this role may see, those that wait for an answer first; three queries."""
    offers = _offers() if may(role, Permission.OFFER_VIEW) else []
    quotes = _quotes() if may(role, Permission.QUOTE_VIEW) else []
    return sorted([*offers, *quotes], key=lambda deal: not deal.awaits_answer)


def _offers() -> list[OpenDeal]:
    rows = BuyBackOffer.objects.filter(state__in=list(OFFER_TURNS)).latest_first()[:MOST]
    return [_deal("offer", offer, reverse("quotes:offer", args=[offer.pk])) for offer in rows]


def _quotes() -> list[OpenDeal]:
    rows = Quote.objects.visible_to_customer().filter(state__in=_QUOTES).prefetch_related("lines").latest_first()
    return [_deal("quote", quote, reverse("quotes:quote", args=[quote.pk])) for quote in rows[:MOST]]


def _deal(machine: str, row: BuyBackOffer | Quote, url: str) -> OpenDeal:
    facts = row.case_facts()
    return OpenDeal(
        machine=machine,
        state=row.state,
        reference=facts.reference,
        title=facts.title,
        devices=facts.devices or 0,
        amount=facts.amount or Decimal(0),
        currency=facts.currency,
        valid_until_on=facts.due_on,
        awaits_answer=row.awaits_answer,
        url=url,
    )

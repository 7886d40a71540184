"""An offer and a quote in an organisation, by the real actions and jobs."""

from typing import Any

from django.utils import timezone
from django_tenants.utils import tenant_context

from bench.organisations import BY
from catalogue.models import StockOffer
from fleet.models import Device
from quotes.actions.offers import request_offer
from quotes.actions.quotes import LineInput, draft_quote, save_lines, send_quote
from quotes.models import BuyBackOffer, Quote
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Organisation

QUOTE_LINES = 20


def open_offer(organisation: Organisation, *, devices: int) -> BuyBackOffer:
    """The organisation's offer: made for so many devices (or all it has) unless there is one."""
    with tenant_context(organisation):
        if found := BuyBackOffer.objects.latest_first().first():
            return found
        chosen = Device.objects.free().order_by("model_sort", "id").values_list("pk", flat=True)[:devices]
        selection: dict[str, Any] = {"devices": [str(pk) for pk in chosen]}
        job = run_job_here(request_offer(selection=selection, by=BY, at=timezone.now()))
        assert job.result, job.problem
        return BuyBackOffer.objects.get(pk=job.result["offer"])


def sent_quote(organisation: Organisation, *, by: Actor) -> Quote:
    """The organisation's quote: made from the stock, and sent, unless there is one."""
    at = timezone.now()
    with tenant_context(organisation):
        if found := Quote.objects.visible_to_customer().order_by("created_at").first():
            return found
        quote = draft_quote(by=by, at=at, today=timezone.localdate(at), title="Refresh (fictitious)")
        save_lines(quote=quote, lines=_lines(), by=by, at=at)
        send_quote(quote=quote, by=by, at=at)
        return quote


def _lines() -> list[LineInput]:
    return [
        LineInput(
            sku=offer.sku,
            description=offer.title_in("en"),
            quantity=1,
            unit_cost=offer.unit_cost_amount,
            unit_price=offer.unit_price_amount,
        )
        for offer in StockOffer.objects.available().order_by("-quantity", "sku")[:QUOTE_LINES]
    ]

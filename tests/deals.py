"""Offers, quotes and orders for tests, made by the actions that make them for people."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from catalogue.models import StockOffer
from fleet.models import Device
from quotes.actions.offers import request_offer
from quotes.actions.quotes import LineInput, accept_quote, draft_quote, save_lines, send_quote
from quotes.models import BuyBackOffer, Order, Quote
from quotes.vat_declarations import VatAnswer
from quotes.vat_rules import Deducted
from tenants.actor import Actor
from tenants.jobs import run_job_here
from tenants.models import Job
from tenants.outbox import drain_outbox
from tests.devices import make_device

# What a company registered for VAT answers when it sells.
ALL_DEDUCTED = VatAnswer(deducted=Deducted.ALL, statement="Was VAT deducted? Yes, for all of them", language="en")


def today() -> dt.date:
    return timezone.localdate()


def offer_for(devices: Sequence[Device], by: Actor) -> BuyBackOffer:
    job = request_offer(selection={"devices": [str(device.pk) for device in devices]}, by=by, at=timezone.now())
    job = run_job_here(job)
    assert job.state == "done", job.problem
    return BuyBackOffer.objects.get(pk=job.result["offer"])


def three_devices() -> list[Device]:
    """Two alike and one of another model."""
    return [
        make_device("F2LXK1AAAA01", asset_tag="IT-0001"),
        make_device("F2LXK1AAAA02"),
        make_device("PF3A1B2C", model="lenovo-thinkpad-t14-g2"),
    ]


def stock() -> StockOffer:
    return StockOffer.objects.available().filter(model__category="laptop").order_by("sku").first()


def line_of(offer: StockOffer, **changes) -> LineInput:
    values = {
        "sku": offer.sku,
        "description": offer.title_en,
        "quantity": 10,
        "unit_cost": offer.unit_cost_amount,
        "unit_price": offer.unit_price_amount,
        **changes,
    }
    return LineInput(**values)


def draft(by: Actor, *lines: LineInput, **terms) -> Quote:
    quote = draft_quote(by=by, at=timezone.now(), today=today())
    if terms:
        Quote.objects.filter(pk=quote.pk).update(**terms)
    save_lines(quote=quote, lines=lines or [line_of(stock())], by=by, at=timezone.now())
    quote.refresh_from_db()
    return quote


def sent(by: Actor, *lines: LineInput, **terms) -> Quote:
    quote = draft(by, *lines, **terms)
    send_quote(quote=quote, by=by, at=timezone.now())
    return quote


def ordered(seller: Actor, buyer: Actor) -> Order:
    return accept_quote(
        quote=sent(seller),
        po_number="PO-4711",
        attests_new_alternative=True,
        by=buyer,
        at=timezone.now(),
        today=today(),
        ip="127.0.0.1",
    )


def run_what_follows() -> None:
    """Run every job that events have asked for."""
    while drain_outbox(at=timezone.now()):
        pass
    for job in Job.objects.unfinished().order_by("created_at"):
        assert run_job_here(job).state == "done", job.problem

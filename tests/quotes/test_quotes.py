import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from catalogue.models import StockOffer
from catalogue.stock import StockShort
from quotes.actions.orders import deliver_order, ship_order
from quotes.actions.quotes import (
    LineInput,
    QuoteExpired,
    QuoteRefused,
    accept_quote,
    decline_quote,
    draft_quote,
    mark_seen,
    save_lines,
    send_quote,
)
from quotes.models import Order, Quote
from quotes.states import OrderState, QuoteState
from records.models import Document
from tenants.jobs import run_job_here
from tenants.models import Job, OutboxEvent
from tenants.outbox import drain_outbox
from tenants.permissions import PermissionRefused

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)


def stock() -> StockOffer:
    return StockOffer.objects.available().order_by("-quantity", "sku").first()


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


def sent_quote(by, at, **changes) -> Quote:
    quote = draft_quote(by=by, at=at, today=TODAY)
    save_lines(quote=quote, lines=[line_of(stock(), **changes)], by=by, at=at)
    send_quote(quote=quote, by=by, at=at)
    return quote


def accept(quote, by, at, *, po="PO-4711", today=TODAY) -> Order:
    return accept_quote(
        quote=quote, po_number=po, attests_new_alternative=True, by=by, at=at, today=today, ip="127.0.0.1"
    )


def run_what_follows(at) -> None:
    while drain_outbox(at=at):
        pass
    for job in Job.objects.unfinished().order_by("created_at"):
        assert run_job_here(job).state == "done", job.problem


def test_it_works(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)

    order = accept(quote, as_dora, now)

    assert (quote.state, order.state, order.po_number) == (QuoteState.ACCEPTED, OrderState.ALLOCATED, "PO-4711")


def test_totals_are_vat_per_rate_on_the_sum(in_rosa_parks, as_sam, now):
    quote = draft_quote(by=as_sam, at=now, today=TODAY)
    cents = line_of(stock(), quantity=1, unit_price=Decimal("0.33"))
    save_lines(quote=quote, lines=[cents, cents, cents], by=as_sam, at=now)

    totals = quote.totals()

    assert (totals.net, totals.vat, totals.gross) == (Decimal("0.99"), Decimal("0.20"), Decimal("1.19"))


def test_accepting_sets_stock_aside(in_rosa_parks, as_sam, as_dora, now):
    before = stock().reserved_quantity

    accept(sent_quote(as_sam, now), as_dora, now)

    assert stock().reserved_quantity == before + 10


def test_accepting_more_than_there_is_changes_nothing(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now, quantity=100_000)

    with pytest.raises(StockShort):
        accept(quote, as_dora, now)

    assert Quote.objects.get().state == QuoteState.SENT
    assert not Order.objects.exists()


def test_acceptance_names_exactly_what_was_sent(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)

    accept(quote, as_dora, now)

    kept = Quote.objects.get()
    assert kept.accepted_sha256 == kept.content_sha256
    assert (kept.accepted_by_name, kept.accepted_by_role) == ("Dora Petit", "buyer")


def test_accepting_what_was_altered_behind_our_back_is_refused(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)
    quote.lines.update(unit_price_amount=Decimal("1.00"))

    with pytest.raises(QuoteRefused):
        accept(quote, as_dora, now)


def test_sent_quote_cannot_be_edited(in_rosa_parks, as_sam, now):
    quote = sent_quote(as_sam, now)

    with pytest.raises(QuoteRefused):
        save_lines(quote=quote, lines=[line_of(stock())], by=as_sam, at=now)


def test_quote_without_lines_cannot_be_sent(in_rosa_parks, as_sam, now):
    quote = draft_quote(by=as_sam, at=now, today=TODAY)

    with pytest.raises(QuoteRefused):
        send_quote(quote=quote, by=as_sam, at=now)


def test_accepting_without_a_purchase_order_is_refused(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)

    with pytest.raises(QuoteRefused):
        accept(quote, as_dora, now, po=" ")


def test_accepting_after_the_last_day_marks_the_quote_expired(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)

    with pytest.raises(QuoteExpired):
        accept(quote, as_dora, now, today=quote.valid_until_on + dt.timedelta(days=1))

    assert Quote.objects.get().state == QuoteState.EXPIRED


def test_account_manager_may_not_accept_for_the_customer(in_rosa_parks, as_sam, now):
    quote = sent_quote(as_sam, now)

    with pytest.raises(PermissionRefused):
        accept(quote, as_sam, now)


def test_customer_may_not_build_a_quote(in_rosa_parks, as_dora, now):
    with pytest.raises(PermissionRefused):
        draft_quote(by=as_dora, at=now, today=TODAY)


def test_declining_keeps_the_reason(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)

    decline_quote(quote=quote, reason="Budget", by=as_dora, at=now)

    assert (quote.state, quote.decline_reason) == (QuoteState.DECLINED, "Budget")


def test_seeing_a_quote_is_noted_once(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)

    mark_seen(quote=quote, by=as_dora, at=now)
    mark_seen(quote=quote, by=as_dora, at=now)

    assert quote.state == QuoteState.VIEWED


def test_sending_prints_the_quote_and_writes_to_who_may_accept(in_rosa_parks, as_sam, now):
    quote = sent_quote(as_sam, now)

    run_what_follows(now)

    assert Document.objects.about(quote).get().kind == "quote"
    assert [message.to for message in mail.outbox] == [["dora@rosa-parks.example"]]


def test_what_follows_from_an_event_happens_once(in_rosa_parks, as_sam, now):
    quote = sent_quote(as_sam, now)
    run_what_follows(now)
    OutboxEvent.objects.update(handled_at=None)

    run_what_follows(now)

    assert Document.objects.about(quote).count() == 1


def test_shipping_and_delivering_move_the_order(in_rosa_parks, as_sam, as_dora, now):
    order = accept(sent_quote(as_sam, now), as_dora, now)

    ship_order(order=order, tracking="X1", by=as_sam, at=now)
    deliver_order(order=order, delivered_on=TODAY, by=as_sam, at=now)

    assert Order.objects.get().state == OrderState.DELIVERED


def test_database_refuses_an_accepted_quote_with_another_hash(in_rosa_parks, as_sam, as_dora, now):
    quote = sent_quote(as_sam, now)
    accept(quote, as_dora, now)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE quotes_quote SET accepted_sha256 = %s", ["0" * 64])

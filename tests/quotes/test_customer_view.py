"""What leaves the desk: a value that has no place for cost, margin or internal notes."""

import dataclasses
import datetime as dt

import pytest

from quotes.customer_view import LineForCustomer, QuoteForCustomer, customer_view, lines_of_order
from tests.deals import draft, line_of, ordered, sent, stock, today

SECRETS = ("cost", "margin", "internal")


@pytest.mark.django_db
def test_it_works(in_acme, as_sam):
    quote = sent(as_sam, line_of(stock(), quantity=3), customer_note="As agreed.")

    seen = customer_view(quote, today=today())

    assert (seen.label, seen.note, seen.quantity) == (quote.label, "As agreed.", 3)
    assert seen.totals == quote.totals()


@pytest.mark.parametrize("value", [LineForCustomer, QuoteForCustomer])
def test_value_has_no_place_for_what_is_ours(value):
    names = {field.name for field in dataclasses.fields(value)}

    assert {name for name in names if any(secret in name for secret in SECRETS)} == set()


@pytest.mark.django_db
def test_last_day_belongs_to_the_customer(in_acme, as_sam):
    quote = sent(as_sam)
    last = quote.valid_until_on

    assert [customer_view(quote, today=last + dt.timedelta(days=n)).has_run_out for n in (0, 1)] == [False, True]


@pytest.mark.django_db
def test_contact_of_a_draft_is_the_account_manager(in_acme, as_sam):
    assert customer_view(draft(as_sam), today=today()).contact.name == "Sam Keller"


@pytest.mark.django_db
def test_order_keeps_the_lines_that_were_accepted(in_acme, as_sam, as_alice):
    order = ordered(as_sam, as_alice)

    (line,) = lines_of_order(order)

    assert line == customer_view(order.quote, today=today()).lines[0]

"""What is earned on a quote."""

from decimal import Decimal

import pytest

from desk.margins import Margin, margin_of
from tests.deals import draft, line_of, stock


def test_it_works():
    margin = Margin(net=Decimal("200.00"), cost=Decimal("150.00"))

    assert (margin.amount, margin.rate) == (Decimal("50.00"), Decimal("0.25"))


def test_nothing_charged_has_no_rate():
    assert Margin(net=Decimal("0.00"), cost=Decimal("5.00")).rate is None


@pytest.mark.django_db
def test_margin_of_a_quote_counts_its_discounts(in_acme, as_sam):
    line = {"quantity": 10, "unit_cost": Decimal(70), "unit_price": Decimal(100)}
    quote = draft(as_sam, line_of(stock(), **line), line_of(stock(), **line, discount_percent=Decimal(10)))

    margin = margin_of(quote.lines.all())

    assert (margin.net, margin.cost, margin.amount) == (Decimal("1900.00"), Decimal("1400.00"), Decimal("500.00"))

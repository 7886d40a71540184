from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoices.einvoice.lines import FRENCH_RATES, InvalidLine, InvoiceLine, bill_line, share_vat
from tests.invoices.einvoice.samples import sample_line

prices = st.decimals(min_value=0, max_value=99_999, places=4)
quantities = st.integers(min_value=1, max_value=9_999)
rates = st.sampled_from(sorted(FRENCH_RATES))
discounts = st.decimals(min_value=0, max_value=100, places=2)


@st.composite
def lines(draw):
    count = draw(st.integers(min_value=1, max_value=8))
    return [
        bill_line(
            position=position,
            name="x",
            quantity=draw(quantities),
            unit_price=draw(prices),
            discount_percent=draw(discounts),
            vat_rate=draw(rates),
            currency="EUR",
        )
        for position in range(1, count + 1)
    ]


def test_it_works():
    line = sample_line(quantity=3, unit_price=Decimal("479.50"))

    assert line.net_amount == Decimal("1438.50")


def test_net_amount_is_rounded_half_up_once():
    line = sample_line(quantity=3, unit_price=Decimal("0.335"))

    assert line.net_amount == Decimal("1.01")  # 1.005


def test_discount_is_what_is_missing_to_the_rounded_price():
    line = sample_line(quantity=7, unit_price=Decimal("0.3333"), discount_percent=Decimal("7.5"))

    assert line.net_amount + line.discount_amount == line.gross_of_discount(currency="EUR") == Decimal("2.33")
    assert line.net_amount == Decimal("2.16")  # 2.3331 less 7.5 %


@pytest.mark.parametrize(
    "changes",
    [
        {"net_amount": Decimal("1438.51")},
        {"discount_amount": Decimal("0.01")},
        {"quantity": 4},
    ],
)
def test_line_whose_net_is_not_quantity_times_price_is_refused(changes):
    values = {
        "position": 1,
        "name": "x",
        "quantity": 3,
        "unit_price": Decimal("479.50"),
        "net_amount": Decimal("1438.50"),
        "vat_rate": Decimal(20),
    }

    with pytest.raises(InvalidLine, match="line 1"):
        InvoiceLine(**(values | changes)).check_net(currency="EUR")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit_price": Decimal("-1")}, "zero or more"),
        ({"unit_price": Decimal("1.23456")}, "four decimals"),
        ({"vat_rate": Decimal("19.6")}, "no French VAT"),
        ({"vat_rate": Decimal("0")}, "no French VAT"),
        ({"name": "  "}, "a name"),
        ({"position": 0}, "position"),
        ({"discount_percent": Decimal(101)}, "discount"),
    ],
)
def test_line_that_the_standard_cannot_say_is_refused(changes, reason):
    with pytest.raises(InvalidLine, match=reason):
        sample_line(**changes)


def test_vat_is_rounded_on_the_sum_and_not_by_line():
    three = [sample_line(place, quantity=1, unit_price=Decimal("0.33")) for place in (1, 2, 3)]

    (share,) = share_vat(three, currency="EUR")

    assert share.vat_amount == Decimal("0.20")  # 20 % of 0.99; line by line it would be 0.21


def test_rates_are_shared_apart_highest_first():
    mixed = [sample_line(1, vat_rate=Decimal("5.5")), sample_line(2, vat_rate=Decimal("20"))]

    assert [share.rate for share in share_vat(mixed, currency="EUR")] == [Decimal(20), Decimal("5.5")]


@given(lines())
def test_every_line_and_share_is_whole_cents_and_adds_up(drawn):
    shares = share_vat(drawn, currency="EUR")

    assert sum(share.taxable_amount for share in shares) == sum(line.net_amount for line in drawn)
    assert all(line.net_amount == round(line.net_amount, 2) for line in drawn)
    for line in drawn:
        line.check_net(currency="EUR")


@given(lines(), st.randoms())
def test_order_of_the_lines_never_matters_to_the_vat(drawn, random):
    shuffled = list(drawn)
    random.shuffle(shuffled)

    assert share_vat(drawn, currency="EUR") == share_vat(shuffled, currency="EUR")

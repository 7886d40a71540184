from decimal import Decimal, Inexact

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.money import AmbiguousAmount, DifferentCurrencies, Money, UnreadableAmount, parse_money, total

amounts = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)
fine_amounts = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=6)


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def test_it_works():
    net = eur("1249.50") * 3

    assert (net + net.percent_of(Decimal("20"))).quantise() == eur("4498.20")


@pytest.mark.parametrize("amount", [1.5, 1, "1.50", True, None])
def test_money_of_anything_but_a_decimal_is_refused(amount):
    with pytest.raises(TypeError, match="an amount is a Decimal"):
        Money(amount, "EUR")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_money_that_is_no_number_is_refused(amount):
    with pytest.raises(ValueError, match="finite"):
        eur(amount)


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€"])
def test_currency_outside_iso_form_is_refused(currency):
    with pytest.raises(ValueError, match="three capital letters"):
        Money(Decimal(1), currency)


@pytest.mark.parametrize("quantity", [1.0, Decimal(2), "3", True])
def test_multiplying_by_anything_but_a_whole_number_is_refused(quantity):
    with pytest.raises(TypeError, match="whole quantity"):
        eur("1.00") * quantity


def test_percentage_as_float_is_refused():
    with pytest.raises(TypeError, match="a percentage is a Decimal"):
        eur("1.00").percent_of(20.0)


def test_adding_two_currencies_is_refused():
    with pytest.raises(DifferentCurrencies, match="EUR and GBP"):
        eur("1.00") + Money(Decimal(1), "GBP")


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_comparing_two_currencies_is_refused(compare):
    with pytest.raises(DifferentCurrencies):
        getattr(eur("1.00"), compare)(Money(Decimal(1), "GBP"))


def test_adding_a_number_is_refused():
    with pytest.raises(TypeError, match="money goes with money"):
        eur("1.00") + Decimal(1)


def test_same_number_in_two_currencies_is_not_equal():
    assert eur("1.00") != Money(Decimal("1.00"), "GBP")


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.005", "EUR", "0.01"),
        ("0.0049999", "EUR", "0.00"),
        ("2.675", "EUR", "2.68"),
        ("-0.005", "EUR", "-0.01"),
        ("1499.5", "JPY", "1500"),
        ("1499.5", "XPF", "1500"),
        ("1.0005", "TND", "1.001"),
    ],
)
def test_quantise_rounds_half_up_to_the_digits_of_the_currency(amount, currency, rounded):
    assert str(Money(Decimal(amount), currency).quantise().amount) == rounded


def test_sum_that_would_lose_digits_is_an_error():
    with pytest.raises(Inexact):
        eur("1e60") + eur("1e-60")


@given(fine_amounts, fine_amounts)
def test_sums_are_exact_in_both_directions(left, right):
    assert (eur(str(left)) + eur(str(right))) - eur(str(right)) == eur(str(left))


@given(amounts, st.lists(st.integers(min_value=0, max_value=1000), min_size=1).filter(any))
def test_allocated_shares_add_up_to_the_whole(amount, weights):
    whole = eur(str(amount))

    shares = whole.allocate(weights)

    assert total(shares, currency="EUR") == whole
    assert len(shares) == len(weights)
    assert all(share.is_quantised for share in shares)
    assert all(share.amount == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


@given(amounts.filter(lambda amount: amount >= 0), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_no_share_of_a_positive_whole_is_negative(amount, weights):
    assert min(share.amount for share in eur(str(amount)).allocate(weights)) >= 0


def test_allocate_gives_the_rest_to_the_last_part_that_weighs():
    assert eur("0.10").allocate([1, 1, 1, 0]) == (eur("0.03"), eur("0.03"), eur("0.04"), eur("0"))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_allocate_without_a_positive_weight_is_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        eur("1.00").allocate(weights)


def test_allocate_of_an_unrounded_amount_is_refused():
    with pytest.raises(ValueError, match="round"):
        eur("1.001").allocate([1, 1])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 499,00", "1499.00"),
        ("1\u202f499,00 €", "1499.00"),
        ("1\u00a0499,5", "1499.50"),
        ("1,499.00", "1499.00"),
        ("1.499,00", "1499.00"),
        ("1'499.00", "1499.00"),
        ("1,234,567", "1234567.00"),
        ("1.234.567,89", "1234567.89"),
        ("1499", "1499.00"),
        ("1499,000", "1499.00"),
        ("0,5", "0.50"),
        ("EUR 12.30", "12.30"),
        ("12.30 EUR", "12.30"),
        ("€12", "12.00"),
        ("-12,50", "-12.50"),
        ("\u221212,50 €", "-12.50"),
    ],
)
def test_amount_as_people_write_it_is_read(text, amount):
    assert str(parse_money(text, currency="EUR").amount) == amount


@pytest.mark.parametrize("text", ["1,499", "1.499", "12.500", "999,999", "€ 1,499"])
def test_amount_with_two_readings_is_refused(text):
    with pytest.raises(AmbiguousAmount, match="write the decimals too"):
        parse_money(text, currency="EUR")


def test_grouped_amount_of_a_currency_without_decimals_has_one_reading():
    assert parse_money("1,499", currency="JPY") == Money(Decimal(1499), "JPY")


@pytest.mark.parametrize(
    "text",
    ["", "-", "free", "12 GBP", "1,2,3", "1,234,56", "1 23", "1.234,56.78", "12,", ",5", "1e3", "٣,50", "0,005", "--1"],
)
def test_text_that_is_no_amount_is_refused(text):
    with pytest.raises(UnreadableAmount):
        parse_money(text, currency="EUR")


@given(amounts)
def test_amount_written_in_french_or_english_is_read_back(amount):
    english = f"{amount:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")

    assert parse_money(english, currency="EUR") == parse_money(french, currency="EUR") == eur(str(amount))


def test_total_of_nothing_is_zero_of_the_currency():
    assert str(total([], currency="JPY")) == "0 JPY"

"""Figures as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from desk.human_numbers import AmountField, PercentField, QuantityField


def test_it_works():
    assert AmountField().clean("1 499,00") == Decimal("1499.00")


@pytest.mark.parametrize(
    "field", [AmountField(required=False), PercentField(required=False), QuantityField(required=False)]
)
def test_nothing_typed_is_nothing(field):
    assert field.clean("  ") is None


@pytest.mark.parametrize("text", ["1,499", "1.499", "abc", "-1", "1.005", "9999999999", "NaN", "1e5"])
def test_amount_that_cannot_be_is_refused(text):
    with pytest.raises(ValidationError):
        AmountField().clean(text)


@pytest.mark.parametrize(("text", "percent"), [("5", "5.00"), ("2,5", "2.50"), ("12 %", "12.00"), ("100", "100.00")])
def test_percentage_is_read_with_or_without_its_sign(text, percent):
    assert PercentField().clean(text) == Decimal(percent)


@pytest.mark.parametrize("text", ["-1", "100.01", "five"])
def test_percentage_outside_of_a_hundred_is_refused(text):
    with pytest.raises(ValidationError):
        PercentField().clean(text)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "many", "1000001", "9" * 40])
def test_quantity_that_cannot_be_is_refused(text):
    with pytest.raises(ValidationError):
        QuantityField().clean(text)


@given(st.decimals(min_value=0, max_value=Decimal("999999999.99"), places=2))
def test_any_amount_is_read_back_from_how_a_computer_writes_it(amount):
    assert AmountField().clean(str(amount)) == amount


@given(st.integers(min_value=1, max_value=1_000_000))
def test_any_quantity_is_read_back_with_its_thousands_apart(quantity):
    assert QuantityField().clean(f"{quantity:,}".replace(",", "\u202f")) == quantity

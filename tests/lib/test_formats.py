from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from b2b_portal.lib.templatetags import formats

NARROW, WIDE = "\u202f", "\u00a0"  # the two spaces that French typography keeps together


def test_it_works():
    with override("en"):
        assert formats.money(Decimal("1499"), "EUR") == "€1,499.00"


def test_money_in_french_puts_the_sign_behind():
    with override("fr"):
        assert formats.money(Decimal("1499"), "EUR") == f"1{NARROW}499,00{WIDE}€"


def test_money_takes_the_digits_of_its_currency():
    with override("en"):
        assert formats.money(Decimal("1499"), "JPY") == "JP¥1,499"


def test_whole_money_drops_the_cents():
    with override("fr"):
        assert formats.whole_money(Decimal("1284300.49"), "EUR") == f"1{NARROW}284{NARROW}300{WIDE}€"


@pytest.mark.parametrize(
    ("amount", "written"), [("12", "+€12.00"), ("-30", "−€30.00"), ("0", "€0.00"), ("-0.01", "−€0.01")]
)
def test_signed_money_writes_the_sign_first(amount, written):
    with override("en"):
        assert formats.signed_money(Decimal(amount), "EUR") == written


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [(104382, None, "104,382"), (Decimal("12.50"), 1, "12.5"), (Decimal("12.5"), 0, "12")],
)
def test_number_groups_thousands(value, digits, written):
    with override("en"):
        assert formats.number(value, digits) == written


def test_percent_in_french_has_a_space_before_its_sign():
    with override("fr"):
        assert formats.percent(Decimal("0.181"), 1) == f"18,1{WIDE}%"


def test_day_is_written_the_european_way():
    with override("en"):
        assert formats.day(date(2026, 12, 2)) == "2 Dec 2026"


def test_month_is_written_out():
    with override("en"):
        assert formats.month(date(2027, 3, 1)) == "March 2027"
    with override("fr"):
        assert formats.month(date(2027, 3, 1)) == "mars 2027"


def test_day_of_an_instant_is_that_of_the_portal_not_of_london():
    with override("en"):
        assert formats.day(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == "23 Nov 2026"


def test_moment_is_in_the_time_zone_of_the_portal():
    with override("fr"):
        assert formats.moment(datetime(2026, 11, 23, 9, 42, tzinfo=UTC)) == "23 nov. 2026, 10:42"


@pytest.mark.parametrize(
    "write",
    [
        lambda: formats.money(None, "EUR"),
        lambda: formats.whole_money(None, "EUR"),
        lambda: formats.signed_money(None, "EUR"),
        lambda: formats.number(None),
        lambda: formats.percent(None),
        lambda: formats.day(None),
        lambda: formats.month(None),
        lambda: formats.moment(None),
    ],
)
def test_nothing_is_written_as_a_dash(write):
    assert write() == formats.NOTHING


def test_a_language_we_do_not_write_is_written_in_english():
    with override("de"):
        assert str(formats.reader_locale()) == "en_GB"


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_share_of_a_whole_lies_between_nothing_and_all(part, whole):
    share = formats.share_of(part, whole)

    assert 0 <= share <= 1


@pytest.mark.parametrize(("part", "whole"), [("0", "0"), (5, 0), (5, None)])
def test_share_of_an_unknown_whole_is_unknown(part, whole):
    assert formats.share_of(part, whole) is None


def test_share_is_given_to_a_progress_bar_without_a_decimal_comma():
    with override("fr"):
        assert formats.percent_value(formats.share_of("66804", "104382")) == "63"

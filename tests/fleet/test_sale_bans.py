"""Who paid for a device may forbid to sell it: the query and the device at hand say the same."""

import datetime as dt

import pytest

from fleet.models import Device
from fleet.sale_bans import banned, may_be_sold, sale_bans
from tests.devices import make_device

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 25)
YOUNG, FIVE = dt.date(2021, 11, 26), dt.date(2021, 11, 25)


def ban_of(**facts) -> str:
    """The code of the ban of such a device; '' for none, and the two ways of asking agree."""
    made = make_device("F2LXK1AAAA01", **{"age_from_on": YOUNG, **facts})
    found = [code for code, ban in sale_bans(on=DAY).items() if Device.objects.filter(ban).exists()]
    assert Device.objects.exclude(banned(on=DAY)).exists() == may_be_sold(made, on=DAY) == (not found)
    return ", ".join(found)


def test_it_works(in_acme):
    assert ban_of(funding="e_rate") == "e_rate"


@pytest.mark.parametrize(
    ("facts", "ban"),
    [
        ({}, ""),
        ({"funding": "region"}, ""),
        ({"funding": "e_rate", "age_from_on": FIVE}, ""),
        ({"funding": "e_rate", "age_from_on": None}, "e_rate"),
        ({"funding": "e_rate", "restricted_until_year": 2024}, "e_rate"),
        ({"funding": "grant"}, "grant"),
        ({"funding": "grant", "age_from_on": FIVE}, ""),
        ({"funding": "grant", "restricted_until_year": 2025}, ""),
        ({"funding": "grant", "restricted_until_year": 2026}, "restricted"),
        ({"funding": "region", "restricted_until_year": 2030, "age_from_on": FIVE}, "restricted"),
        ({"restricted_until_year": 2025}, ""),
    ],
)
def test_ban_lasts_as_long_as_who_paid_says(in_acme, facts, ban):
    assert ban_of(**facts) == ban


def test_leap_day_has_a_day_five_years_before(in_acme):
    made = make_device("F2LXK1AAAA01", funding="e_rate", age_from_on=dt.date(2023, 2, 28))

    assert may_be_sold(made, on=dt.date(2028, 2, 29))

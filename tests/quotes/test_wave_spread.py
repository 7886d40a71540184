"""Spreading sites over months: each once, balanced, whatever the order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.wave_spread import spread_over_months

SITES = st.dictionaries(st.text(min_size=1, max_size=8), st.integers(min_value=1, max_value=5000), max_size=60)
MONTHS = st.integers(min_value=1, max_value=36)


def loads(sites: dict[str, int], spread: dict[str, int], months: int) -> list[int]:
    return [sum(sites[site] for site in spread if spread[site] == month) for month in range(months)]


def test_it_works():
    sites = {"Lyon": 50, "Brest": 30, "Nice": 30, "Lille": 10}

    assert spread_over_months(sites, months=2) == {"Lyon": 0, "Brest": 1, "Nice": 1, "Lille": 0}


@given(sites=SITES, months=MONTHS)
def test_every_site_is_planned_once_in_a_month_of_the_programme(sites, months):
    spread = spread_over_months(sites, months=months)

    assert spread.keys() == sites.keys()
    assert all(0 <= month < months for month in spread.values())


@given(sites=SITES.filter(bool), months=MONTHS)
def test_no_two_months_differ_by_more_than_the_largest_site(sites, months):
    filled = loads(sites, spread_over_months(sites, months=months), months)

    assert max(filled) - min(filled) <= max(sites.values())


@given(sites=SITES, months=MONTHS, data=st.data())
def test_order_of_the_sites_changes_nothing(sites, months, data):
    shuffled = dict(data.draw(st.permutations(list(sites.items()))))

    assert spread_over_months(shuffled, months=months) == spread_over_months(sites, months=months)


def test_few_sites_lie_apart_instead_of_at_the_beginning():
    assert spread_over_months({"A": 3, "B": 2, "C": 1}, months=12) == {"A": 0, "B": 4, "C": 8}


def test_programme_without_a_month_is_refused():
    with pytest.raises(ValueError, match="one month or more"):
        spread_over_months({"A": 1}, months=0)

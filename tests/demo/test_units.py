"""Invented devices: always the same, each once, with numbers that are valid in form."""

from datetime import date

import pytest
from stdnum import imei

from b2b_portal.demo.stories import acme, rosa_parks
from b2b_portal.demo.units import Batch, Kind, invent_units

PHONE = Kind(maker="Apple", model="iPhone 12", category="smartphone", storage_gb=(64, 128), has_imei=True,
             bought_from=date(2021, 2, 1))  # fmt: skip
PLAN = [Batch(kind=PHONE, count=40, sites=("Lyon", "Paris"), cost_centres=("210",), owner="person")]


def test_it_works():
    units = invent_units(PLAN, seed=1, first_number=100)

    assert [unit.number for unit in units] == list(range(100, 140))
    assert {unit.site for unit in units} == {"Lyon", "Paris"}
    assert {(unit.owner, unit.cost_centre) for unit in units} == {("person", "210")}


def test_units_of_the_same_plan_are_the_same():
    assert invent_units(PLAN, seed=1, first_number=100) == invent_units(PLAN, seed=1, first_number=100)


def test_units_have_numbers_of_their_own_that_are_valid_in_form():
    units = invent_units(PLAN, seed=1, first_number=100)

    assert all(imei.is_valid(unit.imei) for unit in units)
    assert len({unit.serial for unit in units}) == len({unit.imei for unit in units}) == 40


def test_units_are_bought_on_working_days():
    assert all(unit.bought_on.weekday() < 5 for unit in invent_units(PLAN, seed=1, first_number=100))


@pytest.mark.parametrize(
    "lists",
    [
        (acme._managed(), acme._desks(), acme._rooms(), acme._newcomers()),
        (rosa_parks._school(), rosa_parks._trolleys()),
    ],
    ids=["acme", "rosa-parks"],
)
def test_units_of_one_organisation_share_no_number(lists):
    units = [unit for units in lists for unit in units]

    assert len({unit.number for unit in units}) == len({unit.serial for unit in units}) == len(units)

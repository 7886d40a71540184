import datetime as dt

import pytest

from catalogue.condition import Lock
from fleet.models import Device
from fleet.models.device import Owner
from fleet.standing import standing_of

TODAY = dt.date(2026, 11, 25)


def device(**values) -> Device:
    return Device(**{"owner": "organisation", "model_id": "apple-iphone-13", **values})


def test_it_works():
    assert str(standing_of(device(), on=TODAY).label) == "Can be offered"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"model_id": None}, "Model to be identified"),
        ({"model_id": None, "lock": "frp"}, "Locked (FRP)"),
        ({"lock": "frp", "owner": "person"}, "Personal: set aside"),
        ({"lock": "none"}, "Can be offered"),
        ({"funding": "e_rate"}, "Not to be sold yet: who paid forbids it"),
        ({"funding": "e_rate", "age_from_on": dt.date(2020, 1, 1)}, "Can be offered"),
        ({"owner": "person", "offer_id": "3d5f9fd0-95e4-4e63-b4ab-2d1c3c1b4b8f"}, "In a buy-back offer"),
    ],
)
def test_fact_that_says_most_comes_first(values, words):
    assert str(standing_of(device(**values), on=TODAY).label) == words


@pytest.mark.parametrize("owner", [owner for owner in Owner if owner != Owner.ORGANISATION])
def test_device_of_another_owner_is_never_offerable(owner):
    assert standing_of(device(owner=owner), on=TODAY).tone == "secondary"


@pytest.mark.parametrize("lock", [lock for lock in Lock if lock != Lock.NONE])
def test_every_lock_is_told(lock):
    assert standing_of(device(lock=lock), on=TODAY).sign == "lock"

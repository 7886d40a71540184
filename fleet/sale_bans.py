"""Devices that who paid for them forbids to sell for some years: E-rate, a grant, or anybody until a year's end."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from fleet.models import Device
from fleet.models.device import Funding

# E-rate: no sale or trade-in for value before five years after installation (47 CFR § 54.513). A grant of which nobody
# said until when it forbids a sale is taken to do so for as long.
YEARS = 5


def _old_enough(on: date) -> date:
    """The last day on which a device may have come into use to be free on another."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return date(on.year - YEARS, on.month, day)


def sale_bans(*, on: date) -> Mapping[str, Q]:
    """The bans that hold on a day, by the code of their reason; a device of unknown age is taken for a young one."""
    young = Q(age_from_on__isnull=True) | Q(age_from_on__gt=_old_enough(on))
    return {
        "e_rate": Q(funding=Funding.E_RATE) & young,
        "grant": Q(funding=Funding.GRANT, restricted_until_year__isnull=True) & young,
        "restricted": Q(restricted_until_year__isnull=False, restricted_until_year__gte=on.year),
    }


def banned(*, on: date) -> Q:
    """Any of these bans."""
    return reduce(or_, sale_bans(on=on).values())


def may_be_sold(device: Device, *, on: date) -> bool:
    """Whether no ban holds for a device at hand; no query."""
    since, until = device.age_from_on, device.restricted_until_year
    if until is not None and until >= on.year:
        return False
    is_young = since is None or since > _old_enough(on)
    waits = device.funding == Funding.E_RATE or (device.funding == Funding.GRANT and until is None)
    return not (waits and is_young)

"""Spreading the sites of a programme over its months, so that each month has about the same number of devices."""

from collections.abc import Mapping
from typing import TypeVar

Site = TypeVar("Site")


def spread_over_months(devices: Mapping[Site, int], *, months: int) -> dict[Site, int]:
    """Return the month (0 for the first) of each site, given how many devices it has.

    The largest sites choose first, each the month with the fewest devices: no two months then differ by more than the
    largest site. Fewer sites than months lie apart instead of all at the beginning. Nothing depends on the order.

    Raises: ValueError, for a programme without a month.
    """
    if months < 1:
        raise ValueError(f"a programme has one month or more, not {months}")
    largest_first = sorted(devices, key=lambda site: (-devices[site], str(site)))
    if len(largest_first) < months:
        return {site: place * months // len(largest_first) for place, site in enumerate(largest_first)}
    loads, found = [0] * months, {}
    for site in largest_first:
        month = loads.index(min(loads))
        found[site] = month
        loads[month] += devices[site]
    return found

"""A selection of devices: some by id, or all that match a filter. The filter is kept, never the ids of a page."""

from collections.abc import Mapping
from typing import Any

from fleet.filters import DeviceFilter
from fleet.models import Device
from fleet.models.device import DeviceQuerySet


class UnreadableSelection(ValueError):
    """The filter names something that does not exist: acting without that part of it would reach too many devices."""


def select_devices(selection: Mapping[str, Any]) -> DeviceQuerySet:
    """The devices of {"devices": [ids]} or {"filter": {name: value or values}}.

    Raises: UnreadableSelection.
    """
    in_fleet = Device.objects.in_fleet()
    if "devices" in selection:
        return in_fleet.filter(pk__in=selection["devices"])
    matching = DeviceFilter(selection["filter"], queryset=in_fleet)
    if not matching.is_valid():
        raise UnreadableSelection(matching.errors.as_json())
    found: DeviceQuerySet = matching.qs
    return found

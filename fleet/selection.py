"""A selection of devices: some by id, or all that match a filter. The filter is kept, never the ids of a page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fleet.filters import DeviceFilter
from fleet.models import Device
from fleet.models.device import DeviceQuerySet
from fleet.table import parameters_of

EXCEPT = "except"  # the rows whose tick was taken away while all that match were selected
MATCHING = "matching"  # the scope of the bulk bar: everything the filter matches, not only the ticked rows


class UnreadableSelection(ValueError):
    """The filter names something that does not exist: acting without that part of it would reach too many devices."""


def selection_of(ticked: QueryDict, *, query: QueryDict) -> dict[str, Any]:
    """The selection that a form of the fleet table stands for; `query` is the filter of the page it stood on.

    Raises: UnreadableSelection, for an id or a filter that cannot be understood.
    """
    if ticked.get("scope") == MATCHING:
        excepted = _ids(ticked, EXCEPT)
        return {**matching(query), EXCEPT: excepted} if excepted else matching(query)
    return {"devices": _ids(ticked, "device")}


def _ids(ticked: QueryDict, name: str) -> list[str]:
    try:
        return [str(UUID(text)) for text in ticked.getlist(name)]
    except ValueError as unreadable:
        raise UnreadableSelection("a device's id is not an id") from unreadable


def matching(query: QueryDict) -> dict[str, Any]:
    """All that the filter of an address matches, as a job keeps it: a list where several values may be ticked.

    Raises: UnreadableSelection.
    """
    devices = DeviceFilter(query)
    if not devices.is_valid():
        raise UnreadableSelection("the filter names something that does not exist")
    fields = devices.form.fields
    several = {name for name, field in fields.items() if getattr(field.widget, "allow_multiple_selected", False)}
    return {
        "filter": {
            name: list(values) if name in several else values[-1]
            for name, values in parameters_of(query).items()
            if name in fields and values
        }
    }


def select_devices(selection: Mapping[str, Any]) -> DeviceQuerySet:
    """The devices of {"devices": [ids]}, or of {"filter": {name: value or values}} but for {"except": [ids]}.

    Raises: UnreadableSelection.
    """
    unsold = Device.objects.unsold()
    if "devices" in selection:
        return unsold.filter(pk__in=selection["devices"])
    matching = DeviceFilter(selection["filter"], queryset=unsold)
    if not matching.is_valid():
        raise UnreadableSelection(matching.errors.as_json())
    found: DeviceQuerySet = matching.qs
    if EXCEPT in selection:
        found = found.exclude(pk__in=selection[EXCEPT])
    return found

"""A file of partner shops (catalogue/data/README.md), read and checked without the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalogue.loading.data_file import Problems, build_row, check_names, check_once, each_object, read_data_file
from catalogue.loading.stock_file import is_day
from catalogue.models import Touchpoint

FORM = "catalogue-touchpoints/1"
_FILE = ("format", "stated_on", "note", "touchpoints")
_TOUCHPOINT = (
    *("slug", "name", "address_line", "postcode", "town", "latitude", "longitude", "services"),
    *("opening_hours_en", "opening_hours_fr", "is_sample"),
)


@dataclass(kw_only=True)
class TouchpointsFile:
    """The rows of a file, not yet saved."""

    stated_on: str
    touchpoints: list[tuple[str, Touchpoint]] = field(default_factory=list)


def read_touchpoints_file(path: Path) -> TouchpointsFile:
    """Read and check a file.

    Raises: FileRefused, with every problem of the file.
    """
    return check_touchpoints(read_data_file(path, form=FORM))


def check_touchpoints(content: Mapping[str, Any]) -> TouchpointsFile:
    """Check what a file holds.

    Raises: FileRefused, with every problem of it.
    """
    problems = Problems()
    check_names(content, _FILE, where="file", problems=problems)
    file = TouchpointsFile(stated_on=str(content.get("stated_on")))
    if not is_day(file.stated_on):
        problems.add("file", "stated_on", "is a day, as in 2026-11-20")
    for where, values in each_object(content, "touchpoints", problems=problems):
        check_names(values, _TOUCHPOINT, where=where, problems=problems)
        fields = _fields(values, where=where, problems=problems)
        file.touchpoints.append((where, build_row(Touchpoint, fields, where=where, problems=problems)))
    check_once(file.touchpoints, "slug", problems=problems)
    problems.refuse_if_any()
    return file


def _fields(values: Mapping[str, Any], *, where: str, problems: Problems) -> dict[str, Any]:
    """The columns of the table: `services` becomes one of them each."""
    services = values.get("services")
    known = set(Touchpoint.Service.values)
    if not isinstance(services, list) or not services or not all(one in known for one in services):
        problems.add(where, "services", f"is a list of one or more of {', '.join(Touchpoint.Service.values)}")
        services = []
    plain = {name: values.get(name, "") for name in _TOUCHPOINT if name != "services"}
    offered = {service.field: service.value in services for service in Touchpoint.Service}
    return {**plain, **offered, "is_sample": values.get("is_sample", False)}

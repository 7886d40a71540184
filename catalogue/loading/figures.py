"""A figure of a models file: its value, and the source and year it comes from."""

import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from catalogue.loading.data_file import Problems, check_names
from catalogue.models import DeviceModel

_FIGURE = ("value", "source", "year")
_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
_PRECISIONS = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), DeviceModel.Precision.DAY, ""),
    (re.compile(r"\d{4}-\d{2}"), DeviceModel.Precision.MONTH, "-01"),
    (re.compile(r"\d{4}"), DeviceModel.Precision.YEAR, "-01-01"),
)


def launch_of(
    model: Mapping[str, Any], *, sources: Mapping[str, str], where: str, problems: Problems
) -> dict[str, Any]:
    """Return the launch fields of a model: `2021`, `2021-09` and `2021-09-24` are as precise as they are written."""
    figure = _figure(model, "launched_on", sources=sources, where=where, problems=problems)
    if not figure:
        return {}
    for pattern, precision, rest in _PRECISIONS:
        if pattern.fullmatch(str(figure["value"])):
            return {
                "launched_on": f"{figure['value']}{rest}",
                "launched_precision": precision,
                "launched_source": figure["source"],
                "launched_source_year": figure["year"],
            }
    problems.add(where, "launched_on", "is written 2021, 2021-09 or 2021-09-24")
    return {}


def support_of(
    model: Mapping[str, Any], *, sources: Mapping[str, str], where: str, problems: Problems
) -> dict[str, Any]:
    """Return until when a model is supported: `2029-06` is the last day of that month."""
    figure = _figure(model, "supported_until_on", sources=sources, where=where, problems=problems)
    if not figure:
        return {}
    found = _MONTH.fullmatch(str(figure["value"]))
    if not found:
        problems.add(where, "supported_until_on", "is written 2029-06")
        return {}
    year, month = int(found[1]), int(found[2])
    return {
        "supported_until_on": f"{figure['value']}-{monthrange(year, month)[1]}",
        "supported_source": figure["source"],
        "supported_source_year": figure["year"],
    }


def weight_of(
    model: Mapping[str, Any], *, sources: Mapping[str, str], where: str, problems: Problems
) -> dict[str, Any]:
    """Return the weight fields of a model, in kg."""
    figure = _figure(model, "weight_kg", sources=sources, where=where, problems=problems)
    if not figure:
        return {}
    return {"weight_kg": figure["value"], "weight_source": figure["source"], "weight_source_year": figure["year"]}


def _figure(
    model: Mapping[str, Any], name: str, *, sources: Mapping[str, str], where: str, problems: Problems
) -> dict[str, Any]:
    figure = model.get(name)
    if figure is None:
        return {}
    if not isinstance(figure, dict) or any(figure.get(part) in (None, "") for part in _FIGURE):
        problems.add(where, name, "needs a value, a source and a year")
        return {}
    check_names(figure, _FIGURE, where=f"{where} {name}", problems=problems)
    return {**figure, "source": named_source(figure["source"], name, sources=sources, where=where, problems=problems)}


def named_source(name: Any, of: str, *, sources: Mapping[str, str], where: str, problems: Problems) -> str:
    """Return the full title of a source that the file declares under a short name."""
    title = sources.get(name) if isinstance(name, str) else None
    if title is None:
        problems.add(where, of, f"{name!r} is not one of the file's sources")
    return title or ""

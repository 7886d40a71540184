"""A device model's facts as texts: what the log of changes says, and what two people's edits are compared by."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from catalogue.models import DeviceModel, ModelChange

Fact = ModelChange.Fact
_WRITTEN: Mapping[str, str] = {
    DeviceModel.Precision.DAY: "%Y-%m-%d",
    DeviceModel.Precision.MONTH: "%Y-%m",
    DeviceModel.Precision.YEAR: "%Y",
}


class Difference(NamedTuple):
    """A fact that is not the same in two states of a model; `subject` as in ModelChange."""

    fact: Fact
    before: str
    after: str
    subject: str = ""


# The columns that a fact is kept in.
COLUMNS: Mapping[Fact, tuple[str, ...]] = {
    Fact.NAME: ("name",),
    Fact.CATEGORY: ("category",),
    Fact.LAUNCH: ("launched_on", "launched_precision", "launched_source", "launched_source_year"),
    Fact.SUPPORT: ("supported_until_on", "supported_source", "supported_source_year"),
    Fact.WEIGHT: ("weight_kg", "weight_source", "weight_source_year"),
    Fact.IN_USE: ("is_active",),
}


def written_launch(model: DeviceModel) -> str:
    """As precise as it is known: 2021, 2021-09 or 2021-09-24."""
    return f"{model.launched_on:{_WRITTEN[model.launched_precision]}}" if model.launched_on else ""


def read_launch(text: str) -> tuple[date, str]:
    """Return the first day of what is written as 2021, 2021-09 or 2021-09-24, and how precise it is.

    Raises: ValueError.
    """
    for precision, form in _WRITTEN.items():
        try:
            return datetime.strptime(text, form).date(), precision  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ValueError(text)


def facts_of(model: DeviceModel) -> dict[str, str]:
    """Return each fact's text; a figure with its source and year, empty where nothing is known."""
    until = f"{model.supported_until_on:%Y-%m-%d}" if model.supported_until_on else ""
    weight = f"{model.weight_kg.normalize():f} kg" if model.weight_kg else ""
    return {
        Fact.NAME.value: model.name,
        Fact.CATEGORY.value: model.category_id,
        Fact.LAUNCH.value: _sourced(written_launch(model), model.launched_source, model.launched_source_year),
        Fact.SUPPORT.value: _sourced(until, model.supported_source, model.supported_source_year),
        Fact.WEIGHT.value: _sourced(weight, model.weight_source, model.weight_source_year),
        Fact.IN_USE.value: "yes" if model.is_active else "no",
    }


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Return what is not the same, in the order of the facts."""
    return [
        Difference(fact, before.get(fact, ""), after.get(fact, ""))
        for fact in COLUMNS
        if before.get(fact, "") != after.get(fact, "")
    ]


def _sourced(value: str, source: str, year: int | None) -> str:
    return f"{value} ({source}, {year})" if value else ""

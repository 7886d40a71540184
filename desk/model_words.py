"""A device model in the reader's words: its launch as precise as it is known, and each row of its log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from b2b_portal.lib.templatetags.formats import day
from catalogue.model_facts import Difference
from catalogue.models import Category, DeviceModel, IdentificationKey, ModelChange

_Fact = ModelChange.Fact


@dataclass(frozen=True, kw_only=True)
class ShownChange:
    """A row of the log: what, from what to what, by whom and when (neither for what is only compared)."""

    what: str
    before: str
    after: str
    by: str = ""
    at: datetime | None = None


def shown_launch(model: DeviceModel) -> str:
    """The year, the month or the day, whichever is known."""
    if model.launched_on is None:
        return ""
    if model.launched_precision == DeviceModel.Precision.DAY:
        return day(model.launched_on)
    form = "F Y" if model.launched_precision == DeviceModel.Precision.MONTH else "Y"
    return date_format(model.launched_on, form)


def shown_differences(found: Iterable[Difference]) -> list[ShownChange]:
    """What is not the same in two states of a model."""
    names = _category_names()
    return [_shown(*each, names=names) for each in found]


def shown_log(model: DeviceModel, *, most: int) -> list[ShownChange]:
    """The last changes that people made, the latest first; two queries."""
    names = _category_names()
    rows = ModelChange.objects.filter(model=model).latest_first()[:most]
    return [
        replace(_shown(row.fact, row.before, row.after, row.subject, names=names), by=row.by_name, at=row.at)
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """A row of a workbook: the model, and what it would change of it."""

    label: str
    is_new: bool
    changes: list[ShownChange]


def shown_rows(changes: Iterable[tuple[str, bool, str, str, str]]) -> list[ShownRow]:
    """What a workbook changes, by model, in its order; one query."""
    names = _category_names()
    return [
        ShownRow(label=label, is_new=is_new, changes=[_shown(*change[2:], "", names=names) for change in found])
        for (label, is_new), found in groupby(changes, key=lambda change: (change[0], change[1]))
    ]


def _shown(fact: str, before: str, after: str, subject: str, *, names: Mapping[str, str]) -> ShownChange:
    what, words = str(_Fact(fact).label), dict[str, str]()
    if fact == _Fact.KEY:
        what = str(IdentificationKey.Kind(subject.partition(":")[0]).label)
    if fact == _Fact.IN_USE:
        words = {"yes": _("Yes"), "no": _("No")}
    if fact == _Fact.CATEGORY:
        words = dict(names)
    return ShownChange(what=what, before=words.get(before, before), after=words.get(after, after))


def _category_names() -> dict[str, str]:
    return {category.slug: category.name for category in Category.objects.order_by("slug")}

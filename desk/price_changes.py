"""The changes of a price book as the desk shows them: what each row is about, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.models import Category
from catalogue.models.price_rows import EVERY_CATEGORY, PRICE_ROWS
from catalogue.price_difference import Change, KindOfChanges
from catalogue.price_words import ANY, EVERY, column_words, fields_of, sheet_words

WHAT: dict[str, tuple[str | Promise, str]] = {
    "new": (pgettext_lazy("a row of prices", "New"), "blue"),
    "gone": (pgettext_lazy("a row of prices", "Gone"), "red"),
    "rises": (pgettext_lazy("a row of prices", "Rises"), "green"),
    "falls": (pgettext_lazy("a row of prices", "Falls"), "orange"),
    "other": (_("Other reason"), "secondary"),
}

_FIGURES = {
    "storage_gb": _("%(figure)s GB"),
    "up_to_age_months": _("up to %(figure)s months"),
    "below_percent": _("below %(figure)s %%"),
    "min_units": _("from %(figure)s devices"),
}


@dataclass(frozen=True, kw_only=True)
class ShownChange:
    """A change with its words."""

    change: Change
    sheet: str
    label: str
    what: str | Promise
    tone: str


@dataclass(frozen=True, kw_only=True)
class ShownKind:
    kind: KindOfChanges
    sheet: str


def shown_kinds(kinds: Sequence[KindOfChanges]) -> list[ShownKind]:
    """Give the kinds their names."""
    return [ShownKind(kind=kind, sheet=str(sheet_words(kind.kind))) for kind in kinds]


def shown_changes(changes: Sequence[Change]) -> list[ShownChange]:
    """Give the changes their words; one query for the names of the categories."""
    categories = {category.slug: category.name for category in Category.objects.all()}
    return [
        ShownChange(
            change=change,
            sheet=str(sheet_words(change.kind)),
            label=_label_of(change, categories),
            what=WHAT[change.what][0],
            tone=WHAT[change.what][1],
        )
        for change in changes
    ]


def _label_of(change: Change, categories: dict[str, str]) -> str:
    fields = {field.attname: field for field in fields_of(PRICE_ROWS[change.kind])}
    told = [_told(fields[name], value, categories) for name, value in change.about.items() if name != "model_id"]
    return " · ".join(filter(None, [change.model_label, *told]))


def _told(field: Any, value: Any, categories: dict[str, str]) -> str:
    if field.name == "category":
        return str(EVERY) if value == EVERY_CATEGORY else categories.get(value, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if value is not None and field.name in _FIGURES:
        return str(_FIGURES[field.name]) % {"figure": value}
    return f"{column_words(field.name)} {ANY if value is None else value}"

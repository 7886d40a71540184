"""The form that asks what the columns of a file are: one choice per column, with cells of it beside."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fleet.evidence import sureness
from fleet.intake.certainty import is_guess
from fleet.intake.choices import ChosenTwice, with_choices
from fleet.intake.fields import FIELDS
from fleet.intake.mapping import MappedColumn, Mapping, Source
from fleet.models import Upload

_HOW: dict[Source, str | Promise] = {
    Source.REMEMBERED: gettext_lazy("As you said last time"),
    Source.ALIAS: gettext_lazy("The word has several meanings"),
    Source.FUZZY: gettext_lazy("The name resembles one we know"),
    Source.CONTENT: gettext_lazy("The cells look like it"),
    Source.CHOSEN: gettext_lazy("You said so"),
}


@dataclass(frozen=True, kw_only=True)
class AskedColumn:
    """One column as it is asked: its name in the file, cells of it, the control, how it was matched."""

    header: str
    samples: list[str]
    control: BoundField
    how: str | Promise
    is_guess: bool


class ColumnsForm(forms.Form):
    """A choice per column that is not personal; `column-3` is the fourth column of the file."""

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = Mapping.from_json(upload.mapping)
        self._samples = upload.samples or _samples_of_rows(upload, self.mapping)
        choices = [("", _("Not used")), *((name, _(field.label)) for name, field in FIELDS.items())]
        for column in self._asked():
            self.fields[_name(column)] = forms.ChoiceField(
                label=_("What “%(column)s” is") % {"column": column.header or _("column %d") % (column.index + 1)},
                choices=choices,
                initial=column.field,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Say beside each control when two columns were given the same field."""
        cleaned = super().clean() or {}
        try:
            with_choices(self.mapping, self.choices)
        except ChosenTwice as twice:
            for column in self._asked():
                others = [header for header in twice.headers.get(cleaned[_name(column)], []) if header != column.header]
                if cleaned[_name(column)] in twice.headers:
                    self.add_error(_name(column), _taken_by(others))
        return cleaned

    @property
    def choices(self) -> dict[int, str]:
        """The field chosen for each column by its index, empty for "not used"."""
        return {column.index: self.cleaned_data.get(_name(column), "") for column in self._asked()}

    @property
    def columns(self) -> list[AskedColumn]:
        """Every column that may be used: guesses first, then those in use, then the others."""
        asked = [self._ask(column) for column in self._asked()]
        used = {column.header for column in self.mapping.columns if column.field}
        return sorted(asked, key=lambda one: (not one.control.errors, not one.is_guess, one.header not in used))

    @property
    def personal_headers(self) -> list[str]:
        """Columns that are never kept, whatever they hold."""
        return [column.header for column in self.mapping.columns if column.source is Source.DROPPED]

    @property
    def names_models(self) -> bool:
        return not self.mapping.fields.keys().isdisjoint(("model", "model_code"))

    def _asked(self) -> Iterator[MappedColumn]:
        return (column for column in self.mapping.columns if column.source is not Source.DROPPED)

    def _ask(self, column: MappedColumn) -> AskedColumn:
        sure = sureness(Decimal(column.confidence)) if column.field else ""
        asked_why = is_guess(column) or column.source is not Source.ALIAS
        how = _HOW.get(column.source, sure) if column.field and asked_why else sure
        return AskedColumn(
            header=column.header,
            samples=self._samples[column.index],
            control=self[_name(column)],
            how=how,
            is_guess=is_guess(column),
        )


def _name(column: MappedColumn) -> str:
    return f"column-{column.index}"


def _taken_by(others: list[str]) -> str:
    if not others:  # two columns of one name
        return _("Another column of the same name is this already: choose one of them.")
    return _("“%(column)s” is this already: choose one of them.") % {"column": others[0]}


def _samples_of_rows(upload: Upload, mapping: Mapping) -> list[list[str]]:
    """Cells of the columns in use, out of the checked rows: those of the others were not kept."""
    first = list(upload.rows.in_file_order().values_list("raw", flat=True)[:3])
    return [
        [text for raw in first if (text := raw.get(column.header, ""))] if column.field else []
        for column in mapping.columns
    ]

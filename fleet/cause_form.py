"""The form that asks for all rows of one cause at once: an answer per text, or an order of day and month per column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fleet.causes import MOST, ORDERS, CauseText, meanings_of, read_both_ways
from fleet.intake.answers import Answer
from fleet.intake.columns import fold_header
from fleet.intake.group_fixes import FIXES, MEANINGS, Fix, accepts
from fleet.models import RememberedWord

_SIZES = {
    "storage_unreadable": (16, 32, 64, 128, 256, 512, 1024, 2048),
    "ram_unreadable": (2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128),
}
_PLACEHOLDERS = {
    "battery_unreadable": "87",
    "date_unreadable": "2024-12-31",
    "purchase_amount_unreadable": "499.00",
    "year_unreadable": "2028",
}
_NOT_READABLE = {
    "battery_unreadable": gettext_lazy("Write the health in percent, from 0 to 100."),
    "date_unreadable": gettext_lazy("Write the date as 2024-12-31."),
    "purchase_amount_unreadable": gettext_lazy("Write the price as 499.00."),
    "year_unreadable": gettext_lazy("Write the year as 2028."),
}


@dataclass(frozen=True)
class AskedText:
    """One text with the control for its answer; `is_remembered` says that the answer was given for an earlier file."""

    text: CauseText
    control: BoundField
    is_remembered: bool


class CauseForm(forms.Form):
    """`text-0` is the answer for the most frequent text; a text without one stays as it is."""

    def __init__(self, *args: Any, code: str, texts: Sequence[CauseText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._code = code
        self._texts = _one_per_column(texts) if FIXES[code] is Fix.ORDER else texts[:MOST]
        self.more = len(texts) - len(texts[:MOST]) if FIXES[code] is Fix.SAY else 0
        known = RememberedWord.objects.as_meanings(code) if code in MEANINGS else {}
        self._remembered = {place: known.get(fold_header(text.value), "") for place, text in enumerate(self._texts)}
        for place, text in enumerate(self._texts):
            self.fields[f"text-{place}"] = self._field(text, self._remembered[place])
        if FIXES[code] is Fix.SAY:
            self.fields["rest"] = forms.BooleanField(
                label=_("Leave the others of this list empty, and stop mentioning them"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what the rows cannot be read with, beside its control; and a form that says nothing."""
        cleaned = super().clean() or {}
        for name in (f"text-{place}" for place in range(len(self._texts))):
            if cleaned.get(name) and not accepts(self._code, cleaned[name]):
                self.add_error(name, str(_NOT_READABLE[self._code]))
        if not self.errors and not self.answers:
            raise forms.ValidationError(_("Answer for one of the texts at least."))
        return cleaned

    @property
    def answers(self) -> list[Answer]:
        """What was said, by column and text."""
        said = [(text, self.cleaned_data.get(f"text-{place}", "")) for place, text in enumerate(self._texts)]
        return [
            Answer(
                code=self._code,
                column=text.column,
                value="" if FIXES[self._code] is Fix.ORDER else text.value,
                text=answer,
            )
            for text, answer in said
            if answer or self.cleaned_data.get("rest")
        ]

    @property
    def asked(self) -> Iterator[AskedText]:
        """The texts with their controls, as they are shown."""
        for place, text in enumerate(self._texts):
            yield AskedText(text, self[f"text-{place}"], bool(self._remembered[place]))

    def _field(self, text: CauseText, remembered: str) -> forms.Field:
        label = _("What “%(text)s” stands for") % {"text": text.value or _("other words")}
        if FIXES[self._code] is Fix.ORDER:
            return forms.ChoiceField(label=text.column, choices=_orders(text), widget=forms.RadioSelect)
        if choices := self._choices():
            choices = [("", _("Not answered")), *choices]
            return forms.ChoiceField(label=label, choices=choices, initial=remembered, required=False)
        attrs = {"placeholder": _PLACEHOLDERS[self._code], "autocomplete": "off"}
        return forms.CharField(label=label, max_length=40, required=False, widget=forms.TextInput(attrs=attrs))

    def _choices(self) -> list[tuple[str, str | Promise]]:
        if self._code in MEANINGS:
            return meanings_of(self._code)
        return [(f"{size} GB", _("%(size)d GB") % {"size": size}) for size in _SIZES.get(self._code, ())]


def _one_per_column(texts: Sequence[CauseText]) -> list[CauseText]:
    """For each column the most frequent date stands for the others, with the rows of all."""
    first: dict[str, CauseText] = {}
    for text in texts:
        known = first.get(text.column)
        rows = text.rows + (known.rows if known else 0)
        shown = known or text
        first[text.column] = CauseText(text.column, shown.value, rows, shown.first_row)
    return list(first.values())


def _orders(text: CauseText) -> list[tuple[str, str]]:
    told = read_both_ways(text.value)
    words = _("%(order)s: %(text)s is %(date)s")
    return [
        (order, words % {"order": label, "text": text.value, "date": told.get(order, "–")})
        for order, label in ORDERS.items()
    ]

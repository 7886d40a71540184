"""What is asked of a programme: when it begins and how long it takes, and where a wave goes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.templatetags.formats import month
from quotes.models import Wave
from quotes.models.programme import MOST_MONTHS
from quotes.pricing.waiting import months_after

BEGINS_WITHIN = 24  # months
MOVES_AHEAD = 6  # months from this one on, also once the programme should be over


class ProgrammeForm(forms.Form):
    """Its title, its first month, and over how many months the sites are spread."""

    title = forms.CharField(label=_("Title"), help_text=_("As you call it, e.g. Laptops 2027."), max_length=120)
    first_month_on = forms.TypedChoiceField(
        label=_("First month"),
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": _("Choose a month that is not over, within two years.")},
    )
    months = forms.IntegerField(
        label=_("Number of months"),
        help_text=_("The sites are spread over them, so that each month has about the same number of devices."),
        min_value=1,
        max_value=MOST_MONTHS,
        initial=12,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = today.replace(day=1)
        months = _named(months_after(first, n) for n in range(BEGINS_WITHIN))
        self.fields["first_month_on"].choices = months  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """The month in which a wave leaves."""

    month_on = forms.TypedChoiceField(
        label=_("Month"),
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": _("Choose one of the months that are not over.")},
    )

    def __init__(self, data: Any = None, *, wave: Wave, today: date) -> None:
        super().__init__(data, initial={"month_on": wave.month_on.isoformat()})
        months = _named(sorted({wave.month_on, *months_open(wave, today=today)}))
        self.fields["month_on"].choices = months  # type: ignore[attr-defined]


def months_open(wave: Wave, *, today: date) -> list[date]:
    """The months of the programme that are not over, and in any case half a year ahead."""
    this, first = today.replace(day=1), wave.programme.first_month_on
    begins = max(this, first)
    ends = max(months_after(first, wave.programme.months - 1), months_after(begins, MOVES_AHEAD - 1))
    span = (ends.year - begins.year) * 12 + ends.month - begins.month
    return [months_after(begins, n) for n in range(span + 1)]


def _named(months: Iterable[date]) -> list[tuple[str, str]]:
    return [(day.isoformat(), month(day)) for day in months]

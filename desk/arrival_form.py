"""What is asked when devices have arrived, or are given more time."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from quotes.arrived_devices import Chosen, all_missing, numbered, numbers_in, ticked
from quotes.models import Arrival

ALL, TICKED, PASTED = "all", "ticked", "pasted"
LONGEST = 500_000  # characters: some 20,000 numbers


class LinesField(forms.TypedMultipleChoiceField):
    """Ids of lines; whether the sale has them is for the database to say."""

    def valid_value(self, value: Any) -> bool:
        """Whether it may be an id."""
        try:
            UUID(value)
        except ValueError:
            return False
        return True


class ArrivedForm(forms.Form):
    """The day, and which of the missing devices came on it; the lines are ticked in the list of them."""

    arrived_on = forms.DateField(label=_("Arrived on"), widget=DayInput)
    which = forms.ChoiceField(
        label=_("Which devices?"),
        choices=[
            (PASTED, _("Those whose numbers are below")),
            (TICKED, _("Those ticked in the list of missing devices")),
            (ALL, _("Everything that is missing")),
        ],
        widget=forms.RadioSelect,
    )
    numbers = forms.CharField(
        label=_("Serial numbers, IMEIs or asset tags"),
        help_text=_("One a line, as the scanner writes them. What is pasted twice counts once."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    line = LinesField(coerce=UUID, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"arrived_on": today, "which": PASTED})

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError, when nothing was ticked or pasted."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("which") == TICKED and not said.get("line"):
            self.add_error("which", ValidationError(_("Tick at least one of the missing devices.")))
        if said.get("which") == PASTED and not numbers_in(said.get("numbers", "")):
            self.add_error("numbers", ValidationError(_("Paste at least one number.")))
        return said

    def chosen(self, arrival: Arrival) -> Chosen:
        """The devices that are meant."""
        said = self.cleaned_data
        if said["which"] == PASTED:
            return numbered(arrival, numbers_in(said["numbers"]))
        return ticked(arrival, said["line"]) if said["which"] == TICKED else all_missing(arrival)


class MoreTimeForm(forms.Form):
    """Until when the devices may arrive and count as agreed, and why."""

    arrive_by_on = forms.DateField(label=_("New latest day of arrival"), widget=DayInput)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The customer reads this in an e-mail and in the history of the offer."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )

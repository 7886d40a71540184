"""What the desk is asked before it takes a quote back, ships or delivers."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The customer reads this in the history of the quote."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class ExtendForm(forms.Form):
    """Until when the prices of an offer hold, and why."""

    valid_until_on = forms.DateField(label=_("New last day"), widget=DayInput)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The customer reads this in an e-mail and in the history of the offer."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class ShipForm(forms.Form):
    """Where the parcel can be followed."""

    tracking = forms.CharField(
        label=_("Tracking number or link"), help_text=_("The customer sees it."), max_length=200, required=False
    )


class DeliverForm(forms.Form):
    """The day on which everything was there."""

    delivered_on = forms.DateField(
        label=_("Delivered on"),
        help_text=_("The invoice and the impact report are made from this day."),
        widget=DayInput,
    )

    def __init__(self, *args: Any, placed_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placed_on, self.today = placed_on, today

    def clean_delivered_on(self) -> date:
        """Raises: ValidationError, for a day to come or before the order."""
        day: date = self.cleaned_data["delivered_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet."))
        if day < self.placed_on:
            raise ValidationError(_("This is before the order was placed."))
        return day

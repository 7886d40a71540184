"""What a member is asked before an offer or a quote is answered."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from records.kept_files import ACCEPTED


class AcceptOfferForm(forms.Form):
    """The total the person saw when he accepted."""

    seen_total = forms.DecimalField(max_digits=14, decimal_places=2, widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("One sentence helps us to come back with something better."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class RefuseSaleForm(forms.Form):
    """Why a second person says no."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Who asked for the sale reads this."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class OwnNoteForm(forms.Form):
    """A note for colleagues, the amount they should hold out for, or both."""

    text = forms.CharField(
        label=_("Note for your colleagues"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    expected_amount = forms.DecimalField(
        label=_("Amount you expect"), required=False, min_value=0, max_digits=14, decimal_places=2, localize=True
    )

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError, when nothing is said."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["text"] and cleaned["expected_amount"] is None:
            raise ValidationError(_("Write a note, an amount, or both."))
        return cleaned


class AcceptanceRuleForm(forms.Form):
    """From which amount on a sale needs a second person."""

    above = forms.DecimalField(
        label=_("Sales above this amount need a second person"),
        help_text=_("Leave it empty where one person is enough."),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        localize=True,
    )


def _decision_file(*, required: bool) -> forms.FileField:
    return forms.FileField(
        label=_("The decision itself"),
        help_text=_("PDF, JPEG or PNG, at most 20 MB. It is kept with the offer, where both sides read it."),
        required=required,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose the file of the decision."),
            "empty": _("This file is empty. Scan the decision again and upload that file."),
        },
    )


class DecisionFileForm(forms.Form):
    """The council's decision, once its minutes are there."""

    file = _decision_file(required=True)


class CouncilDecisionForm(forms.Form):
    """The decision to sell, as the public body took it."""

    reference = forms.CharField(
        label=_("Reference of the decision"),
        help_text=_("As it stands in the minutes, e.g. CA 2026-41."),
        max_length=100,
    )
    decided_on = forms.DateField(label=_("Decided on"), widget=DayInput)
    file = _decision_file(required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_decided_on(self) -> date:
        """Raises: ValidationError, for a day that has not come yet."""
        day: date = self.cleaned_data["decided_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet: record the decision once it has been taken."))
        return day


class AcceptQuoteForm(forms.Form):
    """The order number, and what the buyer declares with it."""

    po_number = forms.CharField(
        label=_("Your purchase order number"),
        help_text=_("We print it on the order confirmation and on the invoice."),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    attests_new_alternative = forms.BooleanField(
        label=_("Without these devices we would have bought new ones"),
        help_text=_("Your impact report then counts the new devices that were not made."),
        required=False,
    )
    agreed = forms.BooleanField(
        label=_("I accept this quote in the name of my organisation"),
        error_messages={"required": _("Tick this box to accept the quote.")},
    )

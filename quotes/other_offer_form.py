"""What is asked of an offer that a public body has got from somebody else."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from quotes.actions.other_offers import Offered
from records.kept_files import ACCEPTED


class OtherOfferForm(forms.Form):
    """Who offers how much, since when, and his paper where there is one."""

    says_optional_once = True
    buyer = forms.CharField(label=_("Buyer"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    offered_on = forms.DateField(label=_("Date of the offer"), widget=DayInput)
    amount = forms.DecimalField(
        label=_("Amount for the devices to sell"),
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        localize=True,
        error_messages={"min_value": _("An offer is more than 0.")},
    )
    other_file = forms.FileField(
        label=_("The offer itself"),
        help_text=_("PDF, JPEG or PNG, at most 20 MB. Only members of your organisation read it."),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("This file is empty. Export or scan the offer again and upload that file.")},
    )

    def __init__(self, *args: Any, today: date, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["amount"].help_text = _("In %(currency)s, as in ours.") % {"currency": currency}

    def clean_offered_on(self) -> date:
        """Raises: ValidationError, for a day that has not come yet."""
        day: date = self.cleaned_data["offered_on"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet: give the date that stands on the offer."))
        return day

    @property
    def offered(self) -> Offered:
        """What was said."""
        said = self.cleaned_data
        return Offered(
            buyer=said["buyer"], offered_on=said["offered_on"], amount=said["amount"], file=said["other_file"]
        )

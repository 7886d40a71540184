"""What is asked when a price is set by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.human_numbers import AmountField
from quotes.actions.hand_prices import REASON_WORDS, HandPriced


class HandPriceForm(forms.Form):
    """The price of each device, why, and which version of the offer was read."""

    amount = AmountField(label=_("Price of each device"))
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Read at the desk only: the customer reads that you have set the price."),
        choices=[("", _("Choose a reason")), *REASON_WORDS.items()],
    )
    note = forms.CharField(label=_("Note for the desk"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].currency = currency  # type: ignore[attr-defined]  # an AmountField's

    @property
    def asked(self) -> HandPriced:
        """What was asked for."""
        said = self.cleaned_data
        return HandPriced(amount=said["amount"], reason=said["reason"], note=said["note"])

"""What a member says of devices that are donated or sold to staff."""

import re
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _
from stdnum.fr import siren, siret

from quotes.models import DonationRecipient, StaffSale
from quotes.outcomes import Outcomes

_RNA = re.compile(r"W\d{9}", re.ASCII)  # the national register of associations: no check digit


class RecipientForm(forms.ModelForm[DonationRecipient]):
    """Who receives the donated devices; a number is checked when it is given."""

    registration = forms.CharField(  # longer than it is kept: with spaces
        label=_("SIREN, SIRET or RNA number"),
        help_text=_("Leave it empty when it has none."),
        required=False,
        max_length=30,
    )

    class Meta:
        model = DonationRecipient
        fields = ("name", "kind", "registration", "address_line", "postcode", "city")
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "address_line": _("Street and number"),
            "postcode": _("Postcode"),
            "city": _("Town"),
        }

    def clean_registration(self) -> str:
        """Without spaces. Raises: ValidationError, for what is neither number."""
        number = re.sub(r"[\s.-]", "", self.cleaned_data["registration"]).upper()
        if number and not (siren.is_valid(number) or siret.is_valid(number) or _RNA.fullmatch(number)):
            raise ValidationError(
                _("This is no SIREN (9 digits), SIRET (14 digits) or RNA number (W and 9 digits): check the digits.")
            )
        return number


class StaffPriceForm(forms.Form):
    """What staff pay, in per cent of our price."""

    percent = forms.DecimalField(
        label=_("Price for staff, in % of our price"),
        help_text=_("100 is what we would pay you for the same device."),
        min_value=1,
        max_value=StaffSale.MOST_PERCENT,
        max_digits=4,
        decimal_places=1,
        localize=True,
    )


def asked_forms(outcomes: Outcomes) -> Mapping[str, forms.BaseForm]:
    """Both forms as they stand; who received the last donation is proposed for the next one."""
    last = outcomes.recipient
    if outcomes.donated and last is None:
        last = DonationRecipient.objects.order_by("-said_at").first()
    percent = outcomes.staff_sale.percent if outcomes.staff_sale else None
    return {
        "recipient_form": RecipientForm(initial=model_to_dict(last) if last else None),
        "staff_form": StaffPriceForm(initial={"percent": percent}),
    }

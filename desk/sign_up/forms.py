"""The two answers to a request for an account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.models import Organisation


class ApproveForm(forms.Form):
    slug = forms.CharField(
        label=_("Address of the portal"),
        max_length=40,
        help_text=_("Lower-case letters, digits and hyphens. It stands in every link, so it stays."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        validators=Organisation._meta.get_field("slug").validators,
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        help_text=_("The person reads it in the e-mail, in these words. Write it in the language of the request."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

"""The address of a portal, as people type or paste it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tenants.models.organisation import slug_validator


class PortalAddressForm(forms.Form):
    portal = forms.CharField(
        label=_("Address of your portal"),
        max_length=200,
        help_text=_("Its first word, as in the e-mail that welcomed you. You may also paste the whole address."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_portal(self) -> str:
        """The portal's label: `acme` of `https://acme.example.org/fleet/`."""
        typed = self.cleaned_data["portal"].strip().lower()
        host = typed.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0]
        label: str = host.removesuffix(f".{settings.PORTAL_DOMAIN}")
        try:
            slug_validator(label)
        except ValidationError as error:
            raise ValidationError(
                _("This is not the address of a portal: it has only letters, digits and hyphens.")
            ) from error
        return label

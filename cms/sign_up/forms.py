"""The request for an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.sign_up.countries import country_choices
from tenants.models import Organisation, SignUpRequest


class SignUpForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """What we need to answer. `website` is for robots: nobody sees it, so whoever fills it in is none of us."""

    kind = forms.ChoiceField(label=_("You are"), choices=Organisation.Kind.choices, widget=forms.RadioSelect)
    country = forms.ChoiceField(label=_("Country"), initial="FR", choices=country_choices)
    website = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = SignUpRequest
        fields = ["organisation_name", "kind", "country", "full_name", "email", "message"]
        labels = {
            "organisation_name": _("Name of the organisation"),
            "full_name": _("Your name"),
            "email": _("Your e-mail address at work"),
            "message": _("What do you plan?"),
        }
        help_texts = {
            "message": _("For example: how many devices, which kinds, when. It helps us to answer with figures."),
        }
        widgets = {
            "organisation_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "message": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs.update({"tabindex": "-1", "autocomplete": "off"})

    @property
    def is_from_a_robot(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.cleaned_data.get("website"))

    @property
    def answers(self) -> dict[str, str]:
        """The cleaned values, by the names of `request_sign_up`."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def validate_unique(self) -> None:
        """The same request again is not an error: the person is thanked, and it stays one."""

    def validate_constraints(self) -> None:
        """As with `validate_unique`; the other constraints are about the decision."""

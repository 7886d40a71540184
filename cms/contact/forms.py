"""The form for a message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.contact.message import ContactMessage


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in its stubs only
    """`website` is for robots, as in the request for an account: nobody sees it."""

    website = forms.CharField(required=False, label=_("Leave this empty"))

    class Meta:
        model = ContactMessage
        fields = ["subject", "full_name", "email", "organisation_name", "message"]
        labels = {
            "subject": _("What is it about?"),
            "full_name": _("Your name"),
            "email": _("Your e-mail address"),
            "organisation_name": _("Your organisation"),
            "message": _("Your message"),
        }
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "organisation_name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "message": forms.Textarea(attrs={"rows": 6}),
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
        """The cleaned values, by the names of `receive_message`."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def validate_unique(self) -> None:
        """The same message again is not an error: the person is thanked, and it stays one."""

    def validate_constraints(self) -> None:
        """As with `validate_unique`; the other constraint is about who dealt with it."""

"""The form that gives a view of the fleet table its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fleet.models.saved_view import LONGEST_NAME


class SavedViewForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("It becomes a link above the table. “To renew in spring” says more than “View 2”."),
        error_messages={"required": _("Give the view a name.")},
    )
    is_shared = forms.BooleanField(label=_("Show it to everybody of your organisation"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    @property
    def is_to_be_shared(self) -> bool:
        return bool(self.cleaned_data.get("is_shared"))

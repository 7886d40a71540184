"""The form that says what many devices have in common from now on; what stays empty stays as it is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.templatetags.formats import NOTHING
from catalogue.condition import Grade, Lock
from fleet.bulk_change import CHANGEABLE
from fleet.filters import OWNERS_IN_FLEET
from fleet.models import Site
from fleet.models.device import Funding

LEAVE = ("", _("Leave as it is"))
UNSTATED = "-"
_NO_SITE, _NOT_STATED = (UNSTATED, _("No site")), (UNSTATED, _("Not stated"))


class BulkChangeForm(forms.Form):
    site = forms.ChoiceField(label=_("Site"), required=False)
    cost_centre = forms.CharField(
        label=_("Cost centre"),
        required=False,
        max_length=100,
        help_text=_("Left empty, each device keeps its own."),
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False, choices=[LEAVE, *OWNERS_IN_FLEET])
    funding = forms.ChoiceField(label=_("Paid for by"), required=False, choices=[LEAVE, _NOT_STATED, *Funding.choices])
    grant_name = forms.CharField(
        label=_("Grant"), required=False, max_length=200, help_text=_("Left empty, each device keeps its own.")
    )
    restricted_until_year = forms.IntegerField(
        label=_("Not to be sold until the end of"),
        required=False,
        min_value=2000,
        max_value=2099,
        help_text=_("The last year in which who paid forbids a sale. Left empty, each device keeps its own."),
    )
    grade = forms.ChoiceField(label=_("Grade"), required=False, choices=[LEAVE, _NOT_STATED, *Grade.choices])
    lock = forms.ChoiceField(label=_("Lock"), required=False, choices=[LEAVE, _NOT_STATED, *Lock.choices])
    gone = forms.ChoiceField(
        label=_("Still there?"),
        required=False,
        choices=[LEAVE, ("yes", _("Gone")), (UNSTATED, _("Still there"))],
        help_text=_("What is gone is neither counted nor offered. A list that names it brings it back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = [(site.id, site.indented) for site in Site.objects.as_tree()]
        self.fields["site"].choices = [LEAVE, _NO_SITE, *sites]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Say what is to change: everything is left as it is."))
        return cleaned

    @property
    def values(self) -> dict[str, str | None]:
        """What is to change, by the names of CHANGEABLE; None for no site."""
        given = {name: self.cleaned_data[name] for name in CHANGEABLE if self.cleaned_data[name]}
        nothing = {"site": None}
        return {name: nothing.get(name, "") if value == UNSTATED else str(value) for name, value in given.items()}


def told(values: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """What a change says, as its form would: label and words."""
    form = BulkChangeForm()
    shown = []
    for name, value in values.items():
        field = form.fields[name]
        words = {str(choice): str(label) for choice, label in getattr(field, "choices", ())}
        shown.append((str(field.label), words.get(value or UNSTATED, value or NOTHING)))
    return shown

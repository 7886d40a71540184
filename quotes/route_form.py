"""The form of the routes: a line of text for each, with what may be looked at where there is a proposal."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quotes.models import OfferLine
from quotes.routes import ROUTES
from quotes.states import LineDecision


class RouteForm(forms.Form):
    says_optional_once = True

    def __init__(self, *args: Any, proposals: Mapping[LineDecision, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for route in ROUTES:
            self.fields[route] = forms.CharField(
                label=OfferLine.Decision(route).label,
                required=False,
                max_length=500,
                help_text=_("Proposed, please check: %(reference)s") % {"reference": proposals[route]}
                if route in proposals
                else "",
                widget=forms.TextInput({"autocomplete": "off"}),
            )
        self.fields[ROUTES[0]].help_text = _("For example the article of your code, or the standing delegation.")

    @property
    def given(self) -> Mapping[str, str]:
        """The references by route; '' for none."""
        return {route: self.cleaned_data[route] for route in ROUTES}

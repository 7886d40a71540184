"""What is asked when a price is agreed with a customer."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.day_input import DayInput
from catalogue.models import Category
from desk.wanted_form import ModelField
from quotes.actions.agreements import Promise
from quotes.models.price_agreement import MOST_PERCENT


def _kinds() -> list[tuple[str, str]]:
    kinds = sorted(((one.slug, str(one)) for one in Category.objects.order_by("slug")), key=lambda kind: kind[1])
    return [("", _("Every kind")), *kinds]


class AgreementForm(forms.Form):
    """For which devices, how much, between which days, and why."""

    category = forms.ChoiceField(label=gettext_lazy("Kind of devices"), choices=_kinds, required=False)
    model = ModelField(
        label=gettext_lazy("Or one model"),
        help_text=gettext_lazy("As the catalogue names it. Neither kind nor model: the agreement is about everything."),
        required=False,
    )
    percent = forms.DecimalField(
        label=gettext_lazy("On top of our price, in per cent"),
        min_value=Decimal("0.1"),
        max_value=MOST_PERCENT,
        max_digits=4,
        decimal_places=1,
    )
    from_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    until_on = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Offers opened on these days pay it, and keep it."),
        widget=DayInput,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"), help_text=gettext_lazy("Read at the desk only."), max_length=300
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("from_on", today)

    def clean_from_on(self) -> date:
        """Raises: ValidationError, for a day that has passed: offers of that day have their prices."""
        day: date = self.cleaned_data["from_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed: choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """A model has a kind already; the last day is not before the first."""
        said = self.cleaned_data
        if said.get("model") and said.get("category"):
            self.add_error("model", _("Choose a kind or a model, not both."))
        first, last = said.get("from_on"), said.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is not before the first."))
        return said

    @property
    def promise(self) -> Promise:
        """What was asked for."""
        said = dict(self.cleaned_data)
        return Promise(model_slug=said.pop("model"), **said)

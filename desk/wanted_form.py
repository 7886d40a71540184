"""What the price manager is asked of a wanted model."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from catalogue.models.wanted_model import MOST_PERCENT
from catalogue.wanted import Wish
from fleet.identification import known_models


def model_labels() -> dict[str, str]:
    """The slug of every model by its label, in the order of the alphabet."""
    return dict(sorted((model.label, slug) for slug, model in known_models().items()))


class ModelField(forms.CharField):
    """A model of the catalogue by its label, typed or chosen from the list `models` of the page."""

    widget = forms.TextInput(attrs={"list": "models", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        """Return its slug.

        Raises: ValidationError, for a name that the catalogue does not have.
        """
        label = super().clean(value)
        slug = model_labels().get(label, "")
        if label and not slug:
            raise forms.ValidationError(_("The catalogue has no such model: choose one from the list."))
        return slug


class WantedForm(forms.Form):
    """Which model, how much more is paid for it, and until when."""

    model = ModelField(label=_("Model"), help_text=_("As the catalogue names it: type a part and choose."))
    storage_gb = forms.IntegerField(
        label=_("Storage in GB"), help_text=_("Empty: any storage."), min_value=1, max_value=100_000, required=False
    )
    percent = forms.DecimalField(
        label=_("Premium in per cent"),
        help_text=_("Paid on top of the price after the condition and the bonus by quantity."),
        min_value=Decimal(1),
        max_value=MOST_PERCENT,
        max_digits=4,
        decimal_places=1,
    )
    until_on = forms.DateField(
        label=_("Until"), help_text=_("The last day on which an offer is opened with it."), widget=DayInput
    )
    most_units = forms.IntegerField(
        label=_("Most units wanted"),
        help_text=_("Shown to customers. It does not end the premium: end the entry when you have enough."),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )
    note_en = forms.CharField(label=_("Note for customers, English"), max_length=200, required=False)
    note_fr = forms.CharField(label=_("Note for customers, French"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until_on(self) -> date:
        """Raises: ValidationError, for a day that has passed."""
        day: date = self.cleaned_data["until_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed: choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        """A customer reads the note in one language: it stands in both or in none."""
        said = self.cleaned_data
        for given, missing in (("note_en", "note_fr"), ("note_fr", "note_en")):
            if said.get(given) and not said.get(missing) and missing not in self.errors:
                self.add_error(missing, _("Write the note in this language too."))
        return said

    @property
    def wish(self) -> Wish:
        """What was asked for."""
        said = dict(self.cleaned_data)
        return Wish(model_slug=said.pop("model"), **said)

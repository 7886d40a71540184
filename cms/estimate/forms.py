"""The two ways to say which devices there are: a pasted list, and lines to fill in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.condition import FunctionalState, Grade
from fleet.identification import catalogue_index
from fleet.intake.parsed_row import ParsedRow
from fleet.intake.pasted import MOST_ROWS, MOST_UNITS, PASTE_SENTENCES, NotAList, PastedList, read_pasted

SIZES = (16, 32, 64, 128, 256, 512, 1024, 2048)  # GB
FIRST_LINES, MORE_LINES, MOST_LINES = 3, 3, 30
_CONDITIONS = {
    "": ("", ""),
    **{grade.value: (grade.value, FunctionalState.WORKS.value) for grade in Grade},
    **{state.value: ("", state.value) for state in (FunctionalState.FAULTY, FunctionalState.DEAD)},
}


def _size_choices() -> list[tuple[str, str]]:
    sizes = [(str(size), _("%(gb)d GB") % {"gb": size}) for size in SIZES]
    return [("", _("I do not know")), *sizes]


def _condition_choices() -> list[tuple[str, Any]]:
    states = [(state.value, state.label) for state in (FunctionalState.FAULTY, FunctionalState.DEAD)]
    return [("", _("I do not know")), *Grade.choices, *states]


class ForgetfulTextarea(forms.Textarea):
    def format_value(self, value: object) -> str:
        """Nothing: what was sent is not sent back."""
        return ""


class PasteForm(forms.Form):
    """What is pasted is read at once and never shown again: it may hold serial numbers."""

    says_optional_once = True
    rows = forms.CharField(
        label=gettext_lazy("Your list, with its column names"),
        help_text=gettext_lazy(
            "Copied from a spreadsheet, up to 2,000 rows. We look at models, sizes, conditions and quantities only: "
            "serial numbers and names of people are never read."
        ),
        required=False,
        widget=ForgetfulTextarea(
            attrs={
                "rows": 6,
                "autocomplete": "off",
                "spellcheck": "false",
                "placeholder": gettext_lazy("Model\tStorage\tQuantity\niPhone 13\t128 GB\t25"),
            }
        ),
    )

    def clean_rows(self) -> PastedList:
        """The list as rows."""
        text = self.cleaned_data["rows"]
        if not text:
            return PastedList(rows=())
        try:
            return read_pasted(text, category_words=catalogue_index().category_words)
        except NotAList as problem:
            raise ValidationError(_(PASTE_SENTENCES[problem.problem]) % {"most_rows": MOST_ROWS}) from problem


class LineForm(forms.Form):
    """Devices of one model; an empty line says nothing."""

    says_optional_once = True
    model = forms.CharField(
        label=gettext_lazy("Model"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "models", "autocomplete": "off", "spellcheck": "false"}),
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Quantity"), min_value=1, max_value=MOST_UNITS, initial=1, required=False
    )
    storage = forms.TypedChoiceField(
        label=gettext_lazy("Storage"), choices=_size_choices, required=False, coerce=int, empty_value=None
    )
    condition = forms.ChoiceField(label=gettext_lazy("Condition"), choices=_condition_choices, required=False)

    def clean(self) -> dict[str, Any]:
        """What is said of no model is a mistake to point out."""
        said = self.cleaned_data
        is_said = said.get("storage") or said.get("condition") or said.get("quantity") not in (None, 1)
        if is_said and not said.get("model") and "model" not in self.errors:
            self.add_error("model", _("Say which model this is."))
        return said

    @property
    def row(self) -> ParsedRow | None:
        """The line as a row of a list, None where it is empty."""
        said = self.cleaned_data
        if not said.get("model"):
            return None
        grade, state = _CONDITIONS[said["condition"]]
        return ParsedRow(
            row_number=0,
            model=said["model"],
            storage_gb=said["storage"],
            quantity=said["quantity"] or 1,
            grade=grade,
            functional_state=state,
        )


LineFormSet = forms.formset_factory(
    LineForm, extra=FIRST_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=False
)

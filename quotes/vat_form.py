"""The question about VAT before a sale."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from quotes.models import VatDeclaration
from quotes.vat_declarations import VatAnswer
from quotes.vat_rules import Deducted

_QUESTION = gettext_lazy("Was VAT deducted when the devices that you sell were bought?")


class VatForm(forms.Form):
    """For all, none or some of the models that are sold."""

    deducted = forms.ChoiceField(
        label=_QUESTION,
        choices=VatDeclaration.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one: it decides how this purchase is taxed.")},
    )
    models = forms.MultipleChoiceField(
        label=gettext_lazy("VAT was deducted on these"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, models: Sequence[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["models"].choices = [(label, _with_count(label, count)) for label, count in models]  # type: ignore[attr-defined]
        if len(models) < 2:  # all or none of one model
            del self.fields["models"]
            self.fields["deducted"].choices = VatDeclaration.Answer.choices[:2]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError, for some of the models without saying which."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("deducted") == Deducted.SOME and not cleaned.get("models") and "models" not in self.errors:
            self.add_error("models", ValidationError(_("Tick the models on which VAT was deducted.")))
        return cleaned

    @property
    def answer(self) -> VatAnswer:
        """What was answered, with the text as its reader saw it."""
        deducted = Deducted(self.cleaned_data["deducted"])
        models = self.cleaned_data["models"] if deducted == Deducted.SOME else []
        words = f"{_QUESTION} {VatDeclaration.Answer(deducted).label}"
        return VatAnswer(
            deducted=deducted,
            models=models,
            statement=_("%(answer)s: %(models)s") % {"answer": words, "models": ", ".join(models)} if models else words,
            language=get_language() or "en",
        )


def _with_count(label: str, count: int) -> str:
    return ngettext("%(model)s: %(count)s device", "%(model)s: %(count)s devices", count) % {
        "model": label,
        "count": count,
    }

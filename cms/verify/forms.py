"""The code of a document, as typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.verify.codes import NotACode, canonical_code


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of the document"),
        max_length=60,
        help_text=gettext_lazy("Sixteen letters and digits, printed on the document beside the square code."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )

    def clean_code(self) -> str:
        """The code as it is printed."""
        try:
            return canonical_code(self.cleaned_data["code"])
        except NotACode as error:
            raise ValidationError(explain(error)) from error


def explain(error: NotACode) -> str:
    """The sentence for a code that cannot be one."""
    if error.wrong:
        return _("Our codes have no %(characters)s. Look at the document again.") % {
            "characters": ", ".join(error.wrong)
        }
    return _("A code has sixteen letters and digits, in four groups of four.")

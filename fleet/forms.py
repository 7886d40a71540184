"""The forms by which devices are brought: a file, or rows pasted from a spreadsheet."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

READABLE = ".xlsx,.xls,.ods,.csv,.tsv,.txt"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Drop a file here, or choose one"),
        widget=forms.ClearableFileInput(attrs={"accept": READABLE}),
        error_messages={
            "required": _("Choose the file that your device management exports."),
            "empty": _("This file is empty. Export the list again and upload that file."),
        },
    )

    most_megabytes: ClassVar[int] = settings.UPLOAD_MOST_BYTES // 1024**2


class PasteForm(forms.Form):
    """Rows copied out of a spreadsheet: the clipboard parts the cells by tabs."""

    pasted = forms.CharField(
        label=_("Rows with their column names"),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off", "data-not-kept": ""}),
        error_messages={
            "required": _("Copy the rows in your spreadsheet, column names included, and paste them here."),
            "max_length": _("That is too much to paste. Save the list as a file and upload that."),
        },
    )

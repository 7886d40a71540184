"""The form by which a file is uploaded."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

READABLE = ".xlsx,.csv,.tsv,.txt"


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

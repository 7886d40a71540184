"""What the price manager is asked: a workbook, or the version and the day of a copy."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from catalogue.uploaded_workbook import MOST_BYTES


class PriceFileForm(forms.Form):
    file = forms.FileField(
        label=_("Drop a workbook here, or choose one"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("Choose a workbook: download a book, change its prices, save it as .xlsx."),
            "empty": _("This file is empty. Save the workbook again and upload that file."),
        },
    )

    most_megabytes: ClassVar[int] = MOST_BYTES // 1024**2


class CopyBookForm(forms.Form):
    """A copy needs a name of its own and the day from which it is in force."""

    version = forms.CharField(
        label=_("Version"), help_text=_("Such as 2027-01: it cannot be changed later."), max_length=40
    )
    effective_on = forms.DateField(label=_("In force from"), help_text=_("From midnight, Paris time."), widget=DayInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_effective_on(self) -> date:
        """Raises: ValidationError, for a day that has passed."""
        day: date = self.cleaned_data["effective_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed: prices hold from today at the earliest."))
        return day

    @property
    def effective_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["effective_on"], time()))

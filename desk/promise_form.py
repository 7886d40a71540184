"""What is asked when a least price of a programme is promised."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.templatetags.formats import month
from quotes.models import Programme
from quotes.pricing.waiting import months_after
from quotes.programme_progress import Progress


class PromiseForm(forms.Form):
    """Of which model, in which month, and how much."""

    model_slug = forms.ChoiceField(label=gettext_lazy("Model"))
    month_on = forms.TypedChoiceField(
        label=gettext_lazy("Month"), coerce=date.fromisoformat, empty_value=None, required=False
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Least price per device"),
        help_text=gettext_lazy(
            "Empty: nothing is promised any more. Offers that are open keep what they were opened with."
        ),
        max_digits=12,
        decimal_places=2,
        required=False,
        localize=True,
    )

    def __init__(self, data: Any = None, *, programme: Programme, progress: Progress) -> None:
        super().__init__(data)
        months = {months_after(programme.first_month_on, n) for n in range(programme.months)}
        months |= {part.month_on for part in progress.months}  # a wave may have been moved past the last one
        known = [(model.model_id, model.label) for model in progress.models if model.model_id]
        self.fields["model_slug"].choices = known  # type: ignore[attr-defined]
        self.fields["month_on"].choices = [  # type: ignore[attr-defined]
            ("", _("every month")),
            *((day.isoformat(), month(day)) for day in sorted(months)),
        ]

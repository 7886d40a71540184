"""The sections of the style guide: every component of templates/cotton/, with invented samples."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from b2b_portal.lib.day_input import DayInput
from desk import style_samples as samples

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Section:
    """One kind of component: its title, how it is written in a template, and the template that draws its samples."""

    name: str
    title: str | Promise
    written: tuple[str, ...]
    template: str


SECTIONS = (
    Section(
        "page-header",
        _("Head of a page"),
        ('<c-page-header title="…" eyebrow="…" text="…"><c-slot name="actions">…</c-slot></c-page-header>',),
        "desk/style_guide/page_header.html",
    ),
    Section(
        "kpi",
        _("Headline figure"),
        ('<c-kpi label="…" value="…" note="…" sign="devices" tone="blue" href="…" />',),
        "desk/style_guide/kpi.html",
    ),
    Section(
        "table",
        _("Table with tabs, filters, sorting and bulk actions"),
        (
            '<c-tabs label="…"><c-tabs.item label="…" url="…" count="…" current="1" /></c-tabs>',
            '<c-filter-bar action="…" target="…">…</c-filter-bar>',
            '<c-chips :chips="chips" />',
            '<c-bulk-bar total="…">…</c-bulk-bar>',
            '<c-data-table label="…" dense="1" sticky="1"><thead>…</thead><tbody>…</tbody></c-data-table>',
            '<c-data-table label="…" cards="1">… <td data-label="…">…</td> …</c-data-table>',
            '<c-pagination previous="…" next="…" summary="…" />',
        ),
        "desk/style_guide/table.html",
    ),
    Section(
        "chart",
        _("Chart"),
        ('<c-chart name="…" title="…" :chart="chart" summary="…" note="…" />',),
        "desk/style_guide/chart.html",
    ),
    Section(
        "empty-state",
        _("Empty list"),
        ('<c-empty-state title="…" text="…" sign="devices">…</c-empty-state>',),
        "desk/style_guide/empty_state.html",
    ),
    Section(
        "progress",
        _("Progress of a job"),
        (
            '<c-job-progress name="…" title="…" state="running" url="…" step="…" done="…" total="…" />',
            '<c-progress label="…" value="…" max="…" text="…" />',
        ),
        "desk/style_guide/progress.html",
    ),
    Section("steps", _("Steps"), ('<c-steps :steps="steps" label="…" />',), "desk/style_guide/steps.html"),
    Section(
        "badge",
        _("Badge and state"),
        ('<c-badge label="…" tone="blue" sign="check" />', '<c-state machine="quote" state="sent" />'),
        "desk/style_guide/badge.html",
    ),
    Section(
        "money",
        _("Amounts, figures and dates"),
        ('amount|money:"EUR"', 'amount|whole_money:"EUR"', 'amount|signed_money:"EUR"', "count|number", "on|day"),
        "desk/style_guide/money.html",
    ),
    Section(
        "totals",
        _("Totals"),
        ('<c-totals title="…"><c-totals.row label="…" value="…" note="…" strong="1" /></c-totals>',),
        "desk/style_guide/totals.html",
    ),
    Section(
        "waterfall",
        _("How a price was made"),
        ('<c-waterfall :steps="steps" :net="net" currency="EUR" />',),
        "desk/style_guide/waterfall.html",
    ),
    Section(
        "timeline",
        _("Timeline"),
        ('<c-timeline label="…"><c-timeline.item title="…" :at="at" by="…" /></c-timeline>',),
        "desk/style_guide/timeline.html",
    ),
    Section("alert", _("Alert"), ('<c-alert tone="warning" title="…">…</c-alert>',), "desk/style_guide/alert.html"),
    Section(
        "confirm",
        _("Confirmation"),
        ('<c-confirm name="…" title="…" action="…" submit="…" trigger="…" tone="danger">…</c-confirm>',),
        "desk/style_guide/confirm.html",
    ),
    Section("button", _("Buttons"), ('<a class="btn btn-primary" href="…">',), "desk/style_guide/button.html"),
    Section("field", _("Form field"), ('<c-field :field="form.name" />',), "desk/style_guide/field.html"),
    Section(
        "file-drop", _("File"), ('<c-file-drop :field="form.file" hint="…" />',), "desk/style_guide/file_drop.html"
    ),
)


class SampleForm(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands on the invoice."), max_length=80)
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=500)
    needed_on = forms.DateField(label=_("Needed on"), widget=DayInput)
    grade = forms.ChoiceField(label=_("Grade"), choices=[("A", "A"), ("B", "B"), ("C", "C")])
    kinds = forms.MultipleChoiceField(
        label=_("Kind"), choices=samples.KINDS, widget=forms.CheckboxSelectMultiple, required=False
    )
    remark = forms.CharField(label=_("Note"), widget=forms.Textarea({"rows": 3}), required=False)
    agreed = forms.BooleanField(label=_("I agree to the terms"))
    file = forms.FileField(label=_("Device list"), help_text=_("CSV or Excel, up to 100,000 rows."))


def sample_page(*, theme: str) -> dict[str, Any]:
    """What the samples of one theme are drawn with; names carry the theme, because both stand on one page."""
    refused = SampleForm({"name": "", "quantity": "900", "grade": "D"}, MultiValueDict(), auto_id=f"{theme}-refused-%s")
    refused.is_valid()
    return {
        "theme": theme,
        "form": SampleForm(auto_id=f"{theme}-%s", initial={"name": "Lycée Rosa-Parks", "kinds": ["laptop"]}),
        "refused": refused,
        "elsewhere": SampleForm(auto_id=f"{theme}-elsewhere-%s"),
        "samples": samples,
    }

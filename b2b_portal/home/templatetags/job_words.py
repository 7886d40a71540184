"""What a job is called on screen, and each step of it."""

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tenants.models import Job

register = Library()

KINDS: dict[str, str | Promise] = {
    "fleet.read_upload": _("Reading a file"),
    "fleet.commit_upload": _("Adding devices to the fleet"),
    "quotes.open_offer": _("Pricing a buy-back offer"),
    "quotes.keep_quote": _("Filing a quote"),
    "quotes.tell_quote_sent": _("Telling you about a quote"),
    "quotes.keep_order_confirmation": _("Filing an order confirmation"),
    "invoices.issue_for_order": _("Issuing an invoice"),
    "impact.report_for_order": _("Writing an impact report"),
}

STEPS: dict[str, str | Promise] = {
    "reading": _("Reading the file"),
    "identifying": _("Identifying devices"),
    "checking": _("Comparing with your fleet"),
    "importing": _("Adding to your fleet"),
    "pricing": _("Pricing devices"),
    "printing": _("Writing the document"),
}


@register.simple_tag
def job_title(job: Job) -> str:
    """What the job does, and to which file or thing."""
    kind = str(KINDS.get(job.kind, _("Work for your organisation")))
    named = job.title and job.title.casefold() not in kind.casefold()
    return f"{kind}: {job.title}" if named else kind


@register.filter
def step_words(step: str) -> str:
    """The step in words; '' before the first."""
    return str(STEPS.get(step, ""))

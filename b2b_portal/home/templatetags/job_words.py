"""What the jobs that people follow are called on screen, and each step of them."""

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.models import Job

register = Library()

KINDS: dict[str, str | Promise] = {
    "fleet.read_upload": _("Reading a file"),
    "fleet.check_upload": _("Checking the rows of a file"),
    "fleet.answer_upload": _("Reading rows again"),
    "fleet.commit_upload": _("Adding devices to the fleet"),
    "fleet.undo_upload": _("Undoing an import"),
    "fleet.change_devices": _("Changing devices"),
    "fleet.undo_change": _("Undoing a change to devices"),
    "quotes.open_offer": _("Pricing a buy-back offer"),
    "quotes.declare_condition": _("Declaring the condition of devices"),
    "quotes.write_offer_sheet": _("Writing the devices of an offer"),
    "quotes.keep_return_slips": _("Writing return slips for lessors"),
    "quotes.keep_annex": _("Writing the annex for the council"),
    "quotes.read_conditions": _("Reading a list of conditions"),
}

STEPS: dict[str, str | Promise] = {
    "reading": _("Reading the file"),
    "storing_prices": _("Writing the draft"),
    "storing_models": _("Writing the models"),
    "identifying": _("Identifying devices"),
    "checking": _("Comparing with your fleet"),
    "answering": _("Reading the rows again"),
    "importing": _("Adding to your fleet"),
    "changing": _("Changing devices"),
    "undoing": _("Giving your fleet back as it was"),
    "pricing": _("Pricing devices"),
    "declaring": _("Writing the new prices"),
    "printing": _("Writing the document"),
}


@register.simple_tag
def job_title(job: Job) -> str:
    """What the job does, and to which file or thing."""
    work = str(KINDS[job.kind])
    return gettext("%(work)s: %(thing)s") % {"work": work, "thing": job.title} if job.title else work


@register.filter
def step_words(step: str) -> str:
    """The step in words; '' before the first."""
    return str(STEPS.get(step, ""))

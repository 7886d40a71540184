"""What the machine does for the public site."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.contact.message import ContactMessage
from cms.contact.notifications import tell_message
from tenants.jobs import JobFailed, JobRun, job_kind
from tenants.models import LegalEntity

TELL_MESSAGE = "cms.tell_contact_message"


@job_kind(TELL_MESSAGE)
def tell_contact_message(run: JobRun) -> Mapping[str, Any]:
    """Write to the address of the operator's company; without a company the message waits at the desk."""
    company = LegalEntity.objects.filter(is_active=True).first()
    if company is None:
        raise JobFailed("no_company", _("No company is set to write to: see selling_company_set."))
    tell_message(message=ContactMessage.objects.get(pk=run.arguments["message"]), to=company.email)
    return {"sent": 1}

"""The e-mail that tells the operator of a message; sent by a job."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.contact.message import ContactMessage
from tenants.models.organisation import portal_url


def tell_message(*, message: ContactMessage, to: str) -> None:
    """What was written, in the writer's words; a reply goes to the writer."""
    desk = portal_url("desk") + reverse("desk_messages", urlconf=settings.PORTAL_URLCONFS["desk"])
    lines = [
        _("%(name)s wrote on the public site:") % {"name": message.full_name},
        message.message,
        f"{message.full_name} <{message.email}>\n{message.organisation_name}".strip(),
        _("Mark it as done at the desk when you have answered: %(url)s") % {"url": desk},
    ]
    subject = f"{message.get_subject_display()}: {message.organisation_name or message.full_name}"
    EmailMessage(subject=subject, body="\n\n".join(lines) + "\n", to=[to], reply_to=[message.email]).send()

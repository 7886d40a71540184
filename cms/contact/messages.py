"""A message comes in, is told to the operator by e-mail, and is dealt with by somebody at the desk."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cms.contact.message import ContactMessage, fingerprint_of
from cms.tasks import TELL_MESSAGE
from tenants.actor import SYSTEM, Actor
from tenants.jobs import enqueue_job
from tenants.permissions import DeskPermission, check_may


class MessageDone(Exception):
    """Somebody has dealt with this message already; nothing was changed."""

    def __init__(self, message: ContactMessage) -> None:
        super().__init__(_("%(name)s has already dealt with this message.") % {"name": message.done_by_name})


@transaction.atomic
def receive_message(
    *, subject: str, full_name: str, email: str, organisation_name: str, message: str, language: str, at: datetime
) -> ContactMessage:
    """Write it down and let the operator know; the same one sent again while it is open stays one."""
    sender = email.strip().lower()
    received, is_new = ContactMessage.objects.get_or_create(
        fingerprint=fingerprint_of(sender, subject, organisation_name, message),
        done_at=None,
        defaults={
            "subject": subject,
            "full_name": " ".join(full_name.split()),
            "email": sender,
            "organisation_name": " ".join(organisation_name.split()),
            "message": message,
            "language": language,
            "created_at": at,
        },
    )
    if is_new:
        arguments = {"message": str(received.pk)}
        enqueue_job(kind=TELL_MESSAGE, organisation_id=None, arguments=arguments, by=SYSTEM, at=at)
    return received


@transaction.atomic
def close_message(*, message_id: UUID, by: Actor, at: datetime) -> ContactMessage:
    """Somebody has dealt with it.

    Raises: PermissionRefused; MessageDone.
    """
    check_may(by.role, DeskPermission.CONTACT_ANSWER)
    message = ContactMessage.objects.select_for_update().get(pk=message_id)
    if message.done_at is not None:
        raise MessageDone(message)
    message.done_at, message.done_by_id, message.done_by_name = at, by.id, by.name
    message.save(update_fields=["done_at", "done_by_id", "done_by_name"])
    return message

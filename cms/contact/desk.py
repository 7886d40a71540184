"""At the desk: the messages that wait, and the last ones that were dealt with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.contact.message import ContactMessage
from cms.contact.messages import MessageDone, close_message
from tenants.guards import staff_may
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

MOST_OPEN, MOST_DONE = 100, 20


@staff_may(DeskPermission.CONTACT_ANSWER)
@require_safe
def contact_messages(request: StaffRequest) -> HttpResponse:
    """Who waits for an answer, oldest first."""
    context = {
        "open": ContactMessage.objects.open().oldest_first()[:MOST_OPEN],
        "done": ContactMessage.objects.done().latest_done_first()[:MOST_DONE],
    }
    return render(request, "cms/desk/messages.html", context)


@staff_may(DeskPermission.CONTACT_ANSWER)
@require_POST
def contact_message_done(request: StaffRequest, message_id: UUID) -> HttpResponse:
    """Mark one as dealt with."""
    message = get_object_or_404(ContactMessage, pk=message_id)
    try:
        close_message(message_id=message.pk, by=request.actor, at=timezone.now())
    except MessageDone as done:
        messages.info(request, str(done))
    else:
        messages.success(request, _("Done. The message stands below for a while."))
    return redirect("desk_messages")

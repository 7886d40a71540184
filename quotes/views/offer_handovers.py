"""What became of the devices of an accepted offer."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quotes.actions.handovers import note_handed_over
from quotes.handovers import LEAVING
from quotes.models import BuyBackOffer
from quotes.refusals import told
from quotes.states import LineDecision
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_handed_over(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Mark the devices of one decision as gone."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    decision = request.POST.get("decision", "")
    if decision not in LEAVING:
        raise BadRequest("no such decision")
    done = _("These devices have left your fleet. Should one come back, the fleet takes it in again.")
    with told(request, done=done):
        note_handed_over(offer=found, decision=LineDecision(decision), by=request.actor, at=timezone.now())
    return redirect(f"{reverse('quotes:offer', args=[found.pk])}#handovers-title")

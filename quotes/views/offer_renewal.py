"""From an expired offer to a new one for the same devices."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from quotes.actions.renewal import AlreadyRenewed, StillValid, renew_offer
from quotes.models import BuyBackOffer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest
from tenants.views.jobs import LEAD_ON


@member_may(Permission.OFFER_REQUEST)
@require_POST
def offer_renew(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Ask for its devices to be priced again, and wait for the new offer on the job's page."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    now = timezone.now()
    try:
        job = renew_offer(offer=found, by=request.actor, at=now, today=timezone.localdate(now))
    except (AlreadyRenewed, StillValid) as refused:
        messages.info(request, str(refused))
        return redirect("quotes:offer", found.pk)
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?{LEAD_ON}=1")

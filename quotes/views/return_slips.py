"""Slips for the lessors and funders of what an offer left out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from quotes.actions.return_slips import NothingGoesBack, request_return_slips
from quotes.models import BuyBackOffer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest
from tenants.views.jobs import LEAD_ON


@member_may(Permission.OFFER_REQUEST)
@require_POST
def offer_return_slips(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Ask for a slip for each lessor and funder, and wait for them on the job's page."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    try:
        job = request_return_slips(offer=found, by=request.actor, at=timezone.now())
    except NothingGoesBack as refused:
        messages.info(request, str(refused))
        return redirect("quotes:offer_left_out", found.pk)
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?{LEAD_ON}=1")

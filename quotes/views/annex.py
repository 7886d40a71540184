"""Asking for the annex that a council decides on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from quotes.actions.annex import NoAnnex, request_annex
from quotes.models import BuyBackOffer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_POST
def offer_annex(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Have the annex written, and follow the job."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    try:
        job = request_annex(offer=found, by=request.actor, at=timezone.now())
    except NoAnnex as refused:
        messages.warning(request, str(refused))
        return redirect("quotes:offer", found.pk)
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?lead_on=1")

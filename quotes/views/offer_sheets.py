"""An offer as a workbook: at once, or written by a job when it is large."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.downloads import download
from quotes.actions.offer_sheets import MOST_AT_ONCE, request_offer_sheet
from quotes.models import BuyBackOffer
from quotes.offer_sheet import write_offer_sheet
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_sheet(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Every line of the offer with the way to its price; a large one is asked for by POST, and written by a job."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    if request.method == "POST":
        job = request_offer_sheet(offer=found, language=get_language() or "en", by=request.actor, at=timezone.now())
        return redirect(f"{reverse('jobs:detail', args=[job.pk])}?lead_on=1")
    if found.line_count > MOST_AT_ONCE:
        return redirect("quotes:offer", found.pk)
    return download(write_offer_sheet(found), name=f"{found.reference}.xlsx")

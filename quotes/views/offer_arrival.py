"""The arrival of what was sold, as its owner reads it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.partials import render_page
from quotes.arrival_page import build_arrival_page
from quotes.arrival_sheet import write_arrival_sheet
from quotes.models import Arrival, BuyBackOffer
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest


@member_may(Permission.OFFER_VIEW)
@require_safe
def offer_arrival(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """How much has come, what late devices count, and what is missing."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    page = build_arrival_page(found, query=request.GET, today=timezone.localdate())
    if page is None:
        raise Http404
    context = {
        "offer": found,
        "page": page,
        "links": page.missing.links({}),
        "may_download": may(request.actor.role, Permission.DOCUMENT_DOWNLOAD),
    }
    return render_page(request=request, template="quotes/offer_arrival.html", context=context)


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_safe
def offer_arrival_sheet(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Every sold device with its arrival, as a workbook."""
    arrival = get_object_or_404(Arrival.objects.select_related("offer"), pk=offer_id)
    return download(write_arrival_sheet(arrival), name=_("%(offer)s-arrival.xlsx") % {"offer": arrival})

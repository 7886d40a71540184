"""From the fleet table to an offer: the fleet knows nothing of offers, so the step between them stands above both."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fleet.selection import UnreadableSelection, selection_of
from quotes.actions.offers import NothingSelected, request_offer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest
from tenants.views.jobs import LEAD_ON


@member_may(Permission.OFFER_REQUEST)
@require_POST
def request_buy_back(request: MemberRequest) -> HttpResponse:
    """Ask for an offer for the ticked devices, or for all that match, and wait for it on the job's page."""
    try:
        selection = selection_of(request.POST, query=request.GET)
        job = request_offer(selection=selection, by=request.actor, at=timezone.now())
    except UnreadableSelection as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    except NothingSelected as refused:
        messages.warning(request, str(refused))
        return redirect(f"{reverse('fleet:list')}?{request.GET.urlencode()}")
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?{LEAD_ON}=1")

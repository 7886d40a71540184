"""From the fleet table to an offer: the fleet knows nothing of offers, so the step between them stands above both."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fleet.filters import DeviceFilter
from fleet.table import parameters_of
from quotes.actions.offers import NothingSelected, request_offer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest
from tenants.views.jobs import LEAD_ON

MATCHING = "matching"  # the scope of the bulk bar: everything the filter matches, not only the ticked rows


@member_may(Permission.OFFER_REQUEST)
@require_POST
def request_buy_back(request: MemberRequest) -> HttpResponse:
    """Ask for an offer for the ticked devices, or for all that match, and wait for it on the job's page."""
    try:
        job = request_offer(selection=_selection(request), by=request.actor, at=timezone.now())
    except NothingSelected as refused:
        messages.warning(request, str(refused))
        return redirect(f"{reverse('fleet:list')}?{request.GET.urlencode()}")
    return redirect(f"{reverse('jobs:detail', args=[job.pk])}?{LEAD_ON}=1")


def _selection(request: MemberRequest) -> dict[str, Any]:
    """Raises: BadRequest, for an id or a filter that cannot be understood."""
    if request.POST.get("scope") == MATCHING:
        if not DeviceFilter(request.GET).is_valid():
            raise BadRequest("the filter names something that does not exist")
        return {"filter": _filter_values(request)}
    try:
        return {"devices": [str(UUID(text)) for text in request.POST.getlist("device")]}
    except ValueError as unreadable:
        raise BadRequest("a device's id is not an id") from unreadable


def _filter_values(request: MemberRequest) -> dict[str, Any]:
    """The filter as a job keeps it: a list where several values may be ticked."""
    parameters = parameters_of(request.GET)
    fields = DeviceFilter(request.GET).form.fields
    several = {name for name, field in fields.items() if getattr(field.widget, "allow_multiple_selected", False)}
    return {
        name: list(values) if name in several else values[-1]
        for name, values in parameters.items()
        if name in fields and values
    }

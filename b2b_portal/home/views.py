"""An organisation's home page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.home.overview import overview_of
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_VIEW)
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """What waits for the reader, the headline figures, what happened lately."""
    role = request.membership.role
    overview = overview_of(role=role, person_id=request.actor.id, today=timezone.localdate())
    request.counted = {"fleet:list": overview.tally.devices}
    context = {
        "overview": overview,
        "may_request": may(role, Permission.OFFER_REQUEST),
        "may_upload": may(role, Permission.FLEET_UPLOAD),
        "may_download": may(role, Permission.DOCUMENT_DOWNLOAD),
    }
    return render(request, "home/home.html", context)

"""The fleet as a file."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.downloads import download
from fleet.export import write_devices
from fleet.selection import UnreadableSelection, matching, select_devices, selection_of
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def device_export(request: MemberRequest) -> HttpResponse:
    """Give the ticked devices, or all that the filter in the address matches, in the order of their models."""
    try:
        selection = selection_of(request.POST, query=request.GET)
        devices = select_devices(selection if selection.get("devices") else matching(request.GET))
    except UnreadableSelection as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    name = _("fleet-%(day)s.csv") % {"day": timezone.localdate().isoformat()}
    content = write_devices(devices.order_by("model_sort", "serial", "id"))
    return download(content, name=name, content_type="text/csv; charset=utf-8")

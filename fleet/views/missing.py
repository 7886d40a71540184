"""What a list that was imported does not name."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, address, page_of
from b2b_portal.lib.partials import render_page
from fleet.missing import missing_from
from fleet.models import Device, Upload
from fleet.table import PER_PAGE, SORTS
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

ALL = "all"  # in the address: what this list's source never named counts too


@member_may(Permission.FLEET_VIEW)
@require_safe
def last_missing(request: MemberRequest) -> HttpResponse:
    """Lead to what the list that was imported last does not name."""
    last = Upload.objects.committed().order_by("-committed_at", "pk").first()
    if last is None:
        messages.info(request, _("No list has been imported yet: there is nothing to compare your fleet with."))
        return redirect("fleet:list")
    return redirect("fleet:upload_missing", last.pk)


@member_may(Permission.FLEET_VIEW)
@require_safe
def upload_missing(request: MemberRequest, upload_id: UUID) -> HttpResponse:
    """The devices that this list does not name; they are only proposed as gone."""
    upload = get_object_or_404(Upload.objects.committed(), pk=upload_id)
    of_all = ALL in request.GET
    in_fleet = Device.objects.in_fleet().select_related("site")
    devices = missing_from(upload, devices=in_fleet, of_its_source=not of_all)
    page = page_of(devices, order=SORTS["model"], size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    kept = {ALL: ["yes"]} if of_all else {}
    context = {
        "upload": upload,
        "of_all": of_all,
        "page": page,
        "total": devices.count() if page.previous or page.next else len(page.rows),
        "links": page.links(kept),
        "filter": address({"missing_of_all" if of_all else "missing": [str(upload.pk)]}),
        "may_change": may(request.actor.role, Permission.FLEET_CHANGE),
    }
    return render_page(request=request, template="fleet/upload_missing.html", context=context)

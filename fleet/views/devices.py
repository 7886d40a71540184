"""The fleet table and one device."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.lib.partials import render_page
from catalogue.models import Category
from catalogue.smallest_offer import least_units
from fleet.evidence import AGE, MODEL, sureness
from fleet.filters import DeviceFilter
from fleet.history import history_of, versions_of
from fleet.models import Device, SavedView
from fleet.models.device import Owner
from fleet.saved_views import links_of
from fleet.sources import sources_of
from fleet.standing import standing_of
from fleet.table import build_table, tally_fleet
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_VIEW)
@require_safe
def device_list(request: MemberRequest) -> HttpResponse:
    """The fleet, filtered, sorted and paged as the address says."""
    matching = DeviceFilter(request.GET, queryset=Device.objects.unsold(), request=request)
    role = request.membership.role
    at = timezone.now()
    tally = tally_fleet(devices=Device.objects.unsold(), today=timezone.localdate(at))
    request.counted = {"fleet:list": tally.devices}
    table = build_table(matching=matching, query=request.GET, fleet_size=tally.devices, at=at, may=partial(may, role))
    saved = SavedView.objects.visible_to(request.actor.id).order_by("-is_shared", "sort_key")
    links = links_of(saved, shown=table.parameters)
    may_request = may(role, Permission.OFFER_REQUEST)
    context = {
        "filter": matching,
        "table": table,
        "tally": tally,
        "saved_views": links,
        "is_saved": any(link.is_current for link in links),
        "shows_gone": dict(table.parameters) == {"gone": ["yes"]},
        "may_share_views": may(role, Permission.FLEET_VIEW_SHARE),
        "may_upload": may(role, Permission.FLEET_UPLOAD),
        "may_request": may_request,
        "least_units": least_units(currency=request.organisation.currency, at=at) if may_request else 1,
        "may_change": may(role, Permission.FLEET_CHANGE),
        "may_act": may_request or may(role, Permission.FLEET_CHANGE),
    }
    partials = ("fleet-list", "device-table")
    return render_page(request=request, template="fleet/list.html", context=context, partials=partials)


@member_may(Permission.FLEET_VIEW)
@require_safe
def device(request: MemberRequest, device_id: UUID) -> HttpResponse:
    """One device: what is known of it, how we know it, and what happened to it."""
    found = get_object_or_404(Device.objects.select_related("site", "first_upload", "last_upload"), pk=device_id)
    versions = versions_of(found)
    context = {
        "device": found,
        "currency": request.organisation.currency,
        "kind": Category.objects.filter(pk=found.category).first(),
        "standing": standing_of(found, on=timezone.localdate()),
        "model_evidence": MODEL.get(found.evidence, MODEL["none"]),
        "sureness": sureness(found.confidence),
        "age_evidence": AGE.get(found.age_evidence, ""),
        "history": history_of(found, versions=versions),
        "sources": sources_of(versions),
        "may_change": found.owner != Owner.OPERATOR and may(request.membership.role, Permission.FLEET_CHANGE),
    }
    return render_page(request=request, template="fleet/device.html", context=context)

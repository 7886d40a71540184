"""Adding one device by hand, and changing one."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.partials import render_page
from fleet.actions.devices import DeviceOffered, DeviceThere, DeviceTouched, add_device, change_device
from fleet.device_form import DeviceForm
from fleet.identification import known_models
from fleet.models import Device, Site
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def device_new(request: MemberRequest) -> HttpResponse:
    """Ask what is known of one device, and bring it into the fleet."""
    form = DeviceForm(request.POST or None)
    there = None
    if form.is_valid():
        try:
            site = form.site_name or ""
            device = add_device(facts=form.facts, site=site, by=request.actor, at=timezone.now())
        except DeviceThere as refused:
            there = refused.device
        else:
            messages.success(request, " ".join([_("The device is in your fleet."), *form.typed.noticed]))
            return redirect("fleet:device", device.pk)
    return _form_page(request, form, there=there)


@member_may(Permission.FLEET_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def device_edit(request: MemberRequest, device_id: UUID) -> HttpResponse:
    """Ask what is to change of one device, and change it."""
    device = get_object_or_404(Device.objects.in_fleet().select_related("site"), pk=device_id)
    form = DeviceForm(request.POST or None, device=device)
    there = None
    if form.is_valid():
        try:
            change_device(
                device=device,
                seen_at=form.seen_at,
                facts=form.facts,
                site=form.site_name,
                by=request.actor,
                at=timezone.now(),
            )
        except DeviceThere as refused:
            there = refused.device
        except (DeviceTouched, DeviceOffered) as refused:
            form.add_error(None, str(refused))
        else:
            _say_noticed(request, form.typed.noticed)
            return redirect("fleet:device", device.pk)
    return _form_page(request, form, device=device, there=there)


def _say_noticed(request: MemberRequest, noticed: Sequence[str]) -> None:
    messages.success(request, " ".join([_("The device is as you say now."), *noticed]))


def _form_page(
    request: MemberRequest, form: DeviceForm, *, device: Device | None = None, there: Device | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "device": device,
        "there": there,
        "models": sorted({known.label for known in known_models().values()}),
        "sites": Site.objects.in_use().order_by("sort_key").values_list("name", flat=True),
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request=request, template="fleet/device_form.html", context=context, status=status)

"""The sites in their order, and putting one in its place."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.partials import render_page
from fleet.actions.sites import SiteRefused, arrange_site, merge_site
from fleet.models import Device, Site
from fleet.site_form import MergeForm, SiteForm
from fleet.site_tree import look_alikes
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_CHANGE)
@require_safe
def site_list(request: MemberRequest) -> HttpResponse:
    """Every site below the one it belongs to, with its devices, and those that look like one place."""
    counts = dict(Device.objects.in_fleet().order_by().values_list("site").annotate(devices=Count("pk")))
    tree = Site.objects.as_tree()
    context = {
        "sites": [(site, counts.get(UUID(site.id), 0)) for site in tree],
        "nowhere": counts.get(None, 0),
        "alike": look_alikes(tree),
    }
    return render_page(request=request, template="fleet/sites.html", context=context)


@member_may(Permission.FLEET_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: MemberRequest, site_id: UUID) -> HttpResponse:
    """Ask for the name of a site and where it lies, and put it there."""
    found = get_object_or_404(Site.objects.in_use(), pk=site_id)
    tree = Site.objects.as_tree()
    form = SiteForm(request.POST or None, site=found, tree=tree)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            arrange_site(site=found, name=name, parent=form.site_above, by=request.actor, at=timezone.now())
        except SiteRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“%(site)s” is in its place.") % {"site": name})
            return redirect("fleet:sites")
    merge = MergeForm(site=found, tree=tree, initial={"into": request.GET.get("into", "")})
    return _site_page(request, {"site": found, "form": form, "merge": merge})


@member_may(Permission.FLEET_CHANGE)
@require_POST
def site_merge(request: MemberRequest, site_id: UUID) -> HttpResponse:
    """Make the site one with another."""
    found = get_object_or_404(Site.objects.in_use(), pk=site_id)
    tree = Site.objects.as_tree()
    merge = MergeForm(request.POST, site=found, tree=tree)
    if merge.is_valid():
        try:
            into = merge_site(site=found, into=merge.real_site, by=request.actor, at=timezone.now())
        except SiteRefused as refused:
            merge.add_error("into", str(refused))
        else:
            told = {"site": found.name, "into": into.name}
            messages.success(request, _("“%(site)s” is “%(into)s” from now on. Its devices follow in a moment.") % told)
            return redirect("fleet:sites")
    return _site_page(request, {"site": found, "form": SiteForm(site=found, tree=tree), "merge": merge})


def _site_page(request: MemberRequest, context: Mapping[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render_page(request=request, template="fleet/site.html", context=context, status=status)

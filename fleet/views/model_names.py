"""Saying which model a text of a list stands for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.partials import render_page
from fleet.actions.model_names import NamedRows, UnknownModel, name_model
from fleet.identification import known_models
from fleet.models import Device
from fleet.unnamed_models import slug_of, unnamed_models
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_UPLOAD)
@require_safe
def unnamed_list(request: MemberRequest) -> HttpResponse:
    """The texts in the fleet that name a model we do not know."""
    context = {"unnamed": unnamed_models(Device.objects.in_fleet())}
    return render_page(request=request, template="fleet/unnamed_list.html", context=context)


@member_may(Permission.FLEET_UPLOAD)
@require_POST
def name(request: MemberRequest) -> HttpResponse:
    """Name a model: by a suggestion (`slug`), or by what was typed (`label`)."""
    label = request.POST.get("label", "")
    slug = request.POST.get("slug") or slug_of(label) or label
    try:
        named = name_model(
            maker=request.POST.get("maker", "")[:200],
            model=request.POST.get("model", "")[:300],
            slug=slug,
            by=request.actor,
            at=timezone.now(),
        )
    except UnknownModel as unknown:
        messages.error(request, str(unknown))
    else:
        messages.success(request, _told(named, known_models()[slug].label))
    return redirect(_back(request))


def _told(named: NamedRows, label: str) -> str:
    count = named.rows + named.devices
    rows = ngettext("%(count)d row is now %(model)s.", "%(count)d rows are now %(model)s.", count)
    return f"{rows % {'count': count, 'model': label}} {_('We remember it for your next lists.')}"


def _back(request: MemberRequest) -> str:
    """The page the form stood on, if it is one of this host."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "fleet:unnamed_models"

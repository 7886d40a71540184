"""The wanted list: what more is paid for until when, kept by the price manager."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.partials import render_page
from catalogue.models import WantedModel
from catalogue.wanted import AlreadyEnded, AlreadyWanted, add_wanted, end_wanted
from desk.wanted_form import WantedForm, model_labels
from tenants.guards import staff_may
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

MOST_PAST = 50


@staff_may(DeskPermission.VIEW)
@require_safe
def wanted_list(request: StaffRequest) -> HttpResponse:
    """What is wanted today, and what was."""
    today, every = timezone.localdate(), WantedModel.objects.select_related("model__maker")
    context = {
        "wanted": every.wanted_on(today).by_name(),
        "past": every.not_wanted_on(today).latest_first()[:MOST_PAST],
        "may_change": may(request.actor.role, DeskPermission.PRICE_WANTED),
    }
    return render_page(request=request, template="desk/wanted.html", context=context)


@staff_may(DeskPermission.PRICE_WANTED)
@require_http_methods(["GET", "HEAD", "POST"])
def wanted_new(request: StaffRequest) -> HttpResponse:
    """Put a model on the list."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = WantedForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            added = add_wanted(wish=form.wish, by=request.actor, at=now, today=today)
        except AlreadyWanted as refused:
            form.add_error("model", str(refused))
        else:
            messages.success(request, _("%(model)s is on the wanted list from now on.") % {"model": added})
            return redirect("desk:wanted")
    context = {"form": form, "models": model_labels()}
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/wanted_new.html", context=context, status=status)


@staff_may(DeskPermission.PRICE_WANTED)
@require_http_methods(["GET", "HEAD", "POST"])
def wanted_end(request: StaffRequest, wanted_id: UUID) -> HttpResponse:
    """Take a model off the list; a GET asks first."""
    wanted = get_object_or_404(WantedModel.objects.select_related("model__maker"), pk=wanted_id)
    if request.method != "POST":
        return render_page(request=request, template="desk/wanted_end.html", context={"wanted": wanted})
    try:
        end_wanted(wanted=wanted, by=request.actor, at=timezone.now())
    except AlreadyEnded as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(model)s is off the wanted list.") % {"model": wanted})
    return redirect("desk:wanted")

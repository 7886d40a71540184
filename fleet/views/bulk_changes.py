"""Changing many devices at once: what is to change, what came of it, and taking it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.partials import render_page
from fleet.actions.bulk_changes import ChangeNotThere, NothingToChange, ask_for_change, ask_to_undo
from fleet.bulk_change import count_reached
from fleet.bulk_change_form import BulkChangeForm, told
from fleet.models import BulkChange
from fleet.selection import UnreadableSelection, select_devices, selection_of
from tenants.guards import member_may
from tenants.job_pages import jobs_shown_to
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

STEP = "step"  # the form on the page of the selection sends it; the bulk bar of the table does not


@member_may(Permission.FLEET_CHANGE)
@require_POST
def bulk_change_new(request: MemberRequest) -> HttpResponse:
    """Ask what is to change of the selection that is sent along; then queue it. The first step writes nothing."""
    try:
        selection = selection_of(request.POST, query=request.GET)
        reached = count_reached(select_devices(selection))
    except UnreadableSelection as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    if not reached["devices"]:
        messages.warning(request, _("Tick the devices that you want to change."))
        return redirect(f"{reverse('fleet:list')}?{request.GET.urlencode()}")
    form = BulkChangeForm(request.POST if STEP in request.POST else None, initial={"gone": request.POST.get("gone")})
    if form.is_valid():
        return _ask(request, selection, form)
    context = {"form": form, "selection": selection, "reached": reached, "query": request.GET.urlencode()}
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="fleet/bulk_change_new.html", context=context, status=status)


def _ask(request: MemberRequest, selection: dict[str, Any], form: BulkChangeForm) -> HttpResponse:
    try:
        change = ask_for_change(selection=selection, values=form.values, by=request.actor, at=timezone.now())
    except NothingToChange as refused:
        messages.warning(request, str(refused))
        return redirect("fleet:list")
    return redirect("fleet:bulk_change", change.pk)


@member_may(Permission.FLEET_VIEW)
@require_safe
def bulk_change(request: MemberRequest, change_id: UUID) -> HttpResponse:
    """One change to many devices: on its way, made, or undone."""
    change = get_object_or_404(BulkChange, pk=change_id)
    context = {
        "change": change,
        "told": told(change.values),
        "job": jobs_shown_to(request.organisation).filter(pk=str(change.job_id)).first(),
        "may_undo": change.may_be_undone and may(request.actor.role, Permission.FLEET_CHANGE),
    }
    return render_page(request=request, template="fleet/bulk_change.html", context=context)


@member_may(Permission.FLEET_CHANGE)
@require_POST
def bulk_change_undo(request: MemberRequest, change_id: UUID) -> HttpResponse:
    """Ask for the devices as they were before."""
    change = get_object_or_404(BulkChange, pk=change_id)
    try:
        ask_to_undo(change=change, by=request.actor, at=timezone.now())
    except ChangeNotThere as refused:
        messages.warning(request, str(refused))
    return redirect("fleet:bulk_change", change_id)

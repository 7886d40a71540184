"""Named views of the fleet table: opening one, saving, changing and deleting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.partials import render_page
from fleet.actions.saved_views import ViewRefused, change_view, delete_view, save_view
from fleet.filters import DeviceFilter
from fleet.models import SavedView
from fleet.saved_view_form import SavedViewForm
from fleet.selection import UnreadableSelection, matching
from fleet.table import chips_of
from tenants.guards import member_may
from tenants.permissions import Permission, check_may, may
from tenants.requests import MemberRequest


@member_may(Permission.FLEET_VIEW)
@require_safe
def saved_view(request: MemberRequest, view_id: UUID) -> HttpResponse:
    """Lead to the table as the view shows it, or say that what it filters by is gone."""
    view = _view_of(request, view_id)
    try:
        matching(QueryDict(view.query))
    except UnreadableSelection:
        context = {"view": view, "may_change": _may_change(request, view)}
        return render_page(request=request, template="fleet/saved_view_gone.html", context=context)
    return redirect(_table_of(view))


@member_may(Permission.FLEET_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_new(request: MemberRequest) -> HttpResponse:
    """Ask for the name of what the address shows, and keep it."""
    form = SavedViewForm(request.POST or None, may_share=_may_share(request))
    if form.is_valid():
        try:
            view = save_view(
                name=form.cleaned_data["name"],
                query=request.GET,
                is_shared=form.is_to_be_shared,
                by=request.actor,
                at=timezone.now(),
            )
        except ViewRefused as refused:
            form.add_error("name", str(refused))
        except UnreadableSelection:
            form.add_error(None, _("This filter names something that no longer exists. Drop that filter first."))
        else:
            messages.success(request, _("“%(view)s” is saved. You find it above the table.") % {"view": view.name})
            return redirect(_table_of(view))
    return _form_page(request, form, query=request.GET)


@member_may(Permission.FLEET_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_edit(request: MemberRequest, view_id: UUID) -> HttpResponse:
    """Give the view another name, or share it."""
    view = _changeable(request, view_id)
    form = SavedViewForm(
        request.POST or None,
        initial={"name": view.name, "is_shared": view.is_shared},
        may_share=_may_share(request) and view.saved_by_id == request.actor.id,
    )
    if form.is_valid():
        is_shared = form.is_to_be_shared if "is_shared" in form.fields else view.is_shared
        try:
            change_view(view=view, name=form.cleaned_data["name"], is_shared=is_shared, by=request.actor)
        except ViewRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("“%(view)s” is changed.") % {"view": view.name})
            return redirect(_table_of(view))
    return _form_page(request, form, query=QueryDict(view.query), view=view)


@member_may(Permission.FLEET_VIEW)
@require_POST
def saved_view_delete(request: MemberRequest, view_id: UUID) -> HttpResponse:
    """Throw the view away and lead back to the whole fleet."""
    view = _changeable(request, view_id)
    delete_view(view=view, by=request.actor)
    messages.success(request, _("“%(view)s” is deleted. No device has changed.") % {"view": view.name})
    return redirect("fleet:list")


def _form_page(
    request: MemberRequest, form: SavedViewForm, *, query: QueryDict, view: SavedView | None = None
) -> HttpResponse:
    filtered = DeviceFilter(query)
    context = {
        "form": form,
        "view": view,
        "chips": chips_of(filtered, query) if filtered.is_valid() else [],
        "back": f"{reverse('fleet:list')}?{query.urlencode()}",
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request=request, template="fleet/saved_view.html", context=context, status=status)


def _view_of(request: MemberRequest, view_id: UUID) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.actor.id), pk=view_id)


def _changeable(request: MemberRequest, view_id: UUID) -> SavedView:
    """One's own view, or a shared one with the right to share.

    Raises: PermissionRefused.
    """
    view = _view_of(request, view_id)
    if not _may_change(request, view):
        check_may(request.actor.role, Permission.FLEET_VIEW_SHARE)
    return view


def _may_share(request: MemberRequest) -> bool:
    return may(request.actor.role, Permission.FLEET_VIEW_SHARE)


def _may_change(request: MemberRequest, view: SavedView) -> bool:
    return _may_share(request) if view.is_shared else view.saved_by_id == request.actor.id


def _table_of(view: SavedView) -> str:
    return f"{reverse('fleet:list')}?{view.query}"

"""The programmes of an organisation: the list, a new one, how far one is, its end."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from fleet.selection import UnreadableSelection, matching, select_devices
from quotes.actions.programmes import PlanRefused, close_programme, plan_programme
from quotes.chronicle import chronicle_of
from quotes.models import Programme
from quotes.programme_form import ProgrammeForm
from quotes.programme_plan import plannable
from quotes.programme_progress import progress_of, reached_by
from quotes.programme_terms import promises_of
from quotes.refusals import told
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25


@member_may(Permission.OFFER_VIEW)
@require_safe
def programme_list(request: MemberRequest) -> HttpResponse:
    """Every programme with how far it is, the latest first."""
    page = page_of(Programme.objects.all(), order=("-made_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    reached = reached_by(page.rows, today=timezone.localdate())
    context = {
        "page": page,
        "rows": [(programme, reached[programme.pk]) for programme in page.rows],
        "links": page.links({}),
        "may_request": may(request.actor.role, Permission.OFFER_REQUEST),
    }
    return render_page(request=request, template="quotes/programmes.html", context=context)


@member_may(Permission.OFFER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: MemberRequest) -> HttpResponse:
    """Ask for its title and months; which devices, the filter in the address says, or all that may be offered."""
    now = timezone.now()
    today = timezone.localdate(now)
    try:
        selection = matching(request.GET)
    except UnreadableSelection as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    form = ProgrammeForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            made = plan_programme(**form.cleaned_data, selection=selection, by=request.actor, at=now, today=today)
        except PlanRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The programme is planned. Move a wave where its month does not suit."))
            return redirect("quotes:programme", made.pk)
    context = {
        "form": form,
        "plannable": plannable(select_devices(selection), on=today),
        "is_narrowed": bool(selection["filter"]),
        "filter_address": f"?{request.GET.urlencode()}" if selection["filter"] else "",
    }
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="quotes/programme_new.html", context=context, status=status)


@member_may(Permission.OFFER_VIEW)
@require_safe
def programme(request: MemberRequest, programme_id: UUID) -> HttpResponse:
    """How far it is, month by month and wave by wave, and by model."""
    found = get_object_or_404(Programme, pk=programme_id)
    now = timezone.now()
    context = {
        "programme": found,
        "progress": progress_of(found, today=timezone.localdate(now)),
        "promises": promises_of(found, at=now),
        "history": chronicle_of(found, for_customer=True),
        "may_request": may(request.actor.role, Permission.OFFER_REQUEST),
    }
    return render_page(request=request, template="quotes/programme.html", context=context)


@member_may(Permission.OFFER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_close(request: MemberRequest, programme_id: UUID) -> HttpResponse:
    """End it; a GET asks once more, with what was reached."""
    found = get_object_or_404(Programme, pk=programme_id)
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method == "POST":
        with told(request, done=_("The programme %(programme)s is closed.") % {"programme": found}):
            close_programme(programme=found, by=request.actor, at=now, today=today)
    if request.method == "POST" or found.is_closed:
        return redirect("quotes:programme", found.pk)
    context = {"programme": found, "reached": reached_by([found], today=today)[found.pk]}
    return render_page(request=request, template="quotes/programme_close.html", context=context)

"""What waits at the desk, and the list of organisations."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from desk.room import note_access, organisations_open_to
from desk.waiting import MOST, waiting_in
from tenants.actions import sort_key
from tenants.guards import staff_may
from tenants.models import Organisation, StaffAssignment
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

PER_PAGE = 25
ORDER = ("sort_key", "id")


@staff_may(DeskPermission.VIEW)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """What waits in the organisations this person works for, a page of them at a time."""
    page = page_of(organisations_open_to(request.user), order=ORDER, size=MOST, token=request.GET.get(TOKEN, ""))
    note_access(request=request, organisations=page.rows)
    rows = waiting_in(page.rows, today=timezone.localdate())
    context = {
        "rows": rows,
        "page": page,
        "links": page.links({}),
        "is_all": not page.previous and not page.next,
        "to_confirm": sum(row.offers_to_confirm for row in rows),
        "running_out": sum(row.quotes_running_out for row in rows),
        "in_draft": sum(row.quotes_in_draft for row in rows),
        "to_ship": sum(row.orders_to_ship for row in rows),
    }
    return render_page(request=request, template="desk/home.html", context=context)


@staff_may(DeskPermission.VIEW)
@require_safe
def organisations(request: StaffRequest) -> HttpResponse:
    """The organisations this person may open, by name."""
    text = request.GET.get("q", "").strip()[:100]
    page = page_of(_found(request, text), order=ORDER, size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    context = {"page": page, "links": page.links({"q": [text]}), "q": text}
    return render_page(
        request=request, template="desk/organisations.html", context=context, partials=("organisation-list",)
    )


def _found(request: StaffRequest, text: str) -> QuerySet[Organisation]:
    """Those whose name, folded as it is sorted, holds every word."""
    found = organisations_open_to(request.user).prefetch_related(
        Prefetch("staff_assignments", StaffAssignment.objects.select_related("user").order_by("pk"))
    )
    for word in sort_key(text).split():
        found = found.filter(sort_key__contains=word)
    return found

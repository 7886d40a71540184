"""My day, and the list of organisations."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from desk.room import note_access, organisations_open_to
from desk.waiting import SEARCH, VIEW, read_day
from tenants.actions import sort_key
from tenants.guards import staff_may
from tenants.models import Organisation, SharedNumbers, SignUpRequest, StaffAssignment
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

PER_PAGE = 25
MOST = 10  # pairs of organisations with the same devices; more are a matter for a list, not for a morning
ORDER = ("sort_key", "id")


@staff_may(DeskPermission.VIEW)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The open cases of the organisations this person works for, a page of one view at a time."""
    open_to = organisations_open_to(request.user)
    text = request.GET.get(SEARCH, "").strip()[:100]
    day = read_day(
        organisations=open_to,
        view=request.GET.get(VIEW, ""),
        text=text,
        token=request.GET.get(TOKEN, ""),
        today=timezone.localdate(),
    )
    shared = SharedNumbers.objects.among(open_to).select_related("first", "second").order_by("-numbers", "pk")[:MOST]
    paired = [organisation for pair in shared for organisation in (pair.first, pair.second)]
    note_access(request=request, organisations=dict.fromkeys([*day.organisations, *paired]))
    context = {
        "day": day,
        "shared": shared,
        "q": text,
        "has_organisations": bool(day.rows) or open_to.exists(),
        "sign_ups": _sign_ups_to_decide(request),
    }
    return render_page(request=request, template="desk/home.html", context=context, partials=("open-cases",))


def _sign_ups_to_decide(request: StaffRequest) -> int:
    if not may(request.actor.role, DeskPermission.SIGN_UP_DECIDE):
        return 0
    return SignUpRequest.objects.open().count()


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

"""Why devices are not in an offer: before one is asked for, and of one that was made."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.keyset import TOKEN
from b2b_portal.lib.partials import render_page
from fleet.models.device import DeviceQuerySet
from fleet.selection import MATCHING, UnreadableSelection, select_devices, selection_of
from quotes.eligibility import count_left_out, not_offerable
from quotes.foreseen import foresee
from quotes.left_out import IN_ORDER, WHY, LeftOutPage, build_left_out_page, of_reason
from quotes.left_out_sheet import MOST_ROWS, write_left_out
from quotes.models import BuyBackOffer
from quotes.return_slips import slips_offered
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

LONGEST = 3000  # characters of an address that every server in between takes


@member_may(Permission.OFFER_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def not_offered(request: MemberRequest) -> HttpResponse:
    """The devices of a selection that may not be offered; a form of the fleet leads to the selection's address."""
    if request.method == "POST":
        return _lead_to_selection(request)
    devices = _selected(request.GET)
    at = timezone.now()
    today = timezone.localdate(at)
    page = _page(request, not_offerable(devices, on=today), count_left_out(devices, on=today))
    foreseen = foresee(devices, at=at, today=today)
    context = {"page": page, "chosen": devices.count(), "foreseen": foreseen, **_rights(request)}
    return render_page(request=request, template="quotes/not_offered.html", context=context)


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_safe
def not_offered_sheet(request: MemberRequest) -> HttpResponse:
    """The same devices as a workbook."""
    return _sheet(
        request,
        not_offerable(_selected(request.GET), on=timezone.localdate()),
        name=_("not-offered.xlsx"),
        back=f"{reverse('quotes:not_offered')}?{request.GET.urlencode()}",
    )


@member_may(Permission.OFFER_VIEW)
@require_safe
def offer_left_out(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """What was chosen for an offer and left out of it, with what has changed since."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    page = _page(request, found.left_out_devices.all(), found.left_out)
    context = {
        "page": page,
        "offer": found,
        "slips": slips_offered(found),
        "may_request": may(request.actor.role, Permission.OFFER_REQUEST),
        **_rights(request),
    }
    return render_page(request=request, template="quotes/offer_left_out.html", context=context)


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_safe
def offer_left_out_sheet(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """What was left out of an offer as a workbook."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    name = _("%(offer)s-not-offered.xlsx") % {"offer": found.reference}
    back = f"{reverse('quotes:offer_left_out', args=[found.pk])}?{request.GET.urlencode()}"
    return _sheet(request, found.left_out_devices.all(), name=name, back=back)


def _selected(query: QueryDict) -> DeviceQuerySet:
    """The devices of an address: those it names, or all that its filter matches.

    Raises: BadRequest.
    """
    asked = query.copy()
    if "device" not in asked:
        asked["scope"] = MATCHING
    try:
        return select_devices(selection_of(asked, query=query))
    except UnreadableSelection as unreadable:
        raise BadRequest(str(unreadable)) from unreadable


def _lead_to_selection(request: MemberRequest) -> HttpResponse:
    matches = request.POST.get("scope") == MATCHING
    asked = request.GET.copy() if matches else QueryDict(mutable=True)
    name = "except" if matches else "device"
    asked.setlist(name, request.POST.getlist(name))
    if len(asked.urlencode()) > LONGEST:
        messages.info(request, _("You have unticked too many devices for one look: they are shown with the others."))
        asked.pop(name)
    return redirect(f"{reverse('quotes:not_offered')}?{asked.urlencode()}")


def _page(request: MemberRequest, devices: QuerySet[Any], counts: dict[str, int]) -> LeftOutPage:
    return build_left_out_page(
        devices=devices,
        counts=counts,
        parameters=dict(request.GET.lists()),
        why=request.GET.get(WHY, ""),
        token=request.GET.get(TOKEN, ""),
        on=timezone.localdate(),
    )


def _rights(request: MemberRequest) -> dict[str, bool]:
    return {"may_download": may(request.actor.role, Permission.DOCUMENT_DOWNLOAD)}


def _sheet(request: MemberRequest, devices: QuerySet[Any], *, name: str, back: str) -> HttpResponse:
    devices = of_reason(devices, request.GET.get(WHY, "")).order_by(*IN_ORDER[devices.model])
    if devices[MOST_ROWS:].exists():
        messages.warning(request, _("That is too much for one workbook. Choose one of the reasons, or fewer devices."))
        return redirect(back)
    return download(write_left_out(devices), name=name)

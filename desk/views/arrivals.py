"""What was sold arrives at the desk: noting it, giving it more time."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.downloads import download
from b2b_portal.lib.partials import render_page
from desk.arrival_form import ArrivedForm, MoreTimeForm
from desk.room import in_case
from quotes.actions.arrival_days import latest_arrival, move_latest_day
from quotes.actions.arrivals import note_arrival
from quotes.arrival_page import build_arrival_page
from quotes.arrival_sheet import write_arrival_sheet
from quotes.arrived_devices import Chosen
from quotes.models import Arrival
from quotes.refusals import told
from tenants.models import Organisation
from tenants.permissions import DeskPermission, check_may, may
from tenants.requests import StaffRequest

MOST_NAMED = 10


@in_case(DeskPermission.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_arrival(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """How much has come and what is missing; a POST notes that devices came."""
    arrival = get_object_or_404(Arrival.objects.select_related("offer"), pk=offer_id)
    now = timezone.now()
    today = timezone.localdate(now)
    form = ArrivedForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_bound:
        check_may(request.actor.role, DeskPermission.ARRIVAL_NOTE)
    if form.is_valid():
        chosen = form.chosen(arrival)
        with told(request, done=_("Noted: the customer is told what has arrived.")):
            note_arrival(arrival=arrival, chosen=chosen, on=form.cleaned_data["arrived_on"], by=request.actor, at=now)
        for sentence in _odd_numbers(chosen):
            messages.warning(request, sentence)
        return redirect("desk:offer_arrival", organisation.slug, arrival.pk)
    page = build_arrival_page(arrival.offer, query=request.GET, today=today)
    if page is None:
        raise Http404
    context = {
        "organisation": organisation,
        "offer": arrival.offer,
        "page": page,
        "links": page.missing.links({}),
        "form": form,
        "may_download": True,
        "may_note": page.progress.missing and may(request.actor.role, DeskPermission.ARRIVAL_NOTE),
        "may_move": may(request.actor.role, DeskPermission.OFFER_EXTEND),
    }
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/offer_arrival.html", context=context, status=status)


def _odd_numbers(chosen: Chosen) -> Iterator[str]:
    """A sentence for each way in which pasted numbers did not lead to a missing device."""
    sentences = {
        _("Noted before: %(numbers)s"): chosen.noted_before,
        _("Several devices of this sale bear these numbers, paste their serial numbers: %(numbers)s"): chosen.several,
        _("Not among the sold devices: %(numbers)s"): chosen.unknown,
    }
    for sentence, numbers in sentences.items():
        if numbers:
            named = ", ".join(numbers[:MOST_NAMED]) + (" …" if len(numbers) > MOST_NAMED else "")
            yield sentence % {"numbers": named}


@in_case(DeskPermission.OFFER_EXTEND)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_arrival_day(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """Give the devices of a sale more time; a GET asks until when, and why."""
    arrival = get_object_or_404(Arrival.objects.select_related("offer"), pk=offer_id)
    now = timezone.now()
    today = timezone.localdate(now)
    form = MoreTimeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        latest = latest_arrival(today=today)
        context = {"organisation": organisation, "arrival": arrival, "form": form, "latest": latest}
        status = 422 if form.is_bound else 200
        return render_page(request=request, template="desk/offer_arrival_day.html", context=context, status=status)
    with told(request, done=_("The devices of %(offer)s have more time; the customer is told.") % {"offer": arrival}):
        move_latest_day(arrival=arrival, **form.cleaned_data, by=request.actor, at=now, today=today)
    return redirect("desk:offer_arrival", organisation.slug, arrival.pk)


@in_case(DeskPermission.VIEW)
@require_safe
def offer_arrival_sheet(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """Every sold device with its arrival, as a workbook."""
    arrival = get_object_or_404(Arrival.objects.select_related("offer"), pk=offer_id)
    return download(write_arrival_sheet(arrival), name=_("%(offer)s-arrival.xlsx") % {"offer": arrival})

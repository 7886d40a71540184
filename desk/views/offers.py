"""A customer's buy-back offer as the desk sees it, and the confirmation of a public body's price."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.partials import render_page
from desk.forms import ExtendForm
from desk.room import in_case
from desk.set_prices import prices_set
from quotes.actions.extension import extend_offer, latest_day
from quotes.actions.firming import firm_offer
from quotes.arrival_page import progress_of
from quotes.firm_price import firm_price_of
from quotes.handover_page import handovers_of
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import group_of
from quotes.offer_page import build_offer_page, devices_of
from quotes.refusals import told
from quotes.states import OfferState
from quotes.vat_declarations import declaration_of
from records.attachment import attachment_of
from records.documents import DocumentDamaged
from records.events import record_event
from tenants.models import Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest


@in_case(DeskPermission.VIEW)
@require_safe
def offer(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """One offer, as its customer has it."""
    found = get_object_or_404(BuyBackOffer.objects.select_related("decision_file"), pk=offer_id)
    now = timezone.now()
    context = {
        "organisation": organisation,
        "offer": found,
        "handovers": handovers_of(found),
        "progress": progress_of(found, today=timezone.localdate(now)),
        "declaration": declaration_of(found),
        "may_download": True,
        "page": build_offer_page(offer=found, query=request.GET, today=timezone.localdate(now)),
        "firm": firm_price_of(found, at=now) if found.state == OfferState.AWAITING_AUTHORISATION else None,
        "may_firm": may(request.actor.role, DeskPermission.OFFER_PUBLISH),
        "set_prices": prices_set(found),
        "may_extend": found.state == OfferState.OPEN and may(request.actor.role, DeskPermission.OFFER_EXTEND),
    }
    return render_page(request=request, template="desk/offer.html", context=context)


@in_case(DeskPermission.VIEW)
@require_safe
def offer_group(request: StaffRequest, organisation: Organisation, offer_id: UUID, key: str) -> HttpResponse:
    """The devices of one group and how they came to their price."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    try:
        group = group_of(found, key=key)
    except OfferLine.DoesNotExist as missing:
        raise Http404 from missing
    devices = devices_of(found, group, query=request.GET)
    context = {
        "organisation": organisation,
        "offer": found,
        "group": group,
        "devices": devices,
        "links": devices.links({}),
        "group_url": reverse("desk:offer_group", args=[organisation.slug, found.pk, key]),
        "may_set_price": found.condition_may_be_declared and may(request.actor.role, DeskPermission.PRICE_SET),
    }
    opens_below = request.htmx.target == f"group-{key}"
    template = "quotes/offer_devices.html" if opens_below else "desk/offer_group.html"
    return render_page(request=request, template=template, context=context)


@in_case(DeskPermission.VIEW)
@require_safe
def offer_decision_file(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """The council's decision as the customer brought it; who took it is written down."""
    found = get_object_or_404(BuyBackOffer.objects.select_related("decision_file"), pk=offer_id)
    if found.decision_file is None:
        messages.info(request, _("The decision itself is not with this offer."))
        return redirect("desk:offer", organisation.slug, found.pk)
    try:
        response = attachment_of(found.decision_file)
    except (DocumentDamaged, OSError):
        messages.error(request, _("This file is damaged or lost: its bytes are not what the customer brought."))
        return redirect("desk:offer", organisation.slug, found.pk)
    record_event(subject=found, verb="offer.decision_downloaded", by=request.actor, at=timezone.now())
    return response


@in_case(DeskPermission.OFFER_PUBLISH)
@require_POST
def offer_firm(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """Fix the price that a council has decided on."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    with told(request, done=_("The price of %(offer)s is firm: the customer can accept it.") % {"offer": found}):
        firm_offer(offer=found, by=request.actor, at=timezone.now())
    return redirect("desk:offer", organisation.slug, found.pk)


@in_case(DeskPermission.OFFER_EXTEND)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_extend(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """Let the prices of an open offer hold for longer; a GET asks until when, and why."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    back = redirect("desk:offer", organisation.slug, found.pk)
    if request.method != "POST" and found.state != OfferState.OPEN:
        return back
    now = timezone.now()
    today = timezone.localdate(now)
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"organisation": organisation, "offer": found, "form": form, "latest": latest_day(today=today)}
        status = 422 if form.is_bound else 200
        return render_page(request=request, template="desk/offer_extend.html", context=context, status=status)
    with told(request, done=_("The prices of %(offer)s hold for longer; the customer is told.") % {"offer": found}):
        extend_offer(offer=found, **form.cleaned_data, by=request.actor, at=now, today=today)
    return back

"""A customer's buy-back offer as the desk sees it, and the confirmation of a public body's price."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.partials import render_page
from desk.room import in_case
from quotes.actions.offers import firm_offer
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import group_of
from quotes.offer_page import build_offer_page, devices_of
from quotes.refusals import told
from tenants.models import Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest


@in_case(DeskPermission.VIEW)
@require_safe
def offer(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """One offer, as its customer has it."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    context = {
        "organisation": organisation,
        "offer": found,
        "page": build_offer_page(offer=found, query=request.GET, today=timezone.localdate()),
        "may_firm": may(request.actor.role, DeskPermission.OFFER_PUBLISH),
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
    }
    opens_below = request.htmx.target == f"group-{key}"
    template = "quotes/offer_devices.html" if opens_below else "desk/offer_group.html"
    return render_page(request=request, template=template, context=context)


@in_case(DeskPermission.OFFER_PUBLISH)
@require_POST
def offer_firm(request: StaffRequest, organisation: Organisation, offer_id: UUID) -> HttpResponse:
    """Fix the price that a council has decided on."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    with told(request, done=_("The price of %(offer)s is firm: the customer can accept it.") % {"offer": found}):
        firm_offer(offer=found, by=request.actor, at=timezone.now())
    return redirect("desk:offer", organisation.slug, found.pk)

"""Saying who receives donated devices, and at what price staff may buy."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quotes.actions.outcomes import name_recipient, set_staff_price
from quotes.models import BuyBackOffer
from quotes.outcome_forms import RecipientForm, StaffPriceForm
from quotes.refusals import told
from quotes.views.offers import show_offer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_recipient(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Say who receives the donated devices."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    form = RecipientForm(request.POST)
    if not form.is_valid():
        return show_offer(request, found, status=422, recipient_form=form)
    with told(request, done=_("%(name)s receives the donated devices.") % form.cleaned_data):
        name_recipient(offer=found, recipient=form.cleaned_data, by=request.actor, at=timezone.now())
    return _back(found)


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_staff_price(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Say at what price staff may buy."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    form = StaffPriceForm(request.POST)
    if not form.is_valid():
        return show_offer(request, found, status=422, staff_form=form)
    with told(request, done=_("The price for your staff stands beside each of their devices.")):
        set_staff_price(offer=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return _back(found)


def _back(found: BuyBackOffer) -> HttpResponse:
    return redirect(f"{reverse('quotes:offer', args=[found.pk])}#offer-outcomes")

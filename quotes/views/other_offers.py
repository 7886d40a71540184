"""What a public body was offered elsewhere: added and removed on the page of our offer, its paper read again."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quotes.actions.other_offers import add_other_offer, remove_other_offer
from quotes.models import BuyBackOffer, OtherOffer
from quotes.other_offer_form import OtherOfferForm
from quotes.refusals import told
from quotes.views.offers import show_offer
from records.attachment import attachment_of
from records.documents import DocumentDamaged
from records.kept_files import FileRefused
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest

log = logging.getLogger("portal.documents")


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def other_offer_new(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Keep an offer of somebody else beside ours."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    form = OtherOfferForm(request.POST, request.FILES, today=timezone.localdate(), currency=found.currency)
    if form.is_valid():
        try:
            with told(request, done=_("The offer is kept beside ours. Only members of your organisation read it.")):
                add_other_offer(offer=found, offered=form.offered, by=request.actor, at=timezone.now())
        except FileRefused as refused:
            form.add_error("other_file", str(refused))
    if form.errors:
        return show_offer(request, found, status=422, other_offer_form=form)
    return _back(offer_id)


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def other_offer_remove(request: MemberRequest, offer_id: UUID, other_id: UUID) -> HttpResponse:
    """Take one away with its paper."""
    other = get_object_or_404(OtherOffer.objects.select_related("offer", "file"), pk=other_id, offer_id=offer_id)
    with told(request, done=_("The offer of %(buyer)s is removed.") % {"buyer": other.buyer}):
        remove_other_offer(other=other, by=request.actor)
    return _back(offer_id)


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_safe
def other_offer_file(request: MemberRequest, offer_id: UUID, other_id: UUID) -> HttpResponse:
    """The paper as it was brought."""
    other = get_object_or_404(OtherOffer.objects.select_related("file"), pk=other_id, offer_id=offer_id)
    if other.file is None:
        raise Http404
    try:
        return attachment_of(other.file)
    except (DocumentDamaged, OSError):
        log.exception("the paper of the other offer %s could not be given out", other.pk)
        messages.error(request, _("This file is damaged. We have been told; ask us for a copy."))
        return _back(offer_id)


def _back(offer_id: UUID) -> HttpResponse:
    return redirect(reverse("quotes:offer", args=[offer_id]) + "#other-offers")

"""The council's decision on an offer: recording it, bringing its file, reading it again."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quotes.actions.decisions import attach_decision, bring_decision
from quotes.forms import CouncilDecisionForm, DecisionFileForm
from quotes.models import BuyBackOffer
from quotes.refusals import told
from quotes.views.offers import show_offer
from records.attachment import attachment_of
from records.documents import DocumentDamaged
from records.events import record_event
from records.kept_files import FileRefused
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest

log = logging.getLogger("portal.documents")


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_decision(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Record that the public body has decided to sell, with the decision where it is at hand."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    form = CouncilDecisionForm(request.POST, request.FILES, today=timezone.localdate())
    if not form.is_valid():
        return show_offer(request, found, status=422, decision_form=form)
    try:
        with told(request, done=_("The decision is recorded. We confirm the price on its basis.")):
            bring_decision(offer=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return show_offer(request, BuyBackOffer.objects.get(pk=offer_id), status=422, decision_form=form)
    return redirect("quotes:offer", found.pk)


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_decision_bring(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Bring the file of a decision that is recorded."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    form = DecisionFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_offer(request, found, status=422, decision_file_form=form)
    try:
        with told(request, done=_("The decision is kept with the offer.")):
            attach_decision(offer=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    except FileRefused as refused:
        form.add_error("file", str(refused))
        return show_offer(request, found, status=422, decision_file_form=form)
    return redirect("quotes:offer", found.pk)


@member_may(Permission.DOCUMENT_DOWNLOAD)
@require_safe
def offer_decision_file(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """The decision as it was brought; who took it is written down."""
    found = get_object_or_404(BuyBackOffer.objects.select_related("decision_file"), pk=offer_id)
    if found.decision_file is None:
        messages.info(request, _("The decision itself is not with this offer."))
        return redirect("quotes:offer", found.pk)
    try:
        response = attachment_of(found.decision_file)
    except (DocumentDamaged, OSError):
        log.exception("the decision of %s could not be given out", found.pk)
        messages.error(request, _("This file is damaged. We have been told; ask us for a copy."))
        return redirect("quotes:offer", found.pk)
    record_event(subject=found, verb="offer.decision_downloaded", by=request.actor, at=timezone.now())
    return response

"""Notes among the members of an organisation: written and taken away on the page of the offer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quotes.actions.own_notes import remove_own_note, write_own_note
from quotes.forms import OwnNoteForm
from quotes.models import BuyBackOffer, OwnNote
from quotes.refusals import told
from quotes.views.offers import show_offer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.OFFER_NOTE)
@require_POST
def own_note_new(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Leave a note for colleagues."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    form = OwnNoteForm(request.POST)
    if not form.is_valid():
        return show_offer(request, found, status=422, own_note_form=form)
    write_own_note(offer=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Your note is kept. Only members of your organisation read it."))
    return _back(offer_id)


@member_may(Permission.OFFER_NOTE)
@require_POST
def own_note_remove(request: MemberRequest, offer_id: UUID, note_id: UUID) -> HttpResponse:
    """Take one's own note away."""
    note = get_object_or_404(OwnNote, pk=note_id, offer_id=offer_id)
    with told(request, done=_("Your note is gone.")):
        remove_own_note(note=note, by=request.actor)
    return _back(offer_id)


def _back(offer_id: UUID) -> HttpResponse:
    return redirect(reverse("quotes:offer", args=[offer_id]) + "#own-notes")

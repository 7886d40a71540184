"""Open offers under the prices of a draft: asked for, and how far it is."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalogue.models import PriceBook
from catalogue.states import PriceBookStatus
from desk.price_trial import progress_of
from quotes.price_trial import ask_for_trial
from tenants.guards import staff_may
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest
from tenants.views.jobs import STOP_POLLING


@staff_may(DeskPermission.PRICE_DRAFT)
@require_POST
def price_book_try(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """Have every open offer worked out under this draft."""
    book = get_object_or_404(PriceBook, pk=price_book_id, status=PriceBookStatus.DRAFT)
    with transaction.atomic():
        asked = ask_for_trial(book=book, by=request.actor, at=timezone.now())
    if not asked:
        messages.info(request, _("No offer in this currency is open."))
    return redirect("desk:price_book", book.pk)


@staff_may(DeskPermission.PRICE_DRAFT)
@require_safe
def price_book_tried(request: StaffRequest, price_book_id: UUID) -> HttpResponse:
    """How far it is, for the page that polls it; at the end that page is to load anew."""
    book = get_object_or_404(PriceBook, pk=price_book_id)
    if not request.htmx:
        return redirect("desk:price_book", book.pk)
    trial = progress_of(book)
    response = render(request, "desk/price_trial_progress.html", {"book": book, "trial": trial})
    if not trial["is_running"]:
        response.status_code = STOP_POLLING
        response["HX-Refresh"] = "true"
    return response

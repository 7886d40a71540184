"""The quotes an organisation was sent."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from quotes.actions.quotes import mark_seen
from quotes.chronicle import chronicle_of
from quotes.customer_view import customer_view
from quotes.forms import AcceptQuoteForm, DeclineForm
from quotes.models import Order, Quote
from records.models import Document
from records.transitions import StateChanged
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25


@member_may(Permission.QUOTE_VIEW)
@require_safe
def quote_list(request: MemberRequest) -> HttpResponse:
    """Every quote that was ever sent, the latest first."""
    sent = Quote.objects.visible_to_customer().prefetch_related("lines")
    page = page_of(sent, order=("-created_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    context = {"page": page, "links": page.links({})}
    return render_page(request=request, template="quotes/quotes.html", context=context)


@member_may(Permission.QUOTE_VIEW)
@require_safe
def quote(request: MemberRequest, quote_id: UUID) -> HttpResponse:
    """One quote. That a member has opened it is noted: the one thing a GET may write here."""
    found = get_object_or_404(Quote.objects.visible_to_customer(), pk=quote_id)
    try:
        mark_seen(quote=found, by=request.actor, at=timezone.now())
    except StateChanged:  # opened or answered at the same moment elsewhere
        found.refresh_from_db()
    return show_quote(request, found)


def show_quote(request: MemberRequest, found: Quote, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Draw the page of a quote; `forms` are those that were refused."""
    seen = customer_view(found, today=timezone.localdate())
    context = {
        "quote": seen,
        "order": Order.objects.filter(quote=found).first(),
        "history": chronicle_of(found, for_customer=True),
        "documents": Document.objects.about(found).latest_first(),
        "may_answer": seen.awaits_answer and may(request.actor.role, Permission.QUOTE_ACCEPT),
        "may_download": may(request.actor.role, Permission.DOCUMENT_DOWNLOAD),
        "accept_form": AcceptQuoteForm(),
        "decline_form": DeclineForm(),
        **forms,
    }
    return render_page(request=request, template="quotes/quote.html", context=context, status=status)

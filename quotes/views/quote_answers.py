"""Accepting or declining a quote."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from b2b_portal.lib.partials import render_page
from quotes.actions.quotes import accept_quote, decline_quote
from quotes.customer_view import customer_view
from quotes.forms import AcceptQuoteForm, DeclineForm
from quotes.models import Quote
from quotes.refusals import told
from quotes.states import QUOTE, QuoteState
from quotes.views.quotes import show_quote
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.QUOTE_ACCEPT)
@require_POST
def quote_accept(request: MemberRequest, quote_id: UUID) -> HttpResponse:
    """Accept what was sent, under the organisation's own order number."""
    found = get_object_or_404(Quote.objects.visible_to_customer(), pk=quote_id)
    form = AcceptQuoteForm(request.POST)
    if not form.is_valid():
        return show_quote(request, found, status=422, accept_form=form)
    now = timezone.now()
    with told(request, done=_("You have accepted %(quote)s. The devices are set aside for you.") % {"quote": found}):
        accept_quote(
            quote=found,
            po_number=form.cleaned_data["po_number"],
            attests_new_alternative=form.cleaned_data["attests_new_alternative"],
            by=request.actor,
            at=now,
            today=timezone.localdate(now),
            ip=get_adapter().get_client_ip(request),
        )
    return redirect("quotes:quote", found.pk)


@member_may(Permission.QUOTE_ACCEPT)
@require_http_methods(["GET", "HEAD", "POST"])
def quote_decline(request: MemberRequest, quote_id: UUID) -> HttpResponse:
    """Say no, and why; a GET asks first, for browsers without script."""
    found = get_object_or_404(Quote.objects.visible_to_customer(), pk=quote_id)
    if request.method != "POST" and QuoteState.DECLINED not in QUOTE.targets(found.state):
        return redirect("quotes:quote", found.pk)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"quote": customer_view(found, today=timezone.localdate()), "form": form}
        status = 422 if form.is_bound else 200
        return render_page(request=request, template="quotes/quote_decline.html", context=context, status=status)
    with told(request, done=_("You have declined %(quote)s. Thank you for telling us why.") % {"quote": found}):
        decline_quote(quote=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("quotes:quote", found.pk)

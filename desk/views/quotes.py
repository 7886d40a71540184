"""Building a quote, seeing it as its customer, sending it, taking it back."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from b2b_portal.lib.partials import render_page
from desk.forms import WithdrawForm
from desk.margins import margin_of
from desk.quote_builder import save_sheet, show_builder
from desk.room import in_case
from quotes.actions.quotes import draft_quote, send_quote, withdraw_quote
from quotes.chronicle import chronicle_of
from quotes.customer_view import customer_view
from quotes.models import Order, Quote
from quotes.refusals import told
from quotes.states import QUOTE, QuoteState
from records.models import Document
from tenants.models import Organisation
from tenants.permissions import DeskPermission, check_may, may
from tenants.requests import StaffRequest


@in_case(DeskPermission.QUOTE_BUILD)
@require_POST
def quote_new(request: StaffRequest, organisation: Organisation) -> HttpResponse:
    """Start an empty draft and open it."""
    now = timezone.now()
    found = draft_quote(by=request.actor, at=now, today=timezone.localdate(now))
    return redirect("desk:quote", organisation.slug, found.pk)


@in_case(DeskPermission.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: StaffRequest, organisation: Organisation, quote_id: UUID) -> HttpResponse:
    """A draft as a sheet to fill, saved by POST; what was sent, as it was sent."""
    found = get_object_or_404(Quote, pk=quote_id)
    if request.method == "POST":
        check_may(request.actor.role, DeskPermission.QUOTE_BUILD)
        return save_sheet(request, organisation, found)
    if found.state == QuoteState.DRAFT and may(request.actor.role, DeskPermission.QUOTE_BUILD):
        return show_builder(request, organisation, found)
    return _show(request, organisation, found)


@in_case(DeskPermission.VIEW)
@require_safe
def quote_preview(request: StaffRequest, organisation: Organisation, quote_id: UUID) -> HttpResponse:
    """The page as its customer reads it."""
    found = get_object_or_404(Quote, pk=quote_id)
    return _seen(request, organisation, found, template="desk/quote_preview.html")


@in_case(DeskPermission.QUOTE_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def quote_send(request: StaffRequest, organisation: Organisation, quote_id: UUID) -> HttpResponse:
    """Send what was saved; a GET shows once more what goes to whom."""
    found = get_object_or_404(Quote, pk=quote_id)
    if request.method != "POST" and found.state == QuoteState.DRAFT:
        return _seen(request, organisation, found, template="desk/quote_send.html")
    if request.method != "POST":
        return redirect("desk:quote", organisation.slug, found.pk)
    done = _("%(quote)s is on its way to %(organisation)s.") % {"quote": found, "organisation": organisation}
    with told(request, done=done):
        send_quote(quote=found, by=request.actor, at=timezone.now())
    return redirect("desk:quote", organisation.slug, found.pk)


@in_case(DeskPermission.QUOTE_SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def quote_withdraw(request: StaffRequest, organisation: Organisation, quote_id: UUID) -> HttpResponse:
    """Take a quote back; a GET asks first, for browsers without script."""
    found = get_object_or_404(Quote, pk=quote_id)
    if request.method != "POST" and QuoteState.WITHDRAWN not in QUOTE.targets(found.state):
        return redirect("desk:quote", organisation.slug, found.pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return _seen(request, organisation, found, template="desk/quote_withdraw.html", form=form, status=status)
    with told(request, done=_("%(quote)s is withdrawn.") % {"quote": found}):
        withdraw_quote(quote=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("desk:quote", organisation.slug, found.pk)


def _seen(
    request: StaffRequest,
    organisation: Organisation,
    found: Quote,
    *,
    template: str,
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "quote": customer_view(found, today=timezone.localdate()),
        "form": form,
    }
    return render_page(request=request, template=template, context=context, status=status)


def _show(request: StaffRequest, organisation: Organisation, found: Quote) -> HttpResponse:
    context: dict[str, Any] = {
        "organisation": organisation,
        "quote": customer_view(found, today=timezone.localdate()),
        "margin": margin_of(found.lines.all()),
        "internal_note": found.internal_note,
        "viewed_at": found.viewed_at,
        "order": Order.objects.filter(quote=found).first(),
        "history": chronicle_of(found, for_customer=False),
        "documents": Document.objects.about(found).latest_first(),
        "may_withdraw": QuoteState.WITHDRAWN in QUOTE.targets(found.state)
        and may(request.actor.role, DeskPermission.QUOTE_SEND),
        "withdraw_form": WithdrawForm(),
    }
    return render_page(request=request, template="desk/quote.html", context=context)

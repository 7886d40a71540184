"""The page on which a quote is built: its sheet, its terms, what saving leads to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from b2b_portal.lib.partials import render_page
from desk.margins import margin_of, margin_of_line
from desk.quote_sheet import Sheet, TermsForm, rows_of, sheet_of, typed_sheet, with_more_rows
from quotes.actions.quotes import QuoteRefused, save_draft, send_quote
from quotes.models import Quote
from quotes.refusals import told
from tenants.models import Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

MORE_ROWS, PREVIEW, REVIEW, SEND = "more", "preview", "review", "send"  # what a button of the page leads to
_PAGES = {PREVIEW: "desk:quote_preview", REVIEW: "desk:quote_send"}


def show_builder(
    request: StaffRequest,
    organisation: Organisation,
    quote: Quote,
    *,
    sheet: Sheet | None = None,
    terms: TermsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page: as it was saved, or as it was typed and refused."""
    lines = list(quote.lines.in_order())
    saved = sheet is None
    sheet = sheet or sheet_of(lines, organisation=organisation)
    context = {
        "organisation": organisation,
        "quote": quote,
        "sheet": sheet,
        "rows": rows_of(sheet, margins=[margin_of_line(line) for line in lines] if saved else ()),
        "terms": terms or _saved_terms(quote),
        "margin": margin_of(lines),
        "may_send": may(request.actor.role, DeskPermission.QUOTE_SEND),
    }
    return render_page(request=request, template="desk/quote_builder.html", context=context, status=status)


def save_sheet(request: StaffRequest, organisation: Organisation, quote: Quote) -> HttpResponse:
    """Save what was typed and go where the button says; what cannot be saved comes back with its reasons."""
    today, then = timezone.localdate(), request.POST.get("then", "")
    terms = TermsForm(request.POST, today=today)
    if then == MORE_ROWS:
        sheet = typed_sheet(with_more_rows(request.POST), organisation=organisation)
        return show_builder(request, organisation, quote, sheet=sheet, terms=terms)
    sheet = typed_sheet(request.POST, organisation=organisation)
    if not (sheet.is_valid() & terms.is_valid()):
        return show_builder(request, organisation, quote, sheet=sheet, terms=terms, status=422)
    try:
        save_draft(
            quote=quote,
            terms=terms.terms(),
            lines=sheet.lines(),
            seen_at=terms.cleaned_data["seen_at"],
            by=request.actor,
            at=timezone.now(),
        )
    except QuoteRefused as refused:
        for message in refused.messages:
            messages.error(request, message)
        return show_builder(request, organisation, quote, sheet=sheet, terms=terms, status=422)
    return _go_on(request, organisation, quote, then)


def _go_on(request: StaffRequest, organisation: Organisation, quote: Quote, then: str) -> HttpResponse:
    if then == SEND:
        done = _("%(quote)s is on its way to %(organisation)s.") % {"quote": quote, "organisation": organisation}
        with told(request, done=done):
            send_quote(quote=quote, by=request.actor, at=timezone.now())
    elif not then:
        messages.success(request, _("Saved."))
    return redirect(_PAGES.get(then, "desk:quote"), organisation.slug, quote.pk)


def _saved_terms(quote: Quote) -> TermsForm:
    initial = {
        "title": quote.title,
        "customer_note": quote.customer_note,
        "delivery_line": quote.delivery_line,
        "valid_until_on": quote.valid_until_on,
        "internal_note": quote.internal_note,
        "seen_at": quote.changed_at.isoformat(),
    }
    return TermsForm(initial=initial, today=quote.valid_until_on)

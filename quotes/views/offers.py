"""The buy-back offers of an organisation: the list, one offer, one group of its devices."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from quotes.actions.offer_sheets import MOST_AT_ONCE
from quotes.annex import annex_offered
from quotes.arrival_page import progress_of
from quotes.arrivals import lock_before_sale
from quotes.forms import (
    AcceptOfferForm,
    CouncilDecisionForm,
    DecisionFileForm,
    DeclineForm,
    OwnNoteForm,
    RefuseSaleForm,
)
from quotes.handover_page import handovers_of
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import group_of
from quotes.offer_page import CHOICES, build_offer_page, devices_of
from quotes.offer_renewal import renewal_of
from quotes.other_offer_form import OtherOfferForm
from quotes.other_offers import compared_offers, is_comparing
from quotes.outcome_forms import asked_forms
from quotes.own_notes import own_side_of
from quotes.second_person import approval_waiting, is_needed
from quotes.vat_declarations import asks_vat, declaration_of
from quotes.waiting import waiting_of
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25


@member_may(Permission.OFFER_VIEW)
@require_safe
def offer_list(request: MemberRequest) -> HttpResponse:
    """Every offer, the latest first."""
    offers = BuyBackOffer.objects.all()
    page = page_of(offers, order=("-opened_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    context = {
        "page": page,
        "links": page.links({}),
        "may_request": may(request.actor.role, Permission.OFFER_REQUEST),
        "may_rule": may(request.actor.role, Permission.OFFER_RULE),
    }
    return render_page(request=request, template="quotes/offers.html", context=context)


@member_may(Permission.OFFER_VIEW)
@require_safe
def offer(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """One offer: its sums, its devices in groups, and how to answer it."""
    return show_offer(request, get_object_or_404(BuyBackOffer, pk=offer_id))


@member_may(Permission.OFFER_VIEW)
@require_safe
def offer_group(request: MemberRequest, offer_id: UUID, key: str) -> HttpResponse:
    """The devices of one group and how they came to their price: a page, or what opens below its row."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    try:
        group = group_of(found, key=key)
    except OfferLine.DoesNotExist as missing:
        raise Http404 from missing
    context = {
        "offer": found,
        "group": group,
        "devices": (devices := devices_of(found, group, query=request.GET)),
        "links": devices.links({}),
        "group_url": reverse("quotes:offer_group", args=[found.pk, key]),
        "may_decide": found.lines_may_change and may(request.actor.role, Permission.OFFER_ACCEPT),
        "may_declare": may_declare(request, found),
        "choices": CHOICES,
    }
    opens_below = request.htmx.target == f"group-{key}"
    template = "quotes/offer_devices.html" if opens_below else "quotes/offer_group.html"
    return render_page(request=request, template=template, context=context)


def may_declare(request: MemberRequest, found: BuyBackOffer) -> bool:
    """Whether the reader may say in what condition its devices are."""
    return found.condition_may_be_declared and may(request.actor.role, Permission.OFFER_REQUEST)


def show_offer(request: MemberRequest, found: BuyBackOffer, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Draw the page of an offer, or its lines and sums alone; `forms` are those that were refused."""
    today = timezone.localdate()
    page = build_offer_page(offer=found, query=request.GET, today=today)
    may_answer = may(request.actor.role, Permission.OFFER_ACCEPT)
    approval = approval_waiting(found)
    context = {
        "offer": found,
        "page": page,
        "handovers": handovers_of(found),
        "progress": progress_of(found, today=today),
        "price_lock": lock_before_sale(is_public_body=request.organisation.is_public_body),
        "choices": CHOICES,
        "open_groups": request.POST.getlist("open"),
        "approval": approval,
        "asks_second": is_needed(page.sums.sold_amount),
        "asks_vat": asks_vat(),
        "declaration": declaration_of(found) if approval or found.decided_at else None,
        "refuse_form": RefuseSaleForm(),
        "renewal": renewal_of(found),
        "waiting": None if page.is_over else waiting_of(found),
        "may_renew": page.is_over and may(request.actor.role, Permission.OFFER_REQUEST),
        "annex": annex_offered(found),
        "may_upload": may(request.actor.role, Permission.FLEET_UPLOAD),
        "compared": compared_offers(found, amount=page.sums.sold_amount),
        "is_comparing": is_comparing(found),
        "other_offer_form": OtherOfferForm(today=today, currency=found.currency),
        "own_side": own_side_of(found, sold_amount=page.sums.sold_amount),
        "own_note_form": OwnNoteForm(),
        "may_note": may(request.actor.role, Permission.OFFER_NOTE),
        "may_answer": may_answer,
        "may_decide": may_answer and found.lines_may_change,
        "may_declare": may_declare(request, found) and not page.has_run_out,
        "may_download": may(request.actor.role, Permission.DOCUMENT_DOWNLOAD),
        "sheet_is_large": found.line_count > MOST_AT_ONCE,
        "accept_form": AcceptOfferForm(initial={"seen_total": page.sums.sold_amount}),
        "decline_form": DeclineForm(),
        "decision_form": CouncilDecisionForm(today=today),
        **asked_forms(page.outcomes),
        "decision_file_form": DecisionFileForm(),
        **forms,
    }
    return render_page(
        request=request, template="quotes/offer.html", context=context, partials=("offer-lines",), status=status
    )

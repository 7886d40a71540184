"""Answering an offer: choosing its devices, accepting, declining."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from b2b_portal.lib.partials import render_page
from quotes.actions.offers import OfferAnswered, accept_offer, decide_lines, decline_offer
from quotes.arrivals import lock_before_sale
from quotes.forms import AcceptOfferForm, DeclineForm
from quotes.models import BuyBackOffer
from quotes.offer_groups import sums_of
from quotes.offer_page import CHOICES
from quotes.outcomes import outcomes_of
from quotes.refusals import REFUSALS, sentence_of, told
from quotes.second_person import is_needed
from quotes.states import OFFER, LineDecision, OfferState
from quotes.ticked_lines import is_group_key, ticked_lines
from quotes.vat_declarations import VatAnswer, asks_vat, sold_models
from quotes.vat_form import VatForm
from quotes.views.offers import show_offer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest

_ACCEPTED = gettext_lazy("You have accepted %(offer)s. We will contact you about the collection.")
_ASKED = gettext_lazy("The sale waits for a second person of your organisation, who is told by e-mail.")


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_decide(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Sell, keep, donate, sell to staff or recycle what is ticked: groups, single devices, or everything."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    lines = ticked_lines(found, request.POST).values_list("pk", flat=True)
    decision = _decision(request)
    try:
        changed = decide_lines(offer=found, line_ids=lines, decision=decision, by=request.actor)
    except OfferAnswered as refused:
        messages.warning(request, str(refused))
    else:
        _tell_changed(request, changed)
    if request.htmx:
        return show_offer(request, found)
    back = request.POST.get("back", "")
    if is_group_key(back):
        return redirect("quotes:offer_group", found.pk, back)
    return redirect(f"{reverse('quotes:offer', args=[found.pk])}?{request.GET.urlencode()}")


@member_may(Permission.OFFER_ACCEPT)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_accept(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Sell what is marked so; a GET asks first, for browsers without script."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    if request.method != "POST" and not found.awaits_answer:
        return redirect("quotes:offer", found.pk)
    sums = sums_of(found)
    form = AcceptOfferForm(_sent(request), initial={"seen_total": sums.sold_amount})
    vat_form = VatForm(_sent(request), models=sold_models(found)) if asks_vat() else None
    if not (form.is_valid() and (vat_form is None or vat_form.is_valid())):
        return _ask(
            request,
            found,
            form,
            template="quotes/offer_accept.html",
            vat_form=vat_form,
            sums=sums,
            outcomes=outcomes_of(found, decisions=sums.decisions),
            asks_second=is_needed(sums.sold_amount),
            price_lock=lock_before_sale(is_public_body=request.organisation.is_public_body),
        )
    _accept(request, found, seen_total=form.cleaned_data["seen_total"], vat=vat_form.answer if vat_form else None)
    return redirect("quotes:offer", found.pk)


def _accept(request: MemberRequest, found: BuyBackOffer, *, seen_total: Decimal, vat: VatAnswer | None) -> None:
    """Accept it, and say how that went."""
    now = timezone.now()
    today = timezone.localdate(now)
    try:
        asked = accept_offer(offer=found, by=request.actor, at=now, today=today, seen_total=seen_total, vat=vat)
    except REFUSALS as refused:
        messages.warning(request, sentence_of(refused))
    else:
        messages.success(request, _ASKED if asked else _ACCEPTED % {"offer": found})


@member_may(Permission.OFFER_ACCEPT)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_decline(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Say no, and why; a GET asks first, for browsers without script."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    if request.method != "POST" and OfferState.DECLINED not in OFFER.targets(found.state):
        return redirect("quotes:offer", found.pk)
    form = DeclineForm(_sent(request))
    if not form.is_valid():
        return _ask(request, found, form, template="quotes/offer_decline.html")
    with told(request, done=_("You have declined %(offer)s. Its devices are free again.") % {"offer": found}):
        decline_offer(offer=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("quotes:offer", found.pk)


def _sent(request: MemberRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _ask(request: MemberRequest, found: BuyBackOffer, form: Form, *, template: str, **context: object) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render_page(
        request=request, template=template, context={"offer": found, "form": form, **context}, status=status
    )


def _decision(request: MemberRequest) -> LineDecision:
    """Raises: BadRequest, for what no button says."""
    text = request.POST.get("decision", "")
    if text not in CHOICES:
        raise BadRequest("no such decision")
    return LineDecision(text)


def _tell_changed(request: MemberRequest, changed: int) -> None:
    if not changed:
        messages.info(request, _("Nothing changed. Tick the devices you mean first."))
        return
    done = ngettext("%(count)s device was changed.", "%(count)s devices were changed.", changed)
    messages.success(request, done % {"count": changed})

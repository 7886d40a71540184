"""Declaring the condition of an offer's devices, and what changed from one version to another."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.partials import asked_partial, render_page
from b2b_portal.lib.templatetags.formats import money
from quotes.actions.declarations import (
    AT_ONCE,
    ConditionFixed,
    NothingDeclared,
    declare_condition,
    request_declaration,
)
from quotes.actions.offers import OfferExpired
from quotes.condition_form import ConditionForm, answers_of
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_versions import chosen_versions, differences, versions_of
from quotes.pricing.facts import DeviceFacts
from quotes.repricing import preview_of
from quotes.ticked_lines import EVERYTHING, ticked_lines
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

STEP = "step"  # the questionnaire sends it; the table of the offer, that only ticks devices, does not
PREVIEW = "condition-preview"
_DRAWN_AS_PHONES = {"smartphone", "tablet", "wearable"}
# What a proxy takes in one line of a request; more ticks than that are asked about without an address of their own.
LONGEST_ADDRESS = 3000
_CHOSEN = ("scope", "group", "line", "except")


@member_may(Permission.OFFER_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_condition(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Ask how the chosen devices are, show what that makes of the price, then save. Until then nothing is written."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    if not found.condition_may_be_declared:
        messages.warning(request, str(ConditionFixed()))
        return redirect("quotes:offer", found.pk)
    chosen = _chosen(request)
    lines = ticked_lines(found, chosen)
    if not lines.exists():
        messages.warning(request, _("Tick the devices whose condition you want to declare."))
        return redirect("quotes:offer", found.pk)
    sent = request.POST if STEP in request.POST else None
    address = _address_of(found, chosen)
    if request.method == "POST" and sent is None and len(address) < LONGEST_ADDRESS:
        return redirect(address)
    form = ConditionForm(sent, initial=_answers(lines))
    previews = asked_partial(request=request, partials=(PREVIEW,))
    if form.is_valid() and not previews:
        return _declare(request, found, lines, form)
    preview = preview_of(found, lines, form.declaration) if form.is_bound and form.is_valid() else None
    context = {"offer": found, "form": form, "preview": preview, **_about(lines, chosen)}
    status = 422 if form.is_bound and not previews else 200
    return render_page(
        request=request, template="quotes/offer_condition.html", context=context, partials=(PREVIEW,), status=status
    )


@member_may(Permission.OFFER_VIEW)
@require_safe
def offer_versions(request: MemberRequest, offer_id: UUID) -> HttpResponse:
    """Every version of an offer, and what differs between two of them."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    older, newer = chosen_versions(found, older=request.GET.get("older", ""), newer=request.GET.get("newer", ""))
    context = {
        "offer": found,
        "versions": versions_of(found),
        "older": older,
        "newer": newer,
        "differences": differences(found, older=older, newer=newer),
        "may_download": may(request.actor.role, Permission.DOCUMENT_DOWNLOAD),
    }
    return render_page(request=request, template="quotes/offer_versions.html", context=context)


def _chosen(request: MemberRequest) -> QueryDict:
    """What was ticked; an address without anything means all devices."""
    if request.method == "POST" or any(name in request.GET for name in _CHOSEN):
        return request.POST if request.method == "POST" else request.GET
    return QueryDict(f"scope={EVERYTHING}")


def _address_of(found: BuyBackOffer, chosen: QueryDict) -> str:
    """Where the questionnaire about these devices stands: to reload it must not make it one about all of them."""
    query = QueryDict(mutable=True)
    for name in _CHOSEN:
        query.setlist(name, chosen.getlist(name))
    return f"{reverse('quotes:offer_condition', args=[found.pk])}?{query.urlencode()}"


def _answers(lines: "QuerySet[OfferLine, OfferLine]") -> dict[str, Any]:
    """Devices that were declared, and alike, begin with what was said of them."""
    if lines.filter(is_declared=False).exists():
        return {}
    alike = list(lines.order_by().values_list("price__facts", flat=True).distinct()[:2])
    return answers_of(DeviceFacts.from_json(alike[0])) if len(alike) == 1 else {}


def _about(lines: "QuerySet[OfferLine, OfferLine]", chosen: QueryDict) -> dict[str, Any]:
    kinds = set(lines.order_by().values_list("category", flat=True).distinct())
    models = list(lines.order_by("model_label").values_list("model_label", flat=True).distinct()[:4])
    return {
        "units": lines.count(),
        "models": models[:3],
        "has_more_models": len(models) > 3,
        "chosen": [(name, value) for name in _CHOSEN for value in chosen.getlist(name)],
        "drawing": "phone" if kinds <= _DRAWN_AS_PHONES else "laptop",
        "asks_storage": lines.filter(storage_gb=None).exists(),
        "asks_model": lines.filter(price__waterfall__doubts__contains=["low_confidence"]).exists(),
    }


def _declare(
    request: MemberRequest, found: BuyBackOffer, lines: "QuerySet[OfferLine, OfferLine]", form: ConditionForm
) -> HttpResponse:
    ids, now, why = list(lines.values_list("pk", flat=True)), timezone.now(), form.cleaned_data["why"]
    if len(ids) > AT_ONCE:
        job = request_declaration(
            offer=found, lines=ids, declaration=form.declaration, why=why, by=request.actor, at=now
        )
        return redirect(f"{reverse('jobs:detail', args=[job.pk])}?lead_on=1")
    said = dict.fromkeys(ids, form.declaration)
    try:
        revision = declare_condition(
            offer=found, said=said, why=why, by=request.actor, at=now, today=timezone.localdate(now)
        )
    except (ConditionFixed, NothingDeclared, OfferExpired) as refused:
        messages.warning(request, str(refused))
        return redirect("quotes:offer", found.pk)
    messages.success(
        request,
        _("Version %(version)s is made: the offer goes from %(before)s to %(after)s.")
        % {
            "version": revision.number,
            "before": money(revision.total_before_amount, found.currency),
            "after": money(revision.total_after_amount, found.currency),
        },
    )
    return redirect("quotes:offer", found.pk)

"""The price agreements of one organisation: what is paid on top of our prices, until when, and who agreed to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from b2b_portal.lib.partials import render_page
from desk.agreement_form import AgreementForm
from desk.room import in_case
from desk.wanted_form import model_labels
from quotes.actions.agreements import AgreementEnded, AgreementsOverlap, agree_price, end_agreement
from quotes.models import PriceAgreement
from quotes.price_limits import AGREEMENT_LIMITS, BeyondLimit
from tenants.models import Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest

MOST_PAST = 50


@in_case(DeskPermission.VIEW)
@require_safe
def agreements(request: StaffRequest, organisation: Organisation) -> HttpResponse:
    """What holds or will hold, and what is over."""
    today, every = timezone.localdate(), PriceAgreement.objects.with_scope()
    context = {
        "organisation": organisation,
        "today": today,
        "agreements": every.not_ended().filter(until_on__gte=today).most_specific_first(),
        "past": every.over_on(today).latest_first()[:MOST_PAST],
        "may_agree": may(request.actor.role, DeskPermission.PRICE_AGREE),
    }
    return render_page(request=request, template="desk/agreements.html", context=context)


@in_case(DeskPermission.PRICE_AGREE)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_new(request: StaffRequest, organisation: Organisation) -> HttpResponse:
    """Agree on a percentage, within what the role may grant."""
    now = timezone.now()
    form = AgreementForm(request.POST if request.method == "POST" else None, today=timezone.localdate(now))
    if form.is_valid():
        try:
            agree_price(promise=form.promise, by=request.actor, at=now)
        except BeyondLimit as refused:
            form.add_error("percent", str(refused))
        except AgreementsOverlap as refused:
            form.add_error("from_on", str(refused))
        else:
            messages.success(request, _("Agreed: offers opened on these days pay it."))
            return redirect("desk:agreements", organisation.slug)
    context = {
        "organisation": organisation,
        "form": form,
        "models": model_labels(),
        "limit": AGREEMENT_LIMITS[request.actor.role],
    }
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/agreement_new.html", context=context, status=status)


@in_case(DeskPermission.PRICE_AGREE)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_end(request: StaffRequest, organisation: Organisation, agreement_id: UUID) -> HttpResponse:
    """End an agreement for offers to come; a GET asks first."""
    found = get_object_or_404(PriceAgreement.objects.with_scope(), pk=agreement_id)
    if request.method != "POST":
        context = {"organisation": organisation, "agreement": found}
        return render_page(request=request, template="desk/agreement_end.html", context=context)
    try:
        end_agreement(agreement=found, by=request.actor, at=timezone.now())
    except AgreementEnded as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The agreement has ended: offers opened before keep it."))
    return redirect("desk:agreements", organisation.slug)

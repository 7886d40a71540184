"""Requests for an account: the list, one of them, and the two answers."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.templatetags.formats import reader_locale
from desk.sign_up.forms import ApproveForm, DeclineForm
from tenants.actions import OrganisationRefused, free_slug
from tenants.guards import staff_may
from tenants.models import SignUpRequest
from tenants.models.organisation import portal_url
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest
from tenants.sign_up import SignUpDecided, approve_sign_up, decline_sign_up

MOST_OPEN, MOST_DECIDED = 200, 20


@staff_may(DeskPermission.SIGN_UP_DECIDE)
@require_safe
def sign_ups(request: StaffRequest) -> HttpResponse:
    """Who waits for an answer, oldest first, and the latest answers."""
    context = {
        "open": SignUpRequest.objects.open().oldest_first()[:MOST_OPEN],
        "decided": SignUpRequest.objects.decided().latest_decision_first()[:MOST_DECIDED],
        "form_url": portal_url() + reverse("sign_up_request", urlconf=settings.PORTAL_URLCONFS["site"]),
    }
    return render(request, "desk/sign_up_list.html", context)


@staff_may(DeskPermission.SIGN_UP_DECIDE)
@require_safe
def sign_up(request: StaffRequest, sign_up_id: UUID) -> HttpResponse:
    """One request, with the forms to answer it."""
    return _page(request, sign_up_id)


@staff_may(DeskPermission.SIGN_UP_DECIDE)
@require_POST
def approve(request: StaffRequest, sign_up_id: UUID) -> HttpResponse:
    """Make the organisation."""
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return _page(request, sign_up_id, approve=form)
    slug = form.cleaned_data["slug"]
    try:
        made = approve_sign_up(sign_up_id=_known(sign_up_id).pk, slug=slug, by=request.actor, at=timezone.now())
    except OrganisationRefused as refused:
        form.add_error("slug", refused.messages)
        return _page(request, sign_up_id, approve=form)
    except SignUpDecided as decided:
        messages.info(request, str(decided))
    else:
        messages.success(request, _("%(name)s is being set up. The e-mail follows at once.") % {"name": made.name})
    return redirect("desk_sign_up", sign_up_id)


@staff_may(DeskPermission.SIGN_UP_DECIDE)
@require_POST
def decline(request: StaffRequest, sign_up_id: UUID) -> HttpResponse:
    """Answer no."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, sign_up_id, decline=form)
    reason = form.cleaned_data["reason"]
    try:
        decline_sign_up(sign_up_id=_known(sign_up_id).pk, reason=reason, by=request.actor, at=timezone.now())
    except SignUpDecided as decided:
        messages.info(request, str(decided))
    else:
        messages.success(request, _("Declined. The person gets your reason by e-mail."))
    return redirect("desk_sign_up", sign_up_id)


def _page(request: StaffRequest, sign_up_id: UUID, **bound: ApproveForm | DeclineForm) -> HttpResponse:
    asked = _known(sign_up_id)
    context: dict[str, Any] = {"sign_up": asked, "country": reader_locale().territories.get(asked.country)}
    if asked.is_open:
        context |= {
            "approve": ApproveForm(initial={"slug": free_slug(asked.organisation_name)}),
            "decline": DeclineForm(),
        }
        context |= bound
    return render(request, "desk/sign_up_detail.html", context, status=422 if bound else 200)


def _known(sign_up_id: UUID) -> SignUpRequest:
    return get_object_or_404(SignUpRequest.objects.select_related("organisation"), pk=sign_up_id)

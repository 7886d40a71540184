"""The second person of a sale: the rule, and the answers to a request."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from b2b_portal.lib.partials import render_page
from quotes.actions.approvals import approve_sale, refuse_sale, set_rule, withdraw_request
from quotes.forms import AcceptanceRuleForm, RefuseSaleForm
from quotes.models import OfferApproval
from quotes.refusals import told
from quotes.second_person import limit
from quotes.views.offers import show_offer
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest


@member_may(Permission.OFFER_RULE)
@require_http_methods(["GET", "HEAD", "POST"])
def acceptance_rule(request: MemberRequest) -> HttpResponse:
    """From which amount on a sale needs a second person."""
    form = AcceptanceRuleForm(request.POST if request.method == "POST" else None, initial={"above": limit()})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(
            request=request, template="quotes/acceptance_rule.html", context={"form": form}, status=status
        )
    with told(request, done=_("The rule is saved. It holds from the next sale on.")):
        set_rule(**form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("quotes:acceptance_rule")


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_approve(request: MemberRequest, offer_id: UUID, approval_id: UUID) -> HttpResponse:
    """Sell as the second person."""
    found = _request_of(offer_id, approval_id)
    now = timezone.now()
    done = _("You have approved the sale: %(offer)s is accepted.") % {"offer": found.offer}
    with told(request, done=done):
        approve_sale(approval=found, by=request.actor, at=now, today=timezone.localdate(now))
    return redirect("quotes:offer", offer_id)


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_refuse(request: MemberRequest, offer_id: UUID, approval_id: UUID) -> HttpResponse:
    """Say no as the second person, and why."""
    found = _request_of(offer_id, approval_id)
    form = RefuseSaleForm(request.POST)
    if not form.is_valid():
        return show_offer(request, found.offer, status=422, refuse_form=form)
    with told(request, done=_("You have refused the sale; %(name)s is told.") % {"name": found.asked_by_name}):
        refuse_sale(approval=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("quotes:offer", offer_id)


@member_may(Permission.OFFER_ACCEPT)
@require_POST
def offer_withdraw_request(request: MemberRequest, offer_id: UUID, approval_id: UUID) -> HttpResponse:
    """Take back what one has asked for."""
    found = _request_of(offer_id, approval_id)
    with told(request, done=_("Your request is taken back. The offer can be accepted again.")):
        withdraw_request(approval=found, by=request.actor, at=timezone.now())
    return redirect("quotes:offer", offer_id)


def _request_of(offer_id: UUID, approval_id: UUID) -> OfferApproval:
    return get_object_or_404(OfferApproval.objects.select_related("offer"), pk=approval_id, offer_id=offer_id)

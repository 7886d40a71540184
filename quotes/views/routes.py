"""The legal references of the routes by which devices leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.partials import render_page
from quotes.actions.routes import set_references
from quotes.route_form import RouteForm
from quotes.route_proposals import proposals_for
from quotes.routes import references
from tenants.guards import member_may
from tenants.permissions import Permission
from tenants.requests import MemberRequest

PROPOSED = "proposed"  # in the address


@member_may(Permission.OFFER_RULE)
@require_http_methods(["GET", "HEAD", "POST"])
def route_references(request: MemberRequest) -> HttpResponse:
    """One reference for each route, as the organisation gives it; with `?proposed` our proposals stand in the form."""
    proposals = proposals_for(country=request.organisation.country, is_public_body=request.organisation.is_public_body)
    posted = request.POST if request.method == "POST" else None
    given = references()
    fills_in = PROPOSED in request.GET
    form = RouteForm(posted, initial={**proposals, **given} if fills_in else given, proposals=proposals)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "fills_in": fills_in, "may_fill_in": not fills_in and bool(proposals.keys() - given)}
        return render_page(request=request, template="quotes/routes.html", context=context, status=status)
    if set_references(given=form.given, by=request.actor, at=timezone.now()):
        messages.success(request, _("The references are saved. The next annex prints them."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("quotes:route_references")

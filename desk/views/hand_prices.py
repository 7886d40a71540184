"""Setting the price of a group of an open offer by hand, or of some devices of it."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from b2b_portal.lib.partials import render_page
from desk.hand_price_form import HandPriceForm
from desk.room import in_case
from quotes.actions.hand_prices import NothingToSet, meant_lines, price_by_rules, set_price
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import group_of
from quotes.price_limits import HAND_LIMITS, BeyondLimit
from quotes.refusals import told
from quotes.ticked_lines import single_lines
from tenants.models import Organisation
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

TICKED = "ticked"  # in the address: only the lines that follow


@in_case(DeskPermission.PRICE_SET)
@require_http_methods(["GET", "HEAD", "POST"])
def offer_price(request: StaffRequest, organisation: Organisation, offer_id: UUID, key: str) -> HttpResponse:
    """Ask for the price of each device of a group or of those ticked, and why; then set it as the next version."""
    found = get_object_or_404(BuyBackOffer, pk=offer_id)
    back = redirect("desk:offer", organisation.slug, found.pk)
    if request.method != "POST" and not found.condition_may_be_declared:
        return back
    only = single_lines(request.POST if request.method == "POST" else request.GET)
    if _ticks_nothing(request, found, key, only):
        messages.info(request, _("Tick the devices whose price you want to set."))
        return redirect("desk:offer_group", organisation.slug, found.pk, key)
    form = HandPriceForm(
        request.POST if request.method == "POST" else None,
        currency=found.currency,
        initial={"version": found.version},
    )
    if form.is_valid():
        try:
            _set(request, found, key, only, form)
        except (BeyondLimit, NothingToSet) as refused:
            form.add_error("amount", str(refused))
        else:
            return back
    return _ask(request, organisation, found, key, only, form)


def _ticks_nothing(request: StaffRequest, offer: BuyBackOffer, key: str, only: Collection[UUID]) -> bool:
    """Whether some devices of the group are asked for, and none of it is ticked: never its whole, then."""
    asks_for_some = request.method != "POST" and (TICKED in request.GET or bool(only))
    return asks_for_some and not (only and meant_lines(offer, key, only).exists())


def _set(request: StaffRequest, offer: BuyBackOffer, key: str, only: Collection[UUID], form: HandPriceForm) -> None:
    now = timezone.now()
    with told(request, done=_("The price is set: the offer has a new version, and its papers follow.")):
        set_price(
            offer=offer,
            key=key,
            only=only,
            asked=form.asked,
            seen_version=form.cleaned_data["version"],
            by=request.actor,
            at=now,
            today=timezone.localdate(now),
        )


def _ask(
    request: StaffRequest,
    organisation: Organisation,
    offer: BuyBackOffer,
    key: str,
    only: Collection[UUID],
    form: HandPriceForm,
) -> HttpResponse:
    try:
        group = group_of(offer, key=key)
    except OfferLine.DoesNotExist as missing:
        raise Http404 from missing
    ticked = list(meant_lines(offer, key, only).order_by("position")) if only else []
    context = {
        "organisation": organisation,
        "offer": offer,
        "group": group,
        "ticked": ticked,
        "units": len(ticked) or group.count,
        "by_rules": price_by_rules(group.line),
        "limit": HAND_LIMITS[request.actor.role],
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render_page(request=request, template="desk/offer_price.html", context=context, status=status)

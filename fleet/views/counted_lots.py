"""Devices that lists count and do not number."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from catalogue.models import Category
from fleet.actions.counted_lots import count_lot
from fleet.models import CountedLot
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 50
MOST = 100_000


class QuantityForm(forms.Form):
    quantity = forms.IntegerField(min_value=0, max_value=MOST)


@member_may(Permission.FLEET_VIEW)
@require_safe
def lot_list(request: MemberRequest) -> HttpResponse:
    """The lots by model, with how many devices each has."""
    lots = CountedLot.objects.select_related("site", "last_upload")
    page = page_of(lots, order=("model_sort", "id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    kinds = {kind.pk: kind.name for kind in Category.objects.all()}
    context = {
        "rows": [(lot, kinds.get(lot.category, "")) for lot in page.rows],
        "page": page,
        "links": page.links({}),
        "devices": CountedLot.objects.devices(),
        "may_change": may(request.membership.role, Permission.FLEET_CHANGE),
        "most": MOST,
    }
    return render_page(request=request, template="fleet/counted_lots.html", context=context, partials=("lot-list",))


@member_may(Permission.FLEET_CHANGE)
@require_POST
def lot_count(request: MemberRequest, lot_id: UUID) -> HttpResponse:
    """Count one lot anew."""
    lot = get_object_or_404(CountedLot, pk=lot_id)
    form = QuantityForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Write how many devices there are: a whole number, 0 when there are none."))
        return redirect("fleet:counted_lots")
    quantity = form.cleaned_data["quantity"]
    count_lot(lot=lot, quantity=quantity, by=request.actor, at=timezone.now())
    told = _("%(lot)s: counted.") if quantity else _("%(lot)s: taken out of the fleet.")
    messages.success(request, told % {"lot": lot.model_label or lot.model_text})
    return redirect("fleet:counted_lots")

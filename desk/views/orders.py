"""An order at the desk: handing it to the carrier, and its arrival."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from b2b_portal.lib.partials import render_page
from desk.forms import DeliverForm, ShipForm
from desk.room import in_case
from quotes.actions.orders import deliver_order, ship_order
from quotes.models import Order
from quotes.order_page import build_order_page
from quotes.refusals import told
from quotes.states import ORDER, OrderState
from tenants.models import Organisation
from tenants.permissions import DeskPermission, may
from tenants.requests import StaffRequest


@in_case(DeskPermission.VIEW)
@require_safe
def order(request: StaffRequest, organisation: Organisation, order_id: UUID) -> HttpResponse:
    """One order, and the next thing to do with it."""
    return _show(request, organisation, _order(order_id))


@in_case(DeskPermission.ORDER_SHIP)
@require_POST
def order_ship(request: StaffRequest, organisation: Organisation, order_id: UUID) -> HttpResponse:
    """The carrier has it."""
    found = _order(order_id)
    form = ShipForm(request.POST)
    if not form.is_valid():
        return _show(request, organisation, found, status=422, ship_form=form)
    with told(request, done=_("%(order)s is on its way.") % {"order": found}):
        ship_order(order=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("desk:order", organisation.slug, found.pk)


@in_case(DeskPermission.ORDER_SHIP)
@require_POST
def order_deliver(request: StaffRequest, organisation: Organisation, order_id: UUID) -> HttpResponse:
    """The customer has it: invoice and impact report follow."""
    found = _order(order_id)
    form = _deliver_form(found, request.POST)
    if not form.is_valid():
        return _show(request, organisation, found, status=422, deliver_form=form)
    with told(request, done=_("%(order)s is delivered. Its invoice and impact report follow.") % {"order": found}):
        deliver_order(order=found, **form.cleaned_data, by=request.actor, at=timezone.now())
    return redirect("desk:order", organisation.slug, found.pk)


def _order(order_id: UUID) -> Order:
    return get_object_or_404(Order.objects.select_related("quote"), pk=order_id)


def _deliver_form(found: Order, data: Any = None) -> DeliverForm:
    today = timezone.localdate()
    placed_on = timezone.localdate(found.placed_at)
    return DeliverForm(data, placed_on=placed_on, today=today, initial={"delivered_on": today})


def _show(
    request: StaffRequest, organisation: Organisation, found: Order, *, status: int = 200, **forms: Any
) -> HttpResponse:
    may_ship = may(request.actor.role, DeskPermission.ORDER_SHIP)
    next_states = ORDER.targets(found.state) if may_ship else ()
    context = {
        "organisation": organisation,
        "page": build_order_page(found, for_customer=False),
        "may_download": True,
        "can_ship": OrderState.SHIPPED in next_states,
        "can_deliver": OrderState.DELIVERED in next_states,
        "ship_form": ShipForm(),
        "deliver_form": _deliver_form(found),
        **forms,
    }
    return render_page(request=request, template="desk/order.html", context=context, status=status)

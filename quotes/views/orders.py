"""The orders of an organisation, and where they are."""

from uuid import UUID

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from quotes.models import Order
from quotes.order_page import build_order_page
from tenants.guards import member_may
from tenants.permissions import Permission, may
from tenants.requests import MemberRequest

PER_PAGE = 25


@member_may(Permission.ORDER_VIEW)
@require_safe
def order_list(request: MemberRequest) -> HttpResponse:
    """Every order, the latest first."""
    orders = Order.objects.select_related("quote").annotate(net_amount=Sum("lines__net_amount"))
    page = page_of(orders, order=("-placed_at", "-id"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    return render_page(request=request, template="quotes/orders.html", context={"page": page, "links": page.links({})})


@member_may(Permission.ORDER_VIEW)
@require_safe
def order(request: MemberRequest, order_id: UUID) -> HttpResponse:
    """One order: its way, its lines, its documents."""
    found = get_object_or_404(Order.objects.select_related("quote"), pk=order_id)
    context = {
        "page": build_order_page(found, for_customer=True),
        "may_download": may(request.actor.role, Permission.DOCUMENT_DOWNLOAD),
    }
    return render_page(request=request, template="quotes/order.html", context=context)

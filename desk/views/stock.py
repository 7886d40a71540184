"""The partners' stock: the list, and the suggestions below a SKU."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from b2b_portal.lib.keyset import TOKEN, page_of
from b2b_portal.lib.partials import render_page
from catalogue.models import StockOffer
from tenants.guards import staff_may
from tenants.permissions import DeskPermission
from tenants.requests import StaffRequest

PER_PAGE = 50
SUGGESTIONS = 10
MOST_SKUS = 500


@staff_may(DeskPermission.STOCK_VIEW)
@require_safe
def stock(request: StaffRequest) -> HttpResponse:
    """Every offer of every partner, searched by SKU or title, with what is left of it."""
    text = request.GET.get("q", "").strip()[:100]
    offers = StockOffer.objects.active() if "all" in request.GET else StockOffer.objects.available()
    found = offers.search(text).select_related("reconditioner")
    page = page_of(found, order=("search_text", "sku"), size=PER_PAGE, token=request.GET.get(TOKEN, ""))
    kept = {"q": [text], "all": request.GET.getlist("all")}
    context = {
        "rows": [(offer, _margin_rate(offer)) for offer in page.rows],
        "page": page,
        "links": page.links(kept),
        "q": text,
        "shows_all": "all" in request.GET,
    }
    return render_page(request=request, template="desk/stock.html", context=context, partials=("stock-list",))


@staff_may(DeskPermission.STOCK_VIEW)
@require_safe
def stock_options(request: StaffRequest) -> HttpResponse:
    """The <option>s of the sheet: what matches the words in `q`, or exactly the SKUs named by `sku`."""
    available = StockOffer.objects.available()
    if skus := request.GET.getlist("sku"):
        found = available.filter(sku__in=skus[:MOST_SKUS]).order_by("sku")
    else:
        found = available.search(request.GET.get("q", "")[:100]).by_title()[:SUGGESTIONS]
    language = request.GET.get("language", "") or get_language() or "en"
    options = [(offer, offer.title_in(language)) for offer in found]
    return render(request, "desk/stock_options.html", {"options": options})


def _margin_rate(offer: StockOffer) -> Decimal | None:
    """The share of its list price that would be earned on it."""
    price = offer.unit_price_amount
    return (price - offer.unit_cost_amount) / price if price else None

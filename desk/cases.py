"""The lists of an organisation's case: what each holds, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from fleet.models import Upload
from quotes.models import BuyBackOffer, Order, Programme, Quote
from records.models import Document

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, kw_only=True)
class CaseList:
    """One kind of thing: its rows, their order for paging, the template of its table."""

    name: str
    title: "StrPromise"
    rows: Callable[[], QuerySet[Any, Any]]
    order: tuple[str, ...]
    template: str
    nothing: "StrPromise"


LISTS: dict[str, CaseList] = {
    one.name: one
    for one in (
        CaseList(
            name="quotes",
            title=_("Quotes"),
            rows=lambda: Quote.objects.prefetch_related("lines"),
            order=("-created_at", "-id"),
            template="desk/rows_quotes.html",
            nothing=_("No quote yet: start one from the stock."),
        ),
        CaseList(
            name="offers",
            title=_("Buy-back offers"),
            rows=BuyBackOffer.objects.all,
            order=("-opened_at", "-id"),
            template="quotes/offer_rows.html",
            nothing=_("No offer yet: the customer asks for one in the fleet."),
        ),
        CaseList(
            name="programmes",
            title=_("Programmes"),
            rows=Programme.objects.all,
            order=("-made_at", "-id"),
            template="desk/rows_programmes.html",
            nothing=_("No programme yet: the customer plans one over months and sites."),
        ),
        CaseList(
            name="orders",
            title=_("Orders"),
            rows=lambda: Order.objects.select_related("quote").annotate(net_amount=Sum("lines__net_amount")),
            order=("-placed_at", "-id"),
            template="quotes/order_rows.html",
            nothing=_("No order yet: one begins when a quote is accepted."),
        ),
        CaseList(
            name="uploads",
            title=_("Uploads"),
            rows=Upload.objects.all,
            order=("-received_at", "-id"),
            template="desk/rows_uploads.html",
            nothing=_("No upload yet."),
        ),
        CaseList(
            name="documents",
            title=_("Documents"),
            rows=Document.objects.for_operator,
            order=("-created_at", "-id"),
            template="desk/rows_documents.html",
            nothing=_("No document yet."),
        ),
    )
}

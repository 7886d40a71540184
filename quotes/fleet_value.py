"""The column of the fleet table that says what each device would bring today, sold by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from b2b_portal.lib.templatetags.formats import whole_money
from catalogue.models import PriceBook
from fleet.models import Device
from fleet.sale_bans import may_be_sold
from fleet.standing import standing_of
from fleet.table_columns import Cell, SuppliedColumn
from quotes.opening import facts_of
from quotes.price_terms import book_on_terms, terms_today
from quotes.pricing.explain import DOUBTS, explain
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall
from records.documents import current_organisation
from tenants.permissions import Permission


def price_cells(devices: Sequence[Device], at: datetime) -> list[Cell]:
    """A cell for each device: its price or range, or why there is none; two queries, with the models at hand."""
    currency = current_organisation().currency
    published = PriceBook.objects.in_force(currency=currency, at=at)
    today = timezone.localdate(at)
    book = book_on_terms(published.pk, terms_today(today=today))
    return [
        _cell(
            price_device(
                facts_of(device, launched_on=device.model.launched_on if device.model else None),
                book,
                at=today,
                lot_units=1,
            )
        )
        if device.is_free and may_be_sold(device, on=today)
        else Cell(title=str(standing_of(device, on=today).label), look="num")
        for device in devices
    ]


def _cell(waterfall: Waterfall) -> Cell:
    currency, low, high = waterfall.net.currency, waterfall.low.amount, waterfall.high.amount
    doubts = " ".join(_(DOUBTS[doubt]) for doubt in waterfall.doubts)
    if not high:
        withheld = waterfall.steps[-1] if waterfall.withheld.amount else None
        reason = explain(code=withheld.code, params=withheld.params, translate=_) if withheld else doubts
        return Cell(title=reason or _("It would bring nothing."), look="num")
    if low == high:
        return Cell(text=whole_money(low, currency), title=doubts, look="num text-nowrap")
    text = _("%(low)s to %(high)s") % {"low": whole_money(low, currency), "high": whole_money(high, currency)}
    return Cell(text=text, title=doubts, look="num text-nowrap")


VALUE = SuppliedColumn(
    label=gettext_lazy("Estimated value"),
    cells=price_cells,
    permission=Permission.OFFER_VIEW,
    related=("model",),
)

"""The figures of a chart's table, written as its drawing writes them."""

from decimal import Decimal

from django.template import Library

from b2b_portal.lib.charts import Figure, Series
from b2b_portal.lib.templatetags.formats import NOTHING, money, number, percent

register = Library()


@register.filter
def figure(value: Figure, series: Series) -> str:
    """Write one figure of `series`: 1,240, €214.50, 18.1% or 12 kg."""
    if value is None:
        return NOTHING
    if series.format == "money":
        return money(Decimal(value), series.currency)
    if series.format == "percent":
        return percent(value, series.digits)
    written = number(value, series.digits)
    return f"{written}\u00a0{series.unit}" if series.unit else written

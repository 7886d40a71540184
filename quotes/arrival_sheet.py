"""The devices of a sale as a workbook: what has arrived and when, what is missing, and what each counts."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from quotes.condition_words import condition_of
from quotes.models import Arrival, OfferLine

AT_ONCE = 2000
_WIDTHS = (22, 18, 16, 34, 44, 18, 14, 14, 14)


def write_arrival_sheet(arrival: Arrival) -> bytes:
    """Every sold device in the reader's language, those that are missing first."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(arrival.offer.reference)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([heading(sheet, text) for text in _headers(arrival.offer.currency)])
    lines = arrival.offer.lines.to_sell().select_related("arrived__delivery")
    missing_first = lines.order_by(F("arrived__delivery__arrived_on").desc(nulls_first=True), "position")
    for line in missing_first.iterator(chunk_size=AT_ONCE):
        sheet.append(_cells(sheet, line, arrival.arrive_by_on))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _headers(currency: str) -> Sequence[str]:
    money = {"currency": currency}
    return (
        pgettext("column of a list", "Serial number"),
        pgettext("column of a list", "IMEI"),
        pgettext("column of a list", "Asset tag"),
        pgettext("column of a list", "Model"),
        _("Condition"),
        pgettext("column of a list", "Arrival"),
        _("Arrived on"),
        _("Agreed (%(currency)s)") % money,
        _("Counts (%(currency)s)") % money,
    )


def _cells(sheet: Any, line: OfferLine, latest: date) -> list[Any]:
    texts = (line.serial, line.imei, line.asset_tag, line.model_label, condition_of(line))
    arrived = getattr(line, "arrived", None)
    if arrived is None:
        told: list[Any] = [_("not arrived"), None, line.net_amount, None]
    else:
        day = arrived.delivery.arrived_on
        told = [_("late") if day > latest else _("arrived"), day, arrived.agreed_amount, arrived.counted_amount]
    return [*(safe_cell(sheet, text) for text in texts), *told]

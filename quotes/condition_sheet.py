"""A workbook with the lines of an offer, to fill in what condition each device is in."""

import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from quotes.condition_columns import ANSWERS, COLUMNS, NO, NONE, YES, Column
from quotes.models import BuyBackOffer, OfferLine

AT_ONCE = 2000
_WIDTHS = {"serial": 22, "imei": 18, "model": 34, "defects": 48}


def write_condition_sheet(offer: BuyBackOffer) -> bytes:
    """Every line of the offer in the reader's language; answers stand where they were declared before."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Devices"))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS):
        sheet.column_dimensions["ABCDEFGHIJKL"[number]].width = _WIDTHS.get(column.name, 16)
    sheet.append([heading(sheet, str(column.header)) for column in COLUMNS])
    for line in offer.lines.in_order().iterator(chunk_size=AT_ONCE):
        sheet.append([safe_cell(sheet, text) for text in _cells(line)])
    _explain(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cells(line: OfferLine) -> Iterator[str]:
    yield from (line.serial, line.imei, line.asset_tag, line.model_label)
    for column in ANSWERS:
        yield _answer(line, column) if line.is_declared else ""


def _answer(line: OfferLine, column: Column) -> str:
    value = getattr(line, column.name)
    if value is None:
        return ""
    if column.name == "defects":
        return "; ".join(str(column.words[code]) for code in value or [NONE])
    if isinstance(value, bool):
        return str(column.words[YES if value else NO])
    return str(column.words[value]) if column.words else str(value)


def _explain(book: Workbook) -> None:
    """A second sheet with every word that a cell may hold."""
    sheet = book.create_sheet(_("What to write"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60
    sheet.append([heading(sheet, _("Column")), heading(sheet, _("What to write"))])
    for column in ANSWERS:
        words = [str(word) for word in column.words.values()] if column.words else [_("A number")]
        for place, word in enumerate(words):
            sheet.append([safe_cell(sheet, str(column.header) if not place else ""), safe_cell(sheet, word)])
    sheet.append([None, safe_cell(sheet, _("Several defects stand in one cell, with a semicolon between them."))])
    sheet.append([None, safe_cell(sheet, _("What is left empty stays as it is."))])

"""An offer as a workbook: every line with its identifiers, condition, decision, price, and the steps in words."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from b2b_portal.lib.templatetags.formats import signed_money
from quotes.condition_words import condition_of, questions_of, translated
from quotes.models import BuyBackOffer, OfferLine
from quotes.pricing.explain import DOUBTS, explain

AT_ONCE = 2000
_WIDTHS = (6, 22, 18, 16, 34, 44, 14, 12, 12, 12, 40, 70)


def write_offer_sheet(offer: BuyBackOffer) -> bytes:
    """Every line in the offer's order and the reader's language; lines priced alike are put into words once."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(offer.reference)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKL", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([heading(sheet, text) for text in _headers(offer.currency)])
    in_words: dict[int, tuple[str, str]] = {}
    for line in offer.lines.in_order().iterator(chunk_size=AT_ONCE):
        if line.price_id not in in_words:
            in_words[line.price_id] = _words_of(line)
        sheet.append(_cells(sheet, line, in_words[line.price_id]))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _headers(currency: str) -> Sequence[str]:
    money = {"currency": currency}
    return (
        pgettext("position of a line", "No."),
        pgettext("column of a list", "Serial number"),
        pgettext("column of a list", "IMEI"),
        pgettext("column of a list", "Asset tag"),
        pgettext("column of a list", "Model"),
        _("Condition"),
        _("Decision"),
        _("We pay (%(currency)s)") % money,
        _("Up to (%(currency)s)") % money,
        _("Withheld (%(currency)s)") % money,
        _("What is not certain yet"),
        _("How we got this price"),
    )


def _cells(sheet: Any, line: OfferLine, words: tuple[str, str]) -> list[Any]:
    texts = (line.serial, line.imei, line.asset_tag, line.model_label, condition_of(line), line.get_decision_display())
    amounts = (line.net_amount, line.high_amount, line.price.withheld_amount)
    return [
        line.position,
        *(safe_cell(sheet, text) for text in texts),
        *amounts,
        *(safe_cell(sheet, text) for text in words),
    ]


def _words_of(line: OfferLine) -> tuple[str, str]:
    """What is uncertain about a price, and its steps, a line of text each."""
    priced = line.priced
    steps = (
        _("%(step)s: %(amount)s")
        % {
            "step": explain(code=step.code, params=translated(step.params), translate=_),
            "amount": signed_money(step.amount, priced.net.currency),
        }
        for step in priced.steps
        if step.is_told
    )
    unsure = (*(_(DOUBTS[doubt]) for doubt in priced.doubts), *questions_of(priced))
    return "\n".join(unsure), "\n".join(steps)

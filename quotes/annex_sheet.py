"""The annex to a council's decision as a workbook: the same devices and sums as on paper."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from quotes.annex_document import AnnexDocument, known_or_none

_WIDTHS = (28, 34, 22, 16, 14, 16, 16, 30, 18)


def write_annex_sheet(document: AnnexDocument) -> bytes:
    """A row for each device in the document's order and language, the sums below; an unknown price is no 0."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(document.number)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    with override(document.language):
        sheet.append([heading(sheet, text) for text in _headers(document.currency)])
        for cells in _rows(sheet, document):
            sheet.append(cells)
        sheet.append([])
        sheet.append(_sums(sheet, document))
        if document.compared:
            _write_compared(book.create_sheet(_("Offers compared")), document)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _headers(currency: str) -> Sequence[str]:
    money = {"currency": currency}
    return (
        pgettext("column of a list", "Site"),
        pgettext("column of a list", "Model"),
        pgettext("column of a list", "Serial number"),
        pgettext("column of a list", "Asset tag"),
        pgettext("column of a list", "Purchase date"),
        _("Initial value (%(currency)s)") % money,
        _("Offered value (%(currency)s)") % money,
        _("Paid for by"),
        _("Proposed route"),
    )


def _rows(sheet: Any, document: AnnexDocument) -> Iterator[list[Any]]:
    for site in document.sites:
        for model in site.models:
            for device in model.devices:
                texts = (site.name or _("No site"), model.name, device.identifier, device.asset_tag)
                yield [
                    *(safe_cell(sheet, text) for text in texts),
                    device.purchased_on,
                    device.initial,
                    device.present,
                    safe_cell(sheet, device.paid_by),
                    safe_cell(sheet, device.route),
                ]


def _write_compared(sheet: Any, document: AnnexDocument) -> None:
    """The offers that the body has received for the devices to sell, with this one among them."""
    for letter, width in zip("ABCD", (38, 16, 18, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    money = _("Amount (%(currency)s)") % {"currency": document.currency}
    sheet.append([heading(sheet, text) for text in (_("Buyer"), _("Date of the offer"), money, _("Source"))])
    given = _("As given by %(name)s") % {"name": document.customer.name}
    for one in document.compared:
        source = _("This offer") if one.is_ours else given
        sheet.append([safe_cell(sheet, one.buyer), one.offered_on, one.amount, safe_cell(sheet, source)])


def _sums(sheet: Any, document: AnnexDocument) -> list[Any]:
    initial = known_or_none(device.initial for device in document.devices)
    return [
        heading(sheet, _("Total")),
        heading(sheet, _("%(count)s devices") % {"count": document.quantity}),
        None,
        None,
        None,
        initial,
        document.present_amount,
    ]

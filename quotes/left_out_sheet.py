"""The devices that may not be offered as a workbook: which, why, whose until when, and what to do."""

import io
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from quotes.eligibility import REASONS, REMEDIES

AT_ONCE = 2000
MOST_ROWS = 20_000  # some seconds of work; more are asked for reason by reason
_WIDTHS = (22, 18, 16, 34, 40, 24, 20, 14, 70)


def write_left_out(devices: QuerySet[Any]) -> bytes:
    """Those of `not_offerable`, or what an offer left out, in their order and the reader's language."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Not offered"))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([heading(sheet, text) for text in _headers()])
    for device in devices.iterator(chunk_size=AT_ONCE):
        sheet.append(_cells(sheet, device))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _headers() -> Sequence[str]:
    return (
        pgettext("column of a list", "Serial number"),
        pgettext("column of a list", "IMEI"),
        pgettext("column of a list", "Asset tag"),
        pgettext("column of a list", "Model"),
        _("Why not"),
        pgettext("column of a list", "Lessor"),
        pgettext("column of a list", "Lease"),
        pgettext("column of a list", "Lease ends on"),
        _("What to do"),
    )


def _cells(sheet: Any, device: Any) -> list[Any]:
    texts = (device.serial, device.imei, device.asset_tag, device.model_label, str(REASONS[device.why_not]))
    return [
        *(safe_cell(sheet, text) for text in texts),
        safe_cell(sheet, device.lessor),
        safe_cell(sheet, device.lease_reference),
        device.lease_ends_on,
        str(REMEDIES[device.why_not]),
    ]

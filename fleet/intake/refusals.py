"""What to tell the person whose file cannot be read: one sentence per refusal, each with what to do."""

from collections.abc import Mapping
from types import MappingProxyType

from b2b_portal.lib.messages import gettext_noop
from b2b_portal.lib.spreadsheets.refusals import RefusalCode

# No column names a device: the only refusal that is decided here and not by the reader of spreadsheets.
NO_IDENTIFIER_COLUMN = "no_identifier_column"

# Filled from the refusal's detail.
REFUSAL_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        RefusalCode.NOT_A_SPREADSHEET: gettext_noop(
            "This file is not a spreadsheet. Export your device list as .xlsx or .csv and upload that file."
        ),
        RefusalCode.UNSUPPORTED_FORMAT: gettext_noop(
            "We do not read .%(format)s files. Open it in your spreadsheet program, save it as .xlsx and upload that."
        ),
        RefusalCode.OLD_EXCEL: gettext_noop(
            "This workbook is in the format of an Excel of the 1990s. Open it in a spreadsheet program, "
            "save it as .xlsx and upload that."
        ),
        RefusalCode.WEB_PAGE: gettext_noop(
            "This file is a web page, and we found no list of devices in it. Open it in your spreadsheet program, "
            "save it as .xlsx and upload that."
        ),
        RefusalCode.ENCRYPTED: gettext_noop(
            "This file is protected by a password. Save a copy without a password and upload that one."
        ),
        RefusalCode.HAS_MACROS: gettext_noop(
            "This workbook contains macros, which we do not accept. Save it as .xlsx without macros and upload that."
        ),
        RefusalCode.DAMAGED: gettext_noop(
            "This file is damaged. Open it in your spreadsheet program, save it again as .xlsx or .csv and upload it."
        ),
        RefusalCode.ZIP_BOMB: gettext_noop(
            "This file unpacks to far more than a device list holds. Export the list again and upload the new file."
        ),
        RefusalCode.TOO_LARGE: gettext_noop(
            "This file unpacks to more than %(limit_mb)s MB. Split the list, one site in each file, and upload them."
        ),
        RefusalCode.TOO_MANY_ROWS: gettext_noop(
            "The sheet has %(rows)s rows; we read up to %(limit)s. "
            "Delete what stands far below the list, or split the list."
        ),
        RefusalCode.TOO_MANY_COLUMNS: gettext_noop(
            "The sheet has %(columns)s columns; we read up to %(limit)s. "
            "Delete what stands far to the right of the list and upload it again."
        ),
        RefusalCode.TOO_MANY_CELLS: gettext_noop(
            "The sheet reaches over %(rows)s rows and %(columns)s columns, mostly empty. "
            "Copy the list into a new sheet and upload that."
        ),
        RefusalCode.UNCLOSED_QUOTE: gettext_noop(
            "The quotation mark that opens a cell in row %(row)s is never closed. "
            "Delete it, or save the list as .xlsx, and upload it again."
        ),
        RefusalCode.LONG_LINE: gettext_noop(
            "Row %(row)s is longer than any row of a device list. Export the list again, as .xlsx if you can."
        ),
        RefusalCode.EMPTY: gettext_noop(
            "There are no devices in this file. Check that you exported the list itself, then upload it again."
        ),
        RefusalCode.NO_HEADER: gettext_noop(
            "We found no row with column names. Write names such as Serial number and Model above the columns."
        ),
        RefusalCode.READER_DIED: gettext_noop(
            "This file could not be read. Save it again as .xlsx or .csv and upload it; if that fails too, write to us."
        ),
        RefusalCode.READER_TIMED_OUT: gettext_noop(
            "Reading this file took more than %(seconds)s seconds. Split the list and upload the parts."
        ),
        NO_IDENTIFIER_COLUMN: gettext_noop(
            "No column holds serial numbers, IMEIs or asset tags. Add one of them to the list and upload it again."
        ),
    }
)

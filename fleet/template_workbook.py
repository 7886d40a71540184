"""A workbook to fill in: the columns that we read, lists to choose from, and a second sheet that explains each column.

Its headers and words are ones that the intake reads, in either language: a test uploads it.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.models import CatalogueRevision, Category

TEXT, DAY, NUMBER = "@", "yyyy-mm-dd", "0"
LAST_ROW = 100_001
_Words = tuple[str | Promise, ...]


@dataclass(frozen=True)
class Column:
    """One column to fill in: how it is called, what belongs in it, an example, and how its cells are kept."""

    field: str
    header: str | Promise
    help: str | Promise
    example: str | Promise = ""
    format: str = TEXT
    words: _Words = ()


_OWNERS: _Words = (
    pgettext_lazy("a word in a list of devices", "Organisation"),
    pgettext_lazy("a word in a list of devices", "Leased"),
    pgettext_lazy("a word in a list of devices", "Funded"),
    pgettext_lazy("a word in a list of devices", "Personal"),
)
_CONDITIONS: _Words = (
    pgettext_lazy("a word in a list of devices", "Like new"),
    pgettext_lazy("a word in a list of devices", "Good"),
    pgettext_lazy("a word in a list of devices", "Fair"),
    pgettext_lazy("a word in a list of devices", "Poor"),
    pgettext_lazy("a word in a list of devices", "Faulty"),
    pgettext_lazy("a word in a list of devices", "Does not start"),
)
_LOCKS: _Words = (
    pgettext_lazy("a word in a list of devices", "No"),
    pgettext_lazy("a word in a list of devices", "Yes"),
)

COLUMNS = (
    Column(
        "serial",
        pgettext_lazy("column of a list", "Serial number"),
        gettext_lazy("Of the maker. A row needs this, an IMEI or an asset tag."),
        "F2LXK1AAAA01",
    ),
    Column(
        "imei",
        pgettext_lazy("column of a list", "IMEI"),
        gettext_lazy("15 digits, of phones and of tablets with a SIM card."),
        "359999010000032",
    ),
    Column("asset_tag", pgettext_lazy("column of a list", "Asset tag"), gettext_lazy("Your own number."), "IT-0001"),
    Column("manufacturer", pgettext_lazy("column of a list", "Maker"), gettext_lazy("As it says on it."), "Apple"),
    Column(
        "model",
        pgettext_lazy("column of a list", "Model"),
        gettext_lazy("The name by which it is sold, as complete as you have it."),
        "iPhone 13",
    ),
    Column(
        "model_code",
        pgettext_lazy("column of a list", "Model code"),
        gettext_lazy("Where the name is unknown: the maker's code, such as a part number."),
        "MLPF3ZD/A",
    ),
    Column("category", pgettext_lazy("column of a list", "Category"), gettext_lazy("The kind of device: choose one.")),
    Column(
        "storage",
        pgettext_lazy("column of a list", "Storage (GB)"),
        gettext_lazy("Decides much of the price."),
        "128",
        NUMBER,
    ),
    Column("ram", pgettext_lazy("column of a list", "RAM (GB)"), gettext_lazy("Of computers."), "16", NUMBER),
    Column(
        "purchased_on",
        pgettext_lazy("column of a list", "Purchase date"),
        gettext_lazy("Tells the age, and when the device is due for refresh."),
        "2022-03-01",
        DAY,
    ),
    Column("site", pgettext_lazy("column of a list", "Site"), gettext_lazy("Where the device is."), "Lyon"),
    Column("cost_centre", pgettext_lazy("column of a list", "Cost centre"), gettext_lazy("If you use them."), "4200"),
    Column(
        "ownership",
        pgettext_lazy("column of a list", "Ownership"),
        gettext_lazy("Only your organisation's own devices can be offered for sale."),
        _OWNERS[0],
        words=_OWNERS,
    ),
    Column(
        "condition",
        pgettext_lazy("column of a list", "Condition"),
        gettext_lazy("The first four work and say how they look (grades A to D); the others say what does not work."),
        _CONDITIONS[1],
        words=_CONDITIONS,
    ),
    Column(
        "activation_lock",
        pgettext_lazy("column of a list", "Activation lock"),
        gettext_lazy("Whether the device is still tied to an account."),
        _LOCKS[0],
        words=_LOCKS,
    ),
    Column(
        "battery_health",
        pgettext_lazy("column of a list", "Battery health (%)"),
        gettext_lazy("In percent, where the device tells it."),
        "87",
        NUMBER,
    ),
)


def template_workbook() -> bytes:
    """The workbook in the reader's language; written once per language and catalogue."""
    return _written(get_language() or "", CatalogueRevision.objects.current())


@lru_cache(maxsize=8)
def _written(language: str, revision: int) -> bytes:
    with override(language):
        kinds = tuple(category.name for category in Category.objects.order_by("slug"))
        book = Workbook()
        devices = book.active
        devices.title = _("Devices")
        lists = book.create_sheet(_("Lists"))
        explained = book.create_sheet(_("How to fill it in"), 1)
        lists.sheet_state = "hidden"
        for number, column in enumerate(COLUMNS, start=1):
            words = kinds if column.field == "category" else tuple(map(str, column.words))
            _add_column(devices, number, column)
            if words:
                _add_list(devices, lists, number, words)
        _explain(explained, kinds)
        devices.freeze_panes = "A2"
        file = io.BytesIO()
        book.save(file)
    return file.getvalue()


def _add_column(sheet: Worksheet, number: int, column: Column) -> None:
    """Its header, and how what is typed below is kept: a serial number made of digits stays as it is."""
    head = sheet.cell(1, number, str(column.header))
    head.font = Font(bold=True)
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.width = max(14, len(str(column.header)) + 4)
    dimension.number_format = column.format


def _add_list(sheet: Worksheet, lists: Worksheet, number: int, words: Sequence[str]) -> None:
    letter = get_column_letter(number)
    for place, word in enumerate(words, start=1):
        lists.cell(place, number, word)
    source = f"'{lists.title}'!${letter}$1:${letter}${len(words)}"
    choice = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=True)
    choice.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(choice)


def _explain(sheet: Worksheet, kinds: Sequence[str]) -> None:
    for number, (title, width) in enumerate(((_("Column"), 26), (_("What to write"), 70), (_("Example"), 24)), start=1):
        sheet.cell(1, number, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for place, column in enumerate(COLUMNS, start=2):
        example = kinds[0] if column.field == "category" and kinds else column.example
        for number, text in enumerate((column.header, column.help, example), start=1):
            cell = sheet.cell(place, number, str(text))
            cell.number_format = TEXT
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"

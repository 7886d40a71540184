"""Device models as a workbook: one row each, its facts with their sources. Uploaded again, it changes what differs."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from catalogue.model_facts import written_launch
from catalogue.models import Category, DeviceModel

SHEET = pgettext_lazy("a sheet of models", "Models")
LISTS = pgettext_lazy("a sheet of models", "Lists")
YES, NO = pgettext_lazy("a cell of models", "Yes"), pgettext_lazy("a cell of models", "No")
COLUMNS: Mapping[str, str | Promise] = {
    "slug": pgettext_lazy("a column of models", "ID (empty for a new model)"),
    "maker": pgettext_lazy("a column of models", "Maker"),
    "name": pgettext_lazy("a column of models", "Name"),
    "category": pgettext_lazy("a column of models", "Kind of device"),
    "launched": pgettext_lazy("a column of models", "Launched"),
    "launched_source": pgettext_lazy("a column of models", "Launched: source"),
    "launched_source_year": pgettext_lazy("a column of models", "Launched: year of the source"),
    "supported_until_on": pgettext_lazy("a column of models", "Last day of support"),
    "supported_source": pgettext_lazy("a column of models", "Support: source"),
    "supported_source_year": pgettext_lazy("a column of models", "Support: year of the source"),
    "weight_kg": pgettext_lazy("a column of models", "Weight (kg)"),
    "weight_source": pgettext_lazy("a column of models", "Weight: source"),
    "weight_source_year": pgettext_lazy("a column of models", "Weight: year of the source"),
    "is_active": pgettext_lazy("a column of models", "In use"),
}
_WIDTHS = {"slug": 34, "name": 38, "category": 24, **dict.fromkeys(("launched_source", "weight_source"), 40)}
_LAST_ROW = 20_001


def write_models_workbook(models: Iterable[DeviceModel]) -> bytes:
    """Return the .xlsx of these models, their makers at hand, in the reader's language."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(SHEET))
    sheet.freeze_panes = "D2"
    categories = {category.slug: category.name for category in Category.objects.order_by("slug")}
    choices = {"category": sorted(categories.values()), "is_active": [str(YES), str(NO)]}
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 18)
        if name in choices:
            _offer(sheet, number, place=list(choices).index(name), most=len(choices[name]))
    sheet.append([heading(sheet, str(words)) for words in COLUMNS.values()])
    for model in models:
        sheet.append([_cell(sheet, value) for value in _values(model, categories)])
    lists = book.create_sheet(str(LISTS))
    lists.sheet_state = "hidden"
    for row in range(max(map(len, choices.values()))):
        lists.append([words[row] if row < len(words) else None for words in choices.values()])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _values(model: DeviceModel, categories: Mapping[str, str]) -> Iterable[Any]:
    own = {
        "maker": model.maker.name,
        "category": categories[model.category_id],
        "launched": written_launch(model),
        "supported_until_on": model.supported_until_on.isoformat() if model.supported_until_on else "",
        "is_active": str(YES if model.is_active else NO),
    }
    return (own[name] if name in own else getattr(model, name) for name in COLUMNS)


def _cell(sheet: Any, value: Any) -> Any:
    return safe_cell(sheet, value) if isinstance(value, str) else value


def _offer(sheet: Any, number: int, *, place: int, most: int) -> None:
    """A list to choose from; other words are refused by the reader, not by the spreadsheet."""
    source, column = get_column_letter(place + 1), get_column_letter(number)
    choice = DataValidation(type="list", formula1=f"'{LISTS}'!${source}$1:${source}${most}", errorStyle="warning")
    choice.add(f"{column}2:{column}{_LAST_ROW}")
    sheet.data_validations.append(choice)

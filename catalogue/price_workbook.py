"""A price book as a workbook: its head, and one sheet for each kind of row. Uploaded again, it is the same book."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from catalogue.models import Category, DeviceModel, PriceBook
from catalogue.models.price_rows import PRICE_ROWS, PriceRow
from catalogue.price_words import (
    ANY,
    HEAD_FIELDS,
    HEAD_SHEET,
    LISTS_SHEET,
    NAME_COLUMN,
    choices_of,
    column_words,
    fields_of,
    sheet_words,
)

AT_ONCE = 5000
_LAST_ROW = 50_001
_WIDE = frozenset({"category", "lock", "functional_state", "grade", "reason"})


def write_price_workbook(book: PriceBook) -> bytes:
    """Return the .xlsx of a book in the reader's language, 60 bytes a row; a book that is not saved has no rows."""
    writer = _Writer(book)
    for kind, row_type in PRICE_ROWS.items():
        writer.add_sheet(kind, row_type)
    writer.add_lists()
    file = io.BytesIO()
    writer.workbook.save(file)
    return file.getvalue()


class _Writer:
    """The workbook on its way: rows go to disk as they come, the lists to choose from are kept for the end."""

    def __init__(self, book: PriceBook) -> None:
        self.book = book
        self.workbook = Workbook(write_only=True)
        self.categories = list(Category.objects.order_by("slug"))
        self.labels = {model.pk: str(model) for model in DeviceModel.objects.select_related("maker")}
        self.lists: list[Sequence[str]] = []
        self._add_head()

    def _add_head(self) -> None:
        sheet = self.workbook.create_sheet(str(HEAD_SHEET))
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 70
        values = (self.book.version, self.book.currency, told_instant(self.book.effective_at), self.book.note)
        for words, value in zip(HEAD_FIELDS.values(), values, strict=True):
            sheet.append([heading(sheet, str(words)), _text_cell(sheet, value)])
        for sentence in _explained():
            sheet.append([])
            sheet.append([None, _text_cell(sheet, sentence)])

    def add_sheet(self, kind: str, row_type: type[PriceRow]) -> None:
        sheet = self.workbook.create_sheet(str(sheet_words(kind)))
        sheet.freeze_panes = "A2"
        fields = fields_of(row_type)
        words = [choices_of(field, self.categories) for field in fields]
        for number, (field, choices) in enumerate(zip(fields, words, strict=True), start=1):
            wide = 30 if field.name in _WIDE or field.is_relation else max(14, len(str(column_words(field.name))) + 4)
            sheet.column_dimensions[get_column_letter(number)].width = wide
            if choices:
                self._offer(sheet, number, [str(word) for word in choices.values()])
        names_model = any(field.is_relation for field in fields)
        titles = [column_words(field.name) for field in fields] + [NAME_COLUMN] * names_model
        sheet.append([heading(sheet, str(title)) for title in titles])
        if names_model:
            sheet.column_dimensions[get_column_letter(len(titles))].width = 40
        for row in self._rows(row_type):
            cells = [_cell(sheet, row, field, choices) for field, choices in zip(fields, words, strict=True)]
            sheet.append([*cells, safe_cell(sheet, self.labels[row.model_id])] if names_model else cells)

    def _rows(self, row_type: type[PriceRow]) -> Iterable[Any]:
        if self.book._state.adding:
            return ()
        order = [field.attname for field in fields_of(row_type)]
        return row_type._default_manager.filter(book=self.book).order_by(*order).iterator(chunk_size=AT_ONCE)

    def _offer(self, sheet: Any, number: int, words: Sequence[str]) -> None:
        """A list to choose from; other words are refused by the reader, not by the spreadsheet."""
        if words not in self.lists:
            self.lists.append(words)
        letter, column = get_column_letter(self.lists.index(words) + 1), get_column_letter(number)
        source = f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(words)}"
        choice = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning")
        choice.add(f"{column}2:{column}{_LAST_ROW}")
        sheet.data_validations.append(choice)

    def add_lists(self) -> None:
        sheet = self.workbook.create_sheet(str(LISTS_SHEET))
        sheet.sheet_state = "hidden"
        for place in range(max(map(len, self.lists), default=0)):
            sheet.append([safe_cell(sheet, words[place]) if place < len(words) else None for words in self.lists])


def told_instant(at: datetime) -> str:
    """Return an instant as it stands in the head: local time with its offset, so that it is read exactly."""
    return timezone.localtime(at).isoformat(sep=" ")


def _cell(sheet: Any, row: Any, field: "models.Field[Any, Any]", choices: Mapping[str, Any]) -> Any:
    value = getattr(row, field.attname)
    if value is None:
        return str(ANY)
    if choices:
        return safe_cell(sheet, str(choices.get(value, value)))
    return safe_cell(sheet, value) if isinstance(value, str) else value


def _text_cell(sheet: Any, text: str) -> Any:
    cell = heading(sheet, text)
    cell.style = "Normal"
    cell.font = Font(bold=False)
    return cell


def _explained() -> tuple[str, ...]:
    return (
        _("One sheet for each kind of price. Change, add and remove rows; leave the names of sheets and columns."),
        _("For the next book give another version and the day from which it is in force, then upload this file."),
    )

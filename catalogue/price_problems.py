"""What may be wrong with a workbook of prices: the sentence and how to put it right, by code."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Self

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from openpyxl import Workbook

from b2b_portal.lib.spreadsheets.written_cells import heading, safe_cell
from catalogue.condition import FunctionalState, Grade, Lock
from catalogue.loading.data_file import FileProblem
from catalogue.models.price_rows import PRICE_ROWS
from catalogue.price_words import HEAD_SHEET, column_words, sheet_words

HEAD = "head"
_Pair = tuple[str | Promise, Promise]

SENTENCES: Mapping[str, _Pair] = {
    "file_not_xlsx": (
        gettext_lazy("This file is not an Excel workbook."),
        gettext_lazy("Download a book, change it, save it as .xlsx and upload that."),
    ),
    "file_encrypted": (
        gettext_lazy("This file is protected by a password."),
        gettext_lazy("Save a copy without a password and upload that one."),
    ),
    "file_has_macros": (
        gettext_lazy("This workbook contains macros, which we do not accept."),
        gettext_lazy("Save it as .xlsx without macros."),
    ),
    "file_too_large": (
        gettext_lazy("This workbook holds far more than a price book does."),
        gettext_lazy("Start again from a downloaded book, and copy only your prices into it."),
    ),
    "file_damaged": (
        gettext_lazy("This file is damaged."),
        gettext_lazy("Open it in your spreadsheet program, save it again as .xlsx and upload it."),
    ),
    "sheet_missing": (
        gettext_lazy("There is no such sheet."),
        gettext_lazy("Download a book and keep all of its sheets, also those without rows."),
    ),
    "sheet_unknown": (
        gettext_lazy("We do not know a sheet called “%(text)s”."),
        gettext_lazy("Remove it, or give it the name that it has in a downloaded book."),
    ),
    "column_missing": (
        gettext_lazy("There is no such column."),
        gettext_lazy("The first row holds the names of the columns: put it back as it is in a downloaded book."),
    ),
    "column_unknown": (
        gettext_lazy("We do not know a column called “%(text)s”."),
        gettext_lazy("Remove it, or give it the name that it has in a downloaded book."),
    ),
    "missing": (gettext_lazy("This cell is empty."), gettext_lazy("Fill it in, or remove the whole row.")),
    "not_a_number": (
        gettext_lazy("“%(text)s” is not a number."),
        gettext_lazy("Write digits only, such as 120 or 79.50: no currency and no words."),
    ),
    "negative": (gettext_lazy("%(text)s is less than %(limit)s."), gettext_lazy("Write %(limit)s or more.")),
    "too_much": (gettext_lazy("%(text)s is more than %(limit)s."), gettext_lazy("Write %(limit)s or less.")),
    "too_precise": (
        gettext_lazy("%(text)s has too many digits."),
        gettext_lazy("Two decimals at most, and no more digits than an amount needs."),
    ),
    "not_whole": (gettext_lazy("%(text)s is not a whole number."), gettext_lazy("Write it without decimals.")),
    "word_unknown": (
        gettext_lazy("We do not know “%(text)s” here."),
        gettext_lazy("Choose a word from the list of the cell."),
    ),
    "model_unknown": (
        gettext_lazy("The catalogue has no model “%(text)s”."),
        gettext_lazy("Check the name, or have the model added to the catalogue first."),
    ),
    "model_near": (
        gettext_lazy("The catalogue has no model “%(text)s”."),
        gettext_lazy("Did you mean %(nearest)s?"),
    ),
    "invalid": (gettext_lazy("“%(text)s” cannot stand here."), gettext_lazy("Look at the same column of another row.")),
    "twice": (
        gettext_lazy("This stands in the book already, in row %(place)s."),
        gettext_lazy("Keep one of the two rows."),
    ),
    "currency": (
        gettext_lazy("“%(text)s” is not a currency in which there are prices."),
        gettext_lazy("Write one of %(nearest)s."),
    ),
    "version_exists": (
        gettext_lazy("There is a price book %(text)s already."),
        gettext_lazy("Give this one another version."),
    ),
    "instant": (
        gettext_lazy("“%(text)s” is not a day."),
        gettext_lazy("Write the day from which the prices hold, such as 2027-01-01."),
    ),
    "age_missing": (
        gettext_lazy("Nothing says what is left by age of the price when new of %(text)s."),
        gettext_lazy("Add rows for this category, or for every category."),
    ),
    "condition_missing": (
        gettext_lazy("There is no row for every category with grade %(grade)s and “%(state)s”."),
        gettext_lazy("Add it: each grade needs one for each state."),
    ),
    "lock_missing": (gettext_lazy("There is no row for “%(lock)s”."), gettext_lazy("Add it with its percentage.")),
    "more_than_before": (
        gettext_lazy("This is more than at the step before, %(step)s."),
        gettext_lazy("Figures of this sheet fall from step to step: correct one of the two."),
    ),
    "larger_lot_pays_less": (
        gettext_lazy("This is less than from %(step)s devices on."),
        gettext_lazy("The bonus rises with the quantity: correct one of the two."),
    ),
    "minimum_of_nothing": (
        gettext_lazy("This asks for nothing: every offer has a device."),
        gettext_lazy("Write 2 devices or more, or an amount; or remove the row."),
    ),
    "other": ("%(hint)s", pgettext_lazy("what to do", "Correct it and upload the file again.")),
}
_LABELS: Mapping[str, Mapping[str, Any]] = {
    "state": dict(FunctionalState.choices),
    "lock": dict(Lock.choices),
    "grade": dict(zip(Grade.values, Grade.values, strict=True)),
}


@dataclass(frozen=True, kw_only=True)
class PriceProblem:
    """One thing to correct: `sheet` is a kind of row or the head, `row` as the spreadsheet shows it, 0 for none."""

    code: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    sentences: ClassVar[Mapping[str, _Pair]] = SENTENCES

    @classmethod
    def of(cls, problem: FileProblem) -> Self:
        """The same, as the rules note it: where is “<sheet>!<row>”."""
        sheet, _mark, row = problem.where.partition("!")
        detail = {name: _place(value) for name, value in problem.detail.items()}
        code = problem.code if problem.code in cls.sentences else "other"
        detail = detail if code != "other" else {"hint": problem.hint}
        return cls(code=code, sheet=sheet, row=int(row or 0), column=problem.field, detail=detail)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sheet_name(self) -> str:
        if self.sheet in PRICE_ROWS:
            return str(sheet_words(self.sheet))
        return str(HEAD_SHEET) if self.sheet == HEAD else self.sheet

    @property
    def column_name(self) -> str:
        return str(column_words(self.column.removesuffix("_id"))) if self.column else ""

    @property
    def sentence(self) -> str:
        return str(self.sentences[self.code][0]) % self._told()

    @property
    def hint(self) -> str:
        return str(self.sentences[self.code][1]) % self._told()

    def _told(self) -> dict[str, Any]:
        return {name: _LABELS.get(name, {}).get(value, value) for name, value in self.detail.items()}


def _place(value: Any) -> Any:
    """“base!7” is told as 7: the sheet is the one of the problem."""
    return value.rpartition("!")[2] if isinstance(value, str) and "!" in value else value


def write_problems(problems: Iterable[PriceProblem]) -> bytes:
    """Return all of them as a workbook, in the reader's language and the order of the file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("To correct"))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (24, 8, 24, 70, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    titles = (
        pgettext("column", "Sheet"),
        pgettext("column", "Row"),
        pgettext("column", "Column"),
        pgettext("column", "Problem"),
        pgettext("column", "How to fix"),
    )
    sheet.append([heading(sheet, title) for title in titles])
    for problem in problems:
        texts = (problem.sheet_name, problem.column_name, problem.sentence, problem.hint)
        name, column, sentence, hint = (safe_cell(sheet, text) for text in texts)
        sheet.append([name, problem.row or None, column, sentence, hint])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

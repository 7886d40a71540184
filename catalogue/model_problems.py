"""What may be wrong with a workbook of device models: the sentences that differ from those of a price book."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.model_workbook import COLUMNS, SHEET
from catalogue.price_problems import SENTENCES, PriceProblem

_AGAIN = _("Download the catalogue, change it, save it as .xlsx and upload that.")
_Pairs = Mapping[str, tuple[str | Promise, Promise]]


@dataclass(frozen=True, kw_only=True)
class ModelProblem(PriceProblem):
    """One thing to correct in the sheet of models."""

    sentences: ClassVar[_Pairs] = {
        **SENTENCES,
        "file_not_xlsx": (SENTENCES["file_not_xlsx"][0], _AGAIN),
        "file_too_large": (
            _("This workbook holds far more than the catalogue does."),
            _("Download the catalogue, and keep only the rows that you change."),
        ),
        "sheet_missing": (SENTENCES["sheet_missing"][0], _AGAIN),
        "column_missing": (
            SENTENCES["column_missing"][0],
            _("The first row holds the names of the columns: put it back as it is in a download."),
        ),
        "column_unknown": (
            SENTENCES["column_unknown"][0],
            _("Remove it, or give it the name that it has in a download."),
        ),
        "too_precise": (SENTENCES["too_precise"][0], _("Three decimals at most: a weight is in kg.")),
        "twice": (_("This model stands in the sheet already, in row %(place)s."), SENTENCES["twice"][1]),
        "launch": (_("“%(text)s” is not a date."), _("Write 2021, 2021-09 or 2021-09-24.")),
        "day": (_("“%(text)s” is not a day."), _("Write it as 2029-06-30.")),
        "figure_incomplete": (
            _("A figure, its source and the year of the source stand together."),
            _("Fill in this cell, or empty all three."),
        ),
        "id_unknown": (
            _("The catalogue has no model with the ID “%(text)s”."),
            _("Leave this cell empty for a new model, or take the ID from a download."),
        ),
        "maker_fixed": (
            _("This model is made by %(nearest)s."),
            _("A model keeps its maker: add a new one, and take this one out of use."),
        ),
        "name_taken": (
            _("The catalogue has “%(text)s” already."),
            _("Write another name, or change that model in its own row."),
        ),
        "too_long": (
            _("This is longer than %(limit)s characters."),
            _("Shorten it: it stands in lists beside other things."),
        ),
        "name_empty": (_("“%(text)s” is no name."), _("Write at least one letter or digit.")),
    }

    @property
    def sheet_name(self) -> str:
        """The one sheet, where the problem is within it."""
        return str(SHEET) if self.sheet else ""

    @property
    def column_name(self) -> str:
        """As it is called in a download."""
        return str(COLUMNS.get(self.column, ""))

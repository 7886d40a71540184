"""What the sheets and columns of a workbook of prices are called, and the words of their cells; read in every language.

A kind of row or a field without a word here is called by its own name: a new kind works before it is named.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override, pgettext_lazy

from b2b_portal.lib.spreadsheets.headers import fold_header
from catalogue.models import Category
from catalogue.models.price_rows import EVERY_CATEGORY, PRICE_ROWS, PriceRow

Words = str | Promise

HEAD_SHEET = pgettext_lazy("a sheet of prices", "Price book")
LISTS_SHEET = pgettext_lazy("a sheet of prices", "Lists")
SHEETS: Mapping[str, Words] = {
    "base": pgettext_lazy("a sheet of prices", "Base prices"),
    "new_price": pgettext_lazy("a sheet of prices", "Prices when new"),
    "retention": pgettext_lazy("a sheet of prices", "Share left by age"),
    "condition": pgettext_lazy("a sheet of prices", "Condition"),
    "cracked": pgettext_lazy("a sheet of prices", "Cracked"),
    "defect": pgettext_lazy("a sheet of prices", "Defects"),
    "battery": pgettext_lazy("a sheet of prices", "Battery"),
    "missing_charger": pgettext_lazy("a sheet of prices", "Missing charger"),
    "unsure": pgettext_lazy("a sheet of prices", "Model not sure"),
    "lock": pgettext_lazy("a sheet of prices", "Locks"),
    "lot_bonus": pgettext_lazy("a sheet of prices", "Bonus by quantity"),
    "lot_minimum": pgettext_lazy("a sheet of prices", "Smallest offers"),
    "handling": pgettext_lazy("a sheet of prices", "Handling"),
    "floor": pgettext_lazy("a sheet of prices", "Lowest prices"),
}
HEAD_FIELDS: Mapping[str, Words] = {
    "version": pgettext_lazy("a column of prices", "Version"),
    "currency": pgettext_lazy("a column of prices", "Currency"),
    "effective_at": pgettext_lazy("a column of prices", "In force from"),
    "note": pgettext_lazy("a column of prices", "Note"),
}
COLUMNS: Mapping[str, Words] = {
    "model": pgettext_lazy("a column of prices", "Model"),
    "storage_gb": pgettext_lazy("a column of prices", "Storage (GB)"),
    "amount": pgettext_lazy("a column of prices", "Amount"),
    "percent": pgettext_lazy("a column of prices", "Percent"),
    "category": pgettext_lazy("a column of prices", "Category"),
    "up_to_age_months": pgettext_lazy("a column of prices", "Up to age (months)"),
    "grade": pgettext_lazy("a column of prices", "Grade"),
    "functional_state": pgettext_lazy("a column of prices", "Works or not"),
    "defect": pgettext_lazy("a column of prices", "Defect"),
    "below_percent": pgettext_lazy("a column of prices", "Below (%)"),
    "lock": pgettext_lazy("a column of prices", "Lock"),
    "min_units": pgettext_lazy("a column of prices", "From so many devices"),
    "min_amount": pgettext_lazy("a column of prices", "From so much money"),
    "reason": pgettext_lazy("a column of prices", "Reason"),
}
NAME_COLUMN = pgettext_lazy("a column of prices", "Name (to read only)")
ANY = pgettext_lazy("a cell of prices", "Any")
EVERY = pgettext_lazy("a cell of prices", "Every category")


def sheet_words(kind: str) -> Words:
    """Return what the sheet of a kind of row is called."""
    return SHEETS.get(kind, kind.replace("_", " ").capitalize())


def column_words(name: str) -> Words:
    """Return what the column of a field is called."""
    return COLUMNS.get(name) or HEAD_FIELDS.get(name, name.replace("_", " ").capitalize())


def in_every_language(words: Words) -> set[str]:
    """Return the folded forms of a word in all languages of the portal."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(fold_header(str(words)))
    return found


def names_of(words: Mapping[str, Words]) -> dict[str, str]:
    """Return the keys by their folded names: their own and their words in every language."""
    return {name: key for key, word in words.items() for name in {fold_header(key), *in_every_language(word)}}


def sheet_names() -> dict[str, str]:
    """Return the kinds of rows by the folded names of their sheets."""
    return names_of({kind: sheet_words(kind) for kind in PRICE_ROWS})


def column_names(row_type: type[PriceRow]) -> dict[str, str]:
    """Return the fields of a kind of row by the folded names of their columns."""
    return names_of({field.name: column_words(field.name) for field in fields_of(row_type)})


def fields_of(row_type: type[PriceRow]) -> list["models.Field[Any, Any]"]:
    """Return the columns of a kind of row, in the order of the model."""
    return [field for field in row_type._meta.concrete_fields if field.name not in ("id", "book")]


def choices_of(field: "models.Field[Any, Any]", categories: Iterable[Category]) -> dict[str, Words]:
    """Return the words to choose from in a column by what they stand for; empty where anything may be written."""
    if field.name == "category":
        return {EVERY_CATEGORY: EVERY, **{category.slug: category.name for category in categories}}
    return dict(field.flatchoices) if field.choices else {}


def choice_names(field: "models.Field[Any, Any]", categories: Iterable[Category]) -> dict[str, str]:
    """Return what the folded words of a column stand for, in every language."""
    if field.name != "category":
        return names_of(choices_of(field, categories))
    names = dict.fromkeys((EVERY_CATEGORY, *in_every_language(EVERY)), EVERY_CATEGORY)
    for category in categories:
        words = (category.slug, category.name_en, category.name_fr)
        names |= {fold_header(word): category.slug for word in words}
    return names

"""The sheets of a workbook as an unsaved price book with its rows; refused whole, with everything that is wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rapidfuzz import process

from b2b_portal.lib.spreadsheets.headers import fold_header
from b2b_portal.lib.spreadsheets.sheets import Rows, Sheets
from catalogue.cell_values import BadCell, cleaned, number_of
from catalogue.folding import fold
from catalogue.loading.data_file import Problems, check_once
from catalogue.loading.price_rules import check_rules
from catalogue.loading.prices_file import PricesFile
from catalogue.models import Category, PriceBook
from catalogue.models.price_rows import EVERY_CATEGORY, PRICE_ROWS, PriceRow
from catalogue.price_fields import identity_of
from catalogue.price_problems import HEAD
from catalogue.price_words import (
    ANY,
    HEAD_FIELDS,
    HEAD_SHEET,
    NAME_COLUMN,
    choice_names,
    choices_of,
    column_names,
    fields_of,
    in_every_language,
    names_of,
    sheet_names,
)

_MOST_NEAREST = 50  # unknown models that names are proposed for
_LIKENESS = 60  # of 100


@dataclass(kw_only=True)
class Known:
    """What a book may refer to: label and category by slug of a model, the categories, the currencies in use."""

    models: Mapping[str, tuple[str, str]]
    categories: Sequence[Category]
    currencies: Collection[str]
    asked: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Slugs by folded label; a slug is its own name."""
        return {
            **{fold(label): slug for slug, (label, _) in self.models.items()},
            **{slug: slug for slug in self.models},
        }

    def nearest(self, text: str) -> list[str]:
        """The labels of models that are called nearly so; none any more after many questions."""
        if text not in self.asked and len(self.asked) < _MOST_NEAREST:
            near = process.extract(fold(text), list(self.by_name), limit=5, score_cutoff=_LIKENESS)
            slugs = dict.fromkeys(self.by_name[name] for name, _score, _place in near)
            self.asked[text] = [self.models[slug][0] for slug in slugs][:3]
        return self.asked.get(text, [])


def read_price_sheets(sheets: Sheets, *, known: Known) -> PricesFile:
    """Return the book and its rows.

    Raises: FileRefused, with every problem; each has a code and stands at `<kind of row>!<row number>`.
    """
    problems = Problems()
    kinds = sheet_names()
    by_kind = {kinds[fold_header(name)]: rows for name, rows in sheets.items() if fold_header(name) in kinds}
    heads = in_every_language(HEAD_SHEET)
    head = next((rows for name, rows in sheets.items() if fold_header(name) in heads), None)
    for name in sheets:
        if fold_header(name) not in {*kinds, *heads}:
            problems.add(name, "", code="sheet_unknown", text=name)
    file = PricesFile(book=_head(head, known=known, problems=problems))
    for kind, row_type in PRICE_ROWS.items():
        file.rows[kind] = []
        if kind not in by_kind:
            problems.add(kind, "", code="sheet_missing")
            continue
        file.rows[kind] = _Sheet(kind, row_type, known=known, problems=problems).read(by_kind[kind])
        check_once(file.rows[kind], *identity_of(row_type), problems=problems)
    if not problems.found:
        check_rules(file.rows, problems=problems)
        _check_ages(file, known=known, problems=problems)
    problems.refuse_if_any()
    return file


def _head(rows: Rows | None, *, known: Known, problems: Problems) -> PriceBook:
    names = names_of(HEAD_FIELDS)
    said = {
        names[fold_header(cells[0])]: (number, cells[1:])
        for number, cells in rows or ()
        if fold_header(cells[0]) in names
    }
    values: dict[str, Any] = {"note": ""}
    if rows is None:
        problems.add(HEAD, "", code="sheet_missing")
        return PriceBook()
    for name in HEAD_FIELDS:
        number, cells = said.get(name, (0, []))
        text = cells[0] if cells else ""
        try:
            values[name] = _head_value(name, text, known=known)
        except BadCell as bad:
            problems.add(f"{HEAD}!{number}", name, code=bad.code, **bad.detail)
    return PriceBook(**values)


def _head_value(name: str, text: str, *, known: Known) -> str | datetime:
    if not text and name != "note":
        raise BadCell("missing")
    if name == "currency" and text not in known.currencies:
        raise BadCell("currency", text=text, nearest=", ".join(sorted(known.currencies)))
    if name == "version" and len(text) > 40:
        raise BadCell("too_much", text=len(text), limit=40)
    return instant_of(text) if name == "effective_at" else text


def instant_of(text: str) -> datetime:
    """A day, or an instant with or without its offset; our time zone where none is given."""
    try:
        day = parse_date(text)
        found = datetime(day.year, day.month, day.day) if day else parse_datetime(text)  # noqa: DTZ001 - made aware below
    except ValueError:
        found = None
    if found is None:
        raise BadCell("instant", text=text)
    return found if found.tzinfo else timezone.make_aware(found)


class _Sheet:
    """One sheet: its columns found by their names, its cells turned into rows."""

    def __init__(self, kind: str, row_type: type[PriceRow], *, known: Known, problems: Problems) -> None:
        self.kind, self.row_type, self.known, self.problems = kind, row_type, known, problems
        self.fields = {field.name: field for field in fields_of(row_type)}
        self.any_words = in_every_language(ANY) | {""}
        self.choices = {
            name: choice_names(field, known.categories)
            for name, field in self.fields.items()
            if choices_of(field, known.categories)
        }

    def read(self, rows: Rows) -> list[tuple[str, PriceRow]]:
        columns = self._columns(rows[0][1] if rows else [])
        return [
            (f"{self.kind}!{number}", row) for number, cells in rows[1:] if (row := self._row(number, cells, columns))
        ]

    def _columns(self, header: Sequence[str]) -> dict[str, int]:
        names, ignored = column_names(self.row_type), in_every_language(NAME_COLUMN)
        found: dict[str, int] = {}
        for place, text in enumerate(header):
            folded = fold_header(text)
            if folded in names:
                found.setdefault(names[folded], place)
            elif folded and folded not in ignored:
                self.problems.add(f"{self.kind}!1", "", code="column_unknown", text=text)
        for name in self.fields.keys() - found.keys():
            self.problems.add(f"{self.kind}!1", name, code="column_missing")
        return found

    def _row(self, number: int, cells: Sequence[str], columns: Mapping[str, int]) -> PriceRow | None:
        values: dict[str, Any] = {}
        for name, place in columns.items():
            field = self.fields[name]
            try:
                values[field.attname] = self._value(field, cells[place] if place < len(cells) else "")
            except BadCell as bad:
                self.problems.add(f"{self.kind}!{number}", name, code=bad.code, **bad.detail)
        return self.row_type(**values) if len(values) == len(self.fields) else None

    def _value(self, field: "models.Field[Any, Any]", text: str) -> Any:
        if field.null and (fold_header(text) in self.any_words):
            return None
        if not text:
            raise BadCell("missing")
        if field.is_relation:
            return self._model(text)
        if field.name in self.choices:
            return self._choice(field, text)
        if isinstance(field, models.DecimalField | models.IntegerField):
            return number_of(field, text)
        return cleaned(field, text, text)

    def _model(self, text: str) -> str:
        slug = self.known.by_name.get(text) or self.known.by_name.get(fold(text))
        if slug is None:
            near = self.known.nearest(text)
            if near:
                raise BadCell("model_near", text=text, nearest=", ".join(near))
            raise BadCell("model_unknown", text=text)
        return slug

    def _choice(self, field: "models.Field[Any, Any]", text: str) -> str:
        names = self.choices[field.name]
        found = names.get(text) or names.get(fold_header(text))
        if found is None:
            raise BadCell("word_unknown", text=text)
        return found


def _check_ages(file: PricesFile, *, known: Known, problems: Problems) -> None:
    """A price when new is of no use where nothing says what is left of it."""
    aged = {getattr(row, "category", "") for _, row in file.rows["retention"]}
    if EVERY_CATEGORY in aged:
        return
    priced = {getattr(row, "model_id", "") for _, row in file.rows["new_price"]}
    for category in sorted({known.models[slug][1] for slug in priced} - aged):
        problems.add("retention", "", code="age_missing", text=category)

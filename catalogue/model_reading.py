"""The sheet of a workbook as device models, not saved; refused whole, with everything that is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.dateparse import parse_date
from django.utils.text import slugify

from b2b_portal.lib.spreadsheets.headers import fold_header
from b2b_portal.lib.spreadsheets.sheets import Rows, Sheets
from catalogue.cell_values import BadCell, cleaned, number_of
from catalogue.folding import fold
from catalogue.loading.data_file import Problems
from catalogue.model_editing import slug_of
from catalogue.model_facts import Difference, differences, facts_of, read_launch
from catalogue.model_workbook import COLUMNS, NO, SHEET, YES
from catalogue.models import Category, DeviceModel, Maker
from catalogue.price_words import in_every_language, names_of

_NEEDED = ("maker", "name", "category", "is_active")
_FIGURES = (
    ("launched", "launched_source", "launched_source_year"),
    ("supported_until_on", "supported_source", "supported_source_year"),
    ("weight_kg", "weight_source", "weight_source_year"),
)


class ReadModel(NamedTuple):
    """A row of the sheet: the model as it would be, new or not, and what it changes."""

    model: DeviceModel
    is_new: bool
    found: list[Difference]


@dataclass(kw_only=True)
class KnownModels:
    """The catalogue as it is: models by slug with their makers, the makers, the kinds of devices."""

    models: Mapping[str, DeviceModel]
    makers: Sequence[Maker]
    categories: Sequence[Category]
    by_maker: dict[str, Maker] = field(init=False)
    by_name: dict[tuple[str, str], DeviceModel] = field(init=False)
    by_category: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.by_maker = {fold(maker.name): maker for maker in self.makers}
        self.by_name = {(model.maker_id, fold(model.name)): model for model in self.models.values()}
        self.by_category = {
            fold_header(word): category.slug
            for category in self.categories
            for word in (category.slug, category.name_en, category.name_fr)
        }

    def maker(self, name: str) -> Maker:
        """The maker of this name; a new one is the same for all of its rows."""
        return self.by_maker.setdefault(fold(name), Maker(slug=slugify(name)[:40].strip("-"), name=name))


def read_model_sheet(sheets: Sheets, *, known: KnownModels) -> list[ReadModel]:
    """Return the models of the sheet that are new or differ.

    Raises: FileRefused, with every problem; each has a code and stands at `models!<row number>`.
    """
    problems, names = Problems(), in_every_language(SHEET)
    rows = next((rows for name, rows in sheets.items() if fold_header(name) in names), None)
    if not rows:
        problems.add("models", "", code="sheet_missing")
        problems.refuse_if_any()
    read = _Reading(known=known, problems=problems).read(rows or [])
    problems.refuse_if_any()
    return [each for each in read if each.found]


class _Reading:
    """The sheet on its way: columns found by their names, rows that say the same model twice noted."""

    def __init__(self, *, known: KnownModels, problems: Problems) -> None:
        self.known, self.problems = known, problems
        self.places: dict[str, int] = {}
        self.readers: Mapping[str, Callable[[str], Any]] = {
            "slug": self._slug,
            "maker": _maker,
            "name": _name,
            "category": self._category,
            "launched": _launch,
            "supported_until_on": _day,
            "is_active": self._is_active,
        }
        self.use = {**dict.fromkeys(in_every_language(YES), True), **dict.fromkeys(in_every_language(NO), False)}

    def read(self, rows: Rows) -> list[ReadModel]:
        columns = self._columns(rows[0][1])
        read = [self._row(number, cells, columns) for number, cells in rows[1:]]
        found = [each for each in read if each]
        self._check_names(found)
        return found

    def _columns(self, header: Sequence[str]) -> dict[str, int]:
        names, found = names_of(COLUMNS), dict[str, int]()
        for place, text in enumerate(header):
            if name := names.get(fold_header(text)):
                found.setdefault(name, place)
            elif text:
                self.problems.add("models!1", "", code="column_unknown", text=text)
        for name in COLUMNS.keys() - found.keys():
            self.problems.add("models!1", name, code="column_missing")
        return found

    def _row(self, number: int, cells: Sequence[str], columns: Mapping[str, int]) -> ReadModel | None:
        texts = {name: cells[place].strip() if place < len(cells) else "" for name, place in columns.items()}
        values: dict[str, Any] = {}
        for name, text in texts.items():
            try:
                values[name] = self._value(name, text)
            except BadCell as bad:
                self.problems.add(f"models!{number}", name, code=bad.code, **bad.detail)
        for figure in _FIGURES:
            if any(texts.get(name) for name in figure):
                for name in figure:
                    if not texts.get(name):
                        self.problems.add(f"models!{number}", name, code="figure_incomplete")
        return self._model(number, values) if len(values) == len(COLUMNS) else None

    def _value(self, name: str, text: str) -> Any:
        if not text and name in _NEEDED:
            raise BadCell("missing")
        if name in self.readers:
            return self.readers[name](text)
        column = DeviceModel._meta.get_field(name)
        if name.endswith("_source"):
            return cleaned(column, text, text)  # type: ignore[arg-type]
        return number_of(column, text) if text else None  # type: ignore[arg-type]

    def _slug(self, text: str) -> str:
        if text and text not in self.known.models:
            raise BadCell("id_unknown", text=text)
        return text

    def _category(self, text: str) -> str:
        if fold_header(text) not in self.known.by_category:
            raise BadCell("word_unknown", text=text)
        return self.known.by_category[fold_header(text)]

    def _is_active(self, text: str) -> bool:
        if fold_header(text) not in self.use:
            raise BadCell("word_unknown", text=text)
        return self.use[fold_header(text)]

    def _model(self, number: int, values: dict[str, Any]) -> ReadModel | None:
        maker = self.known.maker(values.pop("maker"))
        slug, (launched_on, precision) = values.pop("slug"), values.pop("launched")
        stored = self.known.models.get(slug) or self.known.by_name.get((maker.slug, fold(values["name"])))
        if stored and stored.maker_id != maker.slug:
            self.problems.add(f"models!{number}", "maker", code="maker_fixed", nearest=stored.maker.name)
            return None
        values |= {"launched_on": launched_on, "launched_precision": precision, "category_id": values.pop("category")}
        model = DeviceModel(maker=maker, **values)
        model.slug = stored.slug if stored else slug_of(model)
        if model.slug in self.places:
            place = f"models!{self.places[model.slug]}"
            self.problems.add(f"models!{number}", "name", code="twice", place=place)
        self.places.setdefault(model.slug, number)
        if not stored and model.slug in self.known.models:
            self.problems.add(f"models!{number}", "name", code="name_taken", text=str(self.known.models[model.slug]))
        before = facts_of(stored) if stored else {}
        return ReadModel(model, stored is None, differences(before, facts_of(model)))

    def _check_names(self, read: Sequence[ReadModel]) -> None:
        """No two models of a maker have one name, once all rows hold."""
        names = {
            (model.maker_id, fold(model.name)): slug
            for slug, model in self.known.models.items()
            if slug not in self.places
        }
        for each in read:
            key = (each.model.maker.slug, fold(each.model.name))
            if names.setdefault(key, each.model.slug) != each.model.slug:
                where = f"models!{self.places[each.model.slug]}"
                self.problems.add(where, "name", code="name_taken", text=str(each.model))


def _name(text: str) -> str:
    if not slugify(text.replace("+", " plus ")):
        raise BadCell("name_empty", text=text)
    return _no_longer(text, DeviceModel)


def _maker(text: str) -> str:
    if not slugify(text):
        raise BadCell("name_empty", text=text)
    return _no_longer(text, Maker)


def _no_longer(text: str, table: type[DeviceModel | Maker]) -> str:
    most = table._meta.get_field("name").max_length or 0
    if len(text) > most:
        raise BadCell("too_long", limit=most)
    return text


def _launch(text: str) -> tuple[Any, str]:
    try:
        return read_launch(text.removesuffix(" 00:00:00")) if text else (None, "")
    except ValueError:
        raise BadCell("launch", text=text) from None


def _day(text: str) -> Any:
    try:
        day = parse_date(text.removesuffix(" 00:00:00")) if text else None
    except ValueError:
        day = None
    if text and day is None:
        raise BadCell("day", text=text)
    return day

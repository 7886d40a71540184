"""The workbook to fill in: what we hand out, we read."""

import io
import time

import openpyxl
import pytest
from django.utils.translation import override

from catalogue.models import Category
from fleet.identification import catalogue_index
from fleet.intake.categories import read_category
from fleet.intake.conditions import read_condition
from fleet.intake.mapping import propose_mapping
from fleet.intake.ownership import read_owner, read_yes_no
from fleet.models import Device
from fleet.template_workbook import COLUMNS, _written, template_workbook
from tests.fleet.test_importing import imported

pytestmark = pytest.mark.django_db

LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])


def book_in(language: str) -> openpyxl.Workbook:
    with override(language):
        return openpyxl.load_workbook(io.BytesIO(template_workbook()))


def words_of(book: openpyxl.Workbook, field: str) -> list[str]:
    """The words that the drop-down of a column offers."""
    sheet = book.worksheets[0]
    number = [column.field for column in COLUMNS].index(field) + 1
    letter = openpyxl.utils.get_column_letter(number)
    source = next(choice.formula1 for choice in sheet.data_validations.dataValidation if f"{letter}2" in choice.sqref)
    title, area = source.rsplit("!", 1)
    return [cell.value for (cell,) in book[title.strip("'")][area.replace("$", "")]]


def filled(book: openpyxl.Workbook, **values: object) -> bytes:
    for number, column in enumerate(COLUMNS, start=1):
        book.worksheets[0].cell(2, number, values.get(column.field))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@LANGUAGES
def test_it_works(in_acme, as_alice, now, language):
    book = book_in(language)
    values = {
        "serial": "F2LXK1AAAA01",
        "imei": "359999010000032",
        "asset_tag": "000417",
        "manufacturer": "Apple",
        "model": "iPhone 13",
        "category": next(word for word in words_of(book, "category") if word),
        "storage": 128,
        "purchased_on": "2022-03-01",
        "site": "Lyon",
        "ownership": words_of(book, "ownership")[0],
        "condition": words_of(book, "condition")[1],
        "activation_lock": words_of(book, "activation_lock")[0],
        "battery_health": 87,
    }

    upload = imported(filled(book, **values), as_alice, now, "devices.xlsx")

    device = Device.objects.get()
    assert (upload.state, upload.summary["rows"], upload.summary["problems"]) == ("committed", 1, {})
    assert (device.serial, device.asset_tag, device.model_id) == ("F2LXK1AAAA01", "000417", "apple-iphone-13")
    assert (device.owner, device.grade, device.functional_state, device.lock) == ("organisation", "B", "works", "none")
    assert (device.storage_gb, device.battery_health, device.purchased_on.isoformat()) == (128, 87, "2022-03-01")


@LANGUAGES
def test_every_header_is_read_as_its_column(language):
    head = [cell.value for cell in book_in(language).worksheets[0][1]]

    assert [column.field for column in propose_mapping(head).columns] == [column.field for column in COLUMNS]


@LANGUAGES
def test_every_word_to_choose_is_read(language):
    book, kinds = book_in(language), catalogue_index().category_words

    assert [read_owner(word) for word in words_of(book, "ownership")] == ["organisation", "lessor", "funder", "person"]
    assert [read_condition(word) for word in words_of(book, "condition")] == [
        *(("A", "works"), ("B", "works"), ("C", "works"), ("D", "")),
        *(("", "faulty"), ("", "dead")),
    ]
    assert [read_yes_no(word) for word in words_of(book, "activation_lock")] == [False, True]
    assert {read_category(word, words=kinds) for word in words_of(book, "category")} == set(
        Category.objects.values_list("slug", flat=True)
    )


@LANGUAGES
def test_second_sheet_explains_every_column(language):
    book = book_in(language)

    explained = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))

    assert [row[0] for row in explained] == [cell.value for cell in book.worksheets[0][1]]
    assert all(row[1] and row[1].endswith(".") for row in explained)


def test_numbers_that_are_names_are_kept_as_text():
    sheet = book_in("en").worksheets[0]

    assert [sheet.column_dimensions[letter].number_format for letter in "ABC"] == ["@", "@", "@"]


def test_lists_are_out_of_the_way():
    assert [sheet.sheet_state for sheet in book_in("en").worksheets] == ["visible", "visible", "hidden"]


def test_workbook_is_made_once_per_language_and_in_no_time():
    _written.cache_clear()
    book_in("en")
    _written.cache_clear()
    started = time.perf_counter()
    with override("en"):
        template_workbook()
    taken = time.perf_counter() - started

    book_in("fr"), book_in("en"), book_in("fr")

    assert taken < 1, "a tenth of a second on a machine that does nothing else"
    assert (_written.cache_info().misses, _written.cache_info().hits) == (2, 2)

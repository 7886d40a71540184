"""The sheet of a quote's lines, as an account manager uses it."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CELLS = ("sku", "description", "quantity", "unit_cost", "unit_price", "discount_percent")
LINES = (
    ("MBA-M1", "MacBook Air M1", "150", "390.00", "479.50", "0"),
    ("IPAD9", "iPad 9", "999", "140.00", "185.00", "5"),
)


def row(index: object, values: tuple[str, ...]) -> str:
    cells = "".join(
        f'<td><input data-cell="{name}" name="lines-{index}-{name}" value="{value}"></td>'
        for name, value in zip(CELLS, values, strict=True)
    )
    return f"<tr data-row><th data-row-number></th>{cells}<td data-line-total></td><td data-line-margin></td></tr>"


BODY = f"""
<form><input name="lines-TOTAL_FORMS" value="2">
<table data-sheet data-currency="EUR"><tbody>{"".join(row(i, line) for i, line in enumerate(LINES))}</tbody>
<template data-new-row data-prefix="lines">{row("__prefix__", ("",) * 6)}</template></table>
<button type="button" data-sheet-add>Add</button>
<output data-sheet-sum="net"></output><output data-sheet-sum="margin"></output>
<output data-sheet-sum="margin-rate"></output><span data-sheet-status data-pasted="%s rows pasted"></span></form>
<script type="module" src="/static/portal/sheet.js"></script>
"""


@pytest.fixture
def sheet(open_page) -> Page:
    return open_page(BODY)


def cell(page: Page, line: int, name: str):
    return page.locator(f"[name=lines-{line}-{name}]")


def shown(page: Page, what: str) -> str:
    return page.locator(f"[data-sheet-sum={what}]").inner_text()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name")


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def sent(page: Page) -> dict[str, str]:
    return page.evaluate("Object.fromEntries(new FormData(document.querySelector('form')))")


def test_it_works(sheet):
    assert shown(sheet, "net") == "€247,499.25"


def test_sheet_previews_margin_and_its_rate(sheet):
    assert (shown(sheet, "margin"), shown(sheet, "margin-rate")) == ("€49,139.25", "19.9%")


def test_cell_is_typed_over(sheet):
    cell(sheet, 0, "quantity").focus()
    sheet.keyboard.type("10")

    assert cell(sheet, 0, "quantity").input_value() == "10"
    assert shown(sheet, "net") == "€180,369.25"


@pytest.mark.parametrize(
    ("keys", "goal"),
    [
        (("Enter",), "lines-1-quantity"),
        (("Enter", "Shift+Enter"), "lines-0-quantity"),
        (("ArrowDown", "ArrowRight"), "lines-1-unit_cost"),
        (("ArrowLeft",), "lines-0-description"),
        (("F2", "ArrowLeft"), "lines-0-quantity"),
        (("Tab",), "lines-0-unit_cost"),
    ],
)
def test_keys_move_between_cells(sheet, keys, goal):
    cell(sheet, 0, "quantity").focus()

    for key in keys:
        sheet.keyboard.press(key)

    assert focused(sheet) == goal


def test_enter_on_the_last_line_adds_one(sheet):
    cell(sheet, 1, "quantity").focus()
    sheet.keyboard.press("Enter")

    assert focused(sheet) == "lines-2-sku"
    assert sent(sheet)["lines-TOTAL_FORMS"] == "3"


def test_ctrl_d_fills_down(sheet):
    cell(sheet, 1, "unit_price").focus()
    sheet.keyboard.press("Control+d")

    assert cell(sheet, 1, "unit_price").input_value() == "479.50"
    assert shown(sheet, "net") == "€526,994.48"


def test_escape_gives_the_old_value_back(sheet):
    cell(sheet, 0, "unit_price").focus()
    sheet.keyboard.type("1")
    sheet.keyboard.press("Escape")

    assert cell(sheet, 0, "unit_price").input_value() == "479.50"


def test_paste_from_a_french_excel_fills_cells_and_adds_lines(sheet):
    cell(sheet, 1, "quantity").focus()
    paste(sheet, "10\t1 200\t1\u202f499,00\r\n5\t99,90\t1.249,50\r\n")

    assert cell(sheet, 1, "unit_price").input_value() == "1,499.00"
    assert sent(sheet)["lines-2-unit_price"] == "1249.5"
    assert sheet.locator("[data-sheet-status]").inner_text() == "2 rows pasted"


def test_paste_of_a_single_value_stays_the_browsers_work(sheet):
    cell(sheet, 1, "sku").focus()
    paste(sheet, "T14-G2")

    assert cell(sheet, 1, "sku").input_value() == "IPAD9"


def test_numbers_are_shown_in_french_and_sent_with_a_point(open_page):
    page = open_page(BODY, "fr")

    assert cell(page, 0, "unit_price").input_value() == "479,50"
    assert sent(page)["lines-0-unit_price"] == "479.5"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 499,00", "1499"),
        ("1,499.00", "1499"),
        ("1.499,00", "1499"),
        ("1,499", "1499"),
        ("12 %", "12"),
        ("0,5", "0.5"),
    ],
)
def test_number_is_read_however_it_is_written(sheet, typed, number):
    cell(sheet, 0, "unit_price").fill(typed)
    cell(sheet, 0, "unit_cost").focus()

    assert sent(sheet)["lines-0-unit_price"] == number


def test_word_where_a_number_belongs_is_marked_and_sent_as_it_is(sheet):
    cell(sheet, 0, "quantity").fill("many")
    cell(sheet, 0, "unit_cost").focus()

    assert cell(sheet, 0, "quantity").get_attribute("aria-invalid") == "true"
    assert sent(sheet)["lines-0-quantity"] == "many"

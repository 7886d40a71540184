"""What the sheet of a quote does with the stock: suggesting SKUs, filling rows, emptying them."""

from pathlib import Path

import django_htmx
import pytest
from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
CELLS = ("sku", "description", "quantity", "unit_cost", "unit_price", "discount_percent")
STOCK = {
    "MBA-M1": ("MacBook Air M1", "390.00", "479.50", 12),
    "IPAD9": ("iPad 9", "140.00", "185.00", 300),
}


def row(index: int) -> str:
    cells = "".join(
        f'<td><input data-cell="{name}" name="lines-{index}-{name}" list="stock-options"></td>' for name in CELLS
    )
    return (
        f"<tr data-row><th data-row-number></th>{cells}<td data-line-total></td><td data-line-margin></td>"
        f'<td data-available=""></td><td><input type="checkbox" data-remove name="lines-{index}-DELETE"></td></tr>'
    )


BODY = f"""
<form><input name="lines-TOTAL_FORMS" value="3">
<table data-sheet data-currency="EUR" data-stock-url="/stock/options/" data-language="fr">
<tbody>{"".join(row(number) for number in range(3))}</tbody>
<template data-new-row data-prefix="lines"></template></table>
<output data-sheet-sum="net"></output></form><datalist id="stock-options"></datalist>
<script type="module" src="/static/portal/sheet.js"></script>
<script type="module" src="/static/portal/quote_sheet.js"></script>
"""


def options(*skus: str) -> str:
    return "".join(
        f'<option value="{sku}" data-description="{title}" data-unit_cost="{cost}" data-unit_price="{price}" '
        f'data-available="{available}"></option>'
        for sku, (title, cost, price, available) in STOCK.items()
        if sku in skus
    )


@pytest.fixture
def sheet(open_page) -> Page:
    page: Page = open_page(BODY)

    def answer(route: Route) -> None:
        page.asked.append(route.request.url.partition("?")[2])
        route.fulfill(body=options(*STOCK), content_type="text/html")

    page.asked = []
    page.route("**/stock/options/**", answer)
    page.add_script_tag(path=HTMX)
    return page


def cell(page: Page, line: int, name: str):
    return page.locator(f"[name=lines-{line}-{name}]")


def values(page: Page, line: int) -> list[str]:
    return [cell(page, line, name).input_value() for name in CELLS]


def choose(page: Page, line: int, sku: str) -> None:
    """Type, wait for the suggestions, take one of them."""
    cell(page, line, "sku").press_sequentially(sku[:3])
    page.wait_for_selector(f"#stock-options option[value={sku}]", state="attached")
    cell(page, line, "sku").fill(sku)


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


def test_it_works(sheet):
    choose(sheet, 0, "MBA-M1")

    assert values(sheet, 0) == ["MBA-M1", "MacBook Air M1", "", "390.00", "479.50", ""]


def test_typing_asks_once_for_what_was_typed(sheet):
    choose(sheet, 0, "MBA-M1")

    assert sheet.asked == ["q=MBA&language=fr"]


def test_row_shows_how_many_there_are_and_warns_of_more(sheet):
    choose(sheet, 0, "MBA-M1")
    cell(sheet, 0, "quantity").fill("13")
    cell(sheet, 0, "unit_cost").focus()

    line = sheet.locator("[data-row]").first
    assert line.locator("[data-available]").inner_text() == "12"
    assert "is-short" in line.get_attribute("class")


def test_what_was_typed_is_not_overwritten(sheet):
    cell(sheet, 0, "unit_price").fill("450")
    choose(sheet, 0, "MBA-M1")

    assert values(sheet, 0)[4] == "450.00"


def test_another_sku_replaces_what_the_first_one_filled(sheet):
    choose(sheet, 0, "MBA-M1")
    cell(sheet, 0, "sku").fill("IPAD9")

    assert values(sheet, 0) == ["IPAD9", "iPad 9", "", "140.00", "185.00", ""]


def test_another_sku_replaces_what_was_saved_from_the_stock(open_page):
    saved = '<input data-cell="description" name="lines-0-description" list="stock-options" data-filled value="iPad 9">'
    page = open_page(
        BODY.replace('<input data-cell="description" name="lines-0-description" list="stock-options">', saved).replace(
            '<datalist id="stock-options">', f'<datalist id="stock-options">{options(*STOCK)}'
        )
    )

    cell(page, 0, "sku").fill("MBA-M1")

    assert values(page, 0)[1] == "MacBook Air M1"


def test_pasted_skus_fill_their_rows(sheet):
    cell(sheet, 0, "sku").focus()
    paste(sheet, "MBA-M1\t\t2\nNO-SUCH\t\t1\nIPAD9\t\t3\n")
    sheet.wait_for_function("document.querySelector('[name=lines-2-description]').value")

    assert [values(sheet, line)[1] for line in range(3)] == ["MacBook Air M1", "", "iPad 9"]
    assert sheet.asked == ["sku=MBA-M1&sku=NO-SUCH&sku=IPAD9&language=fr"]


def test_sku_pasted_over_another_replaces_what_the_first_one_filled(sheet):
    choose(sheet, 0, "MBA-M1")
    cell(sheet, 0, "sku").focus()
    paste(sheet, "IPAD9\nMBA-M1\n")
    sheet.wait_for_function("document.querySelector('[name=lines-0-description]').value === 'iPad 9'")

    assert values(sheet, 0) == ["IPAD9", "iPad 9", "", "140.00", "185.00", ""]


def test_removed_row_leaves_the_sum_and_can_come_back(sheet):
    choose(sheet, 0, "MBA-M1")
    cell(sheet, 0, "quantity").fill("2")
    total = sheet.locator("[data-sheet-sum=net]")

    sheet.locator("[data-remove]").first.check()
    without = total.inner_text()
    sheet.locator("[data-remove]").first.uncheck()

    assert (without, total.inner_text()) == ("€0.00", "€959.00")
    assert values(sheet, 0)[1] == "MacBook Air M1"

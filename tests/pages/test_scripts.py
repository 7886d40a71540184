"""The small scripts: theme, dialog, ticking rows, dropping a file."""

import pytest

pytestmark = pytest.mark.browser

ROWS = "".join(f'<input type="checkbox" data-select-row name="device" value="{n}">' for n in range(3))
SELECTION = f"""
<form data-selection><input type="checkbox" data-select-all>{ROWS}
<div data-bulk-bar><b data-selected-count>0</b>
<button type="button" data-select-matching data-total="18907" hidden>All</button><input name="scope" value="rows">
<template data-excepted><input name="except"></template></div>
</form><script type="module" src="/static/portal/select_all.js"></script>
"""
DIALOG = """
<button data-dialog-open="sure">Delete</button><dialog id="sure"><button data-dialog-close>No</button></dialog>
<script type="module" src="/static/portal/dialog.js"></script>
"""
FILE = """
<form method="post"><div data-file-drop><input type="file" name="file"><span data-file-name></span>
<progress data-upload-progress hidden></progress></div></form>
<script type="module" src="/static/portal/upload.js"></script>
"""
THEME = """
<form data-theme-form method="post" action="/preferences"><button name="theme" value="dark">Dark</button></form>
<script src="/static/portal/theme.js"></script>
"""


def test_it_works(open_page):
    page = open_page(DIALOG)
    page.click("text=Delete")

    assert page.locator("#sure").is_visible()


def test_dialog_is_closed_by_its_button_and_by_escape(open_page):
    page = open_page(DIALOG)
    for close in (lambda: page.click("text=No"), lambda: page.keyboard.press("Escape")):
        page.click("text=Delete")
        close()

        assert not page.locator("#sure").is_visible()


def test_box_in_the_head_ticks_the_rows_of_this_page_only(open_page):
    page = open_page(SELECTION)
    page.check("[data-select-all]")

    assert page.locator("[data-select-row]:checked").count() == 3
    assert page.locator("[name=scope]").input_value() == "rows"


def test_everything_that_matches_is_asked_for_by_name(open_page):
    page = open_page(SELECTION)
    page.check("[data-select-all]")
    page.click("[data-select-matching]")

    assert page.locator("[name=scope]").input_value() == "matching"
    assert page.locator("[data-selected-count]").inner_text() == "18,907"


def test_row_that_is_unticked_then_is_an_exception(open_page):
    page = open_page(SELECTION)
    page.check("[data-select-all]")
    page.click("[data-select-matching]")
    page.locator("[data-select-row]").first.uncheck()

    assert page.locator("[name=scope]").input_value() == "matching"
    assert page.locator("[data-selected-count]").inner_text() == "18,906"
    excepted = [field.input_value() for field in page.locator("[name=except]").all()]
    assert excepted == [page.locator("[data-select-row]").first.input_value()]


def test_unticking_every_row_means_rows_again(open_page):
    page = open_page(SELECTION)
    page.check("[data-select-all]")
    page.click("[data-select-matching]")
    page.uncheck("[data-select-all]")

    assert page.locator("[name=scope]").input_value() == "rows"
    assert page.locator("[name=except]").count() == 0


def test_bar_of_actions_shows_only_while_a_row_is_ticked(open_page):
    page = open_page(SELECTION)
    bar = page.locator("[data-bulk-bar]")
    page.locator("[data-select-row]").first.check()
    shown = bar.get_attribute("class")
    page.locator("[data-select-row]").first.uncheck()

    assert (shown, bar.get_attribute("class")) == ("is-active", "")


def test_chosen_file_is_named_with_its_size(open_page):
    page = open_page(FILE)
    page.set_input_files("[name=file]", {"name": "parc.csv", "mimeType": "text/csv", "buffer": b"x" * 2000})

    assert page.locator("[data-file-name]").inner_text() == "parc.csv · 2 kB"


def test_theme_follows_the_device_while_nobody_chose(open_page):
    page = open_page(THEME)
    page.emulate_media(color_scheme="dark")

    page.wait_for_function("document.documentElement.dataset.bsTheme === 'dark'")


def test_theme_that_is_chosen_shows_without_leaving_the_page(open_page):
    page = open_page(THEME)
    with page.expect_request("**/preferences") as saving:
        page.click("text=Dark")

    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert "dark" in saving.value.post_data
    assert page.url.rstrip("/") == "http://pages.test"

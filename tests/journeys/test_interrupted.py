"""Double clicks, the back button, and a session that ends in mid-form: nothing is doubled, nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from b2b_portal.demo.cast import PASSWORD
from tests.journeys.people import Person

pytestmark = pytest.mark.browser

LIST = "Serial number,Manufacturer,Model\nINTR0LAT0001,Dell,Latitude 5420\n"


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "alice@acme.example").reads("en")


@pytest.fixture(scope="module")
def sam(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "desk", "sam@renew.example").reads("en")


def how_many(person: Person, path: str) -> int:
    person.open(path)
    return person.page.locator("main tbody tr").count()


def test_it_works(browser, portal):
    """Two clicks on the button that starts a quote, by somebody who has just started none."""
    eve = Person.signs_in(browser, portal, "desk", "eve@renew.example").reads("en")
    before = how_many(eve, "/o/acme/quotes/")

    eve.page.locator("form[action$='/quotes/new/'] button").first.dblclick()
    eve.page.wait_for_url(re.compile(r"/quotes/[0-9a-f-]{36}/"))

    assert how_many(eve, "/o/acme/quotes/") == before + 1


def test_list_is_uploaded_once_by_two_clicks(alice, tmp_path):
    file = tmp_path / "clicked-twice.csv"
    file.write_text(LIST, encoding="utf-8")
    alice.open("/fleet/uploads/new/")
    alice.page.set_input_files("input[type=file]", file)

    alice.page.locator("main form[enctype] button[type=submit]").dblclick()
    expect(alice.page.get_by_role("button", name=re.compile("Import 1 device"))).to_be_visible(timeout=30_000)
    alice.open("/fleet/uploads/")

    expect(alice.page.get_by_role("row").filter(has_text="clicked-twice.csv")).to_have_count(1)


def test_draft_is_there_after_the_session_has_ended(sam):
    """An hour of typing, a session that is over, a sign-in: the form comes back with what was typed."""
    page = sam.page
    sam.open("/o/acme/quotes/")
    page.locator("form[action$='/quotes/new/'] button").first.click()
    page.fill("[name=title]", "Typed for an hour")
    page.fill("[name=customer_note]", "Every word of it")
    sam.context.clear_cookies(name=re.compile("session"))

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[name=password]")).to_be_visible()
    page.fill("[name=login]", "sam@renew.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")

    expect(page.locator("[name=title]")).to_have_value("Typed for an hour")
    expect(page.locator("[name=customer_note]")).to_have_value("Every word of it")


def test_back_button_after_saving_shows_what_was_saved(sam):
    page = sam.page
    sam.open("/o/acme/quotes/")
    page.locator("form[action$='/quotes/new/'] button").first.click()
    page.fill("[name=title]", "Saved once")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()

    page.go_back()
    page.go_forward()

    expect(page.locator("[name=title]")).to_have_value("Saved once")


def test_nothing_was_wrong_on_the_way(alice, sam):
    assert not alice.problems + sam.problems

"""The public site in a browser: every page at every width, its menu and forms without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from cms.initial_pages import IN_ORDER, read_text
from tests.journeys.people import Person, Portal

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 800}


def paths(language):
    """Of every page that the site begins with."""
    texts = {key: read_text(language=language, key=key).values for key in IN_ORDER}
    above = {key: texts[text["parent"]]["slug"] + "/" if "parent" in text else "" for key, text in texts.items()}
    return [f"/{language}/", *(f"/{language}/{above[key]}{text['slug']}/" for key, text in texts.items())]


@pytest.fixture(scope="module")
def visitor(browser, portal) -> Person:
    return Person.visits(browser, portal)


@pytest.fixture
def without_scripts(browser: Browser, portal: Portal):
    context = browser.new_context(java_script_enabled=False, viewport=NARROW, locale="en-GB")
    yield context.new_page()
    context.close()


def test_it_works(visitor):
    """Nothing is wrong with the pages in either appearance, on a desk and on a phone."""
    for path in ("/en/", "/fr/grades/", "/en/partner-shops/?town=nantes", "/fr/contact/", "/en/help/export/"):
        visitor.open(path, shot=f"site-{re.sub(r'[^a-z]+', '-', path).strip('-')}")

    assert visitor.problems == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_scrolls_sideways_on_a_narrow_screen(visitor, language):
    visitor.page.set_viewport_size(NARROW)
    wide = []
    for path in paths(language):
        visitor.open(path)
        wide += [path] if visitor.page.evaluate("document.documentElement.scrollWidth") > NARROW["width"] else []
    visitor.page.set_viewport_size({"width": 1440, "height": 900})

    assert wide == []


def test_menu_of_a_phone_opens_without_scripts(without_scripts, portal):
    without_scripts.goto(portal.address("", "/en/"))
    link = without_scripts.get_by_role("link", name="Schools", exact=True)
    expect(link).to_be_hidden()

    without_scripts.get_by_role("button", name="Menu").click()
    link.click()

    expect(without_scripts.get_by_role("heading", level=1)).to_contain_text("How it works for schools")


def test_menu_stands_open_on_a_wide_screen(visitor):
    visitor.open("/en/")

    expect(visitor.page.get_by_role("link", name="Schools", exact=True)).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Menu")).to_be_hidden()


def test_shops_are_found_without_scripts(without_scripts, portal):
    without_scripts.goto(portal.address("", "/en/partner-shops/"))
    without_scripts.get_by_label("Town").fill("saint-etiene")
    without_scripts.get_by_role("button", name="Find shops").click()
    without_scripts.get_by_role("link", name="Saint-Étienne", exact=True).click()

    expect(without_scripts.get_by_role("heading", level=4).first).to_have_text("Renew Saint-Étienne (sample)")


def test_message_sent_twice_without_scripts_waits_once_at_the_desk(browser, without_scripts, portal):
    send_a_message(without_scripts, portal.address("", "/en/contact/"))
    without_scripts.go_back()
    expect(without_scripts.get_by_label("Your message")).to_have_value("Sent twice, kept once.")
    without_scripts.get_by_role("button", name="Send the message").click()
    expect(without_scripts.get_by_role("heading", level=1)).to_contain_text("your message has arrived")

    sam = Person.signs_in(browser, portal, "desk", "sam@renew.example")
    sam.open("/messages/", shot="desk-messages")

    expect(sam.page.get_by_text("Sent twice, kept once.")).to_have_count(1)
    sam.clicks("Mark as done")
    expect(sam.page.get_by_role("heading", name="No message waits")).to_be_visible()
    assert sam.problems == []


def send_a_message(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("What is it about?").select_option("other")
    page.get_by_label("Your name").fill("Ines Tech")
    page.get_by_label("Your e-mail address").fill("ines@initech.example")
    page.get_by_label("Your message").fill("Sent twice, kept once.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("your message has arrived")

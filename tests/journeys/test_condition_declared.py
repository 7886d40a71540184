"""Alice says in what condition some devices of an offer are, sees the price follow, and compares the versions."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Person

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "alice@acme.example")


def test_it_works(alice):
    alice_ticks_a_group_of_the_open_offer(alice)
    alice_sees_the_price_follow_her_answers(alice)
    alice_saves_and_compares(alice)

    assert not alice.problems


def alice_ticks_a_group_of_the_open_offer(alice: Person) -> None:
    page = alice.page
    alice.open("/offers/")
    page.locator("tr", has_text="Open").get_by_role("link").first.click()
    page.get_by_role("checkbox", name=re.compile("^Select .*, ")).first.check()

    page.get_by_role("button", name="Declare condition…").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("In what condition")
    assert "group=" in page.url


def alice_sees_the_price_follow_her_answers(alice: Person) -> None:
    page = alice.page
    page.get_by_role("radio", name=re.compile("D: heavy wear")).focus()
    page.keyboard.press("Space")
    page.get_by_role("checkbox", name="Parts are missing").check()

    totals = page.locator("#condition-preview")

    expect(totals).to_contain_text("Difference")
    expect(totals).to_contain_text("−€")
    alice.look("condition")


def alice_saves_and_compares(alice: Person) -> None:
    page = alice.page
    page.get_by_role("button", name="Save and make a new version").click()
    expect(page.get_by_text("Version 2 is made")).to_be_visible()
    expect(page.get_by_text("(declared)").first).to_be_visible()

    page.get_by_role("link", name="Version 2: see what changed").click()

    expect(page.get_by_role("heading", name="What changed")).to_be_visible()
    expect(page.locator("ins").first).to_contain_text("Parts are missing")
    alice.look("versions")

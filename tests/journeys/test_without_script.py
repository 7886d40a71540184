"""Every core path without a line of script: a list becomes an offer that is accepted, a quote becomes an order."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.people import Person

pytestmark = pytest.mark.browser

LIST = """Serial number,Asset tag,Manufacturer,Model,Storage,Condition
NSCR0LAT0001,ACM-N-1,Dell,Latitude 5420,256 GB,B
NSCR0LAT0002,ACM-N-2,Dell,Latitude 5420,512 GB,A
"""


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    plain = {"java_script_enabled": False}
    return Person.signs_in(browser, portal, "acme", "alice@acme.example", **plain).reads("en")


@pytest.fixture(scope="module")
def sam(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "desk", "sam@renew.example", java_script_enabled=False).reads("en")


def test_it_works(alice, sam, tmp_path):
    file = tmp_path / "plain.csv"
    file.write_text(LIST, encoding="utf-8")

    alice_imports_a_list(alice, file)
    alice_sells_what_a_filter_finds(alice)
    quote = sam_builds_and_sends_a_quote(sam)
    alice_orders(alice, quote)

    assert not alice.problems + sam.problems


def waits_for(person: Person, wanted: Locator) -> None:
    """Load the page again until it shows it: nothing else moves a page without script."""
    for _attempt in range(60):
        if wanted.count():
            return
        person.page.wait_for_timeout(500)
        person.page.reload()
    raise AssertionError(f"{person.page.url} never shows {wanted}")


def alice_imports_a_list(alice: Person, file: Path) -> None:
    page = alice.page
    alice.open("/fleet/uploads/new/")
    page.set_input_files("input[type=file]", file)
    page.locator("main form[enctype] button[type=submit]").click()
    waits_for(alice, page.get_by_role("button", name="Import 2 devices"))
    page.get_by_role("button", name="Import 2 devices").click()
    waits_for(alice, page.locator("main").get_by_role("link", name="Go to your fleet"))
    page.locator("main").get_by_role("link", name="Go to your fleet").click()


def alice_sells_what_a_filter_finds(alice: Person) -> None:
    page = alice.page
    page.fill("main [name=q]", "NSCR0LAT")
    page.press("main [name=q]", "Enter")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Request an offer for all 2 matching").click()
    offer = page.locator("main a[href^='/offers/']").first
    for _attempt in range(60):
        if "/offers/" in page.url or offer.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    if "/offers/" not in page.url:
        offer.click()
    page.get_by_role("checkbox", name=re.compile("Select .*512 GB")).check()
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("link", name="Accept…").click()
    page.get_by_role("radio", name="Yes, for all of them").check()
    page.get_by_role("button", name="Sell these devices").click()
    expect(page.locator("main .page-header")).to_contain_text("Accepted in part")


def sam_builds_and_sends_a_quote(sam: Person) -> str:
    page = sam.page
    sam.open("/stock/?q=latitude")
    sku = page.locator("main tbody .code").first.inner_text()
    sam.open("/o/acme/quotes/")
    page.locator("form[action$='/quotes/new/'] button").first.click()
    page.fill("[name=title]", "Laptops without script")
    page.fill("[name=lines-0-sku]", sku)
    page.fill("[name=lines-0-quantity]", "2")
    page.get_by_role("button", name="Add five rows").click()
    expect(page.locator("[data-row]")).to_have_count(10)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[name=lines-0-unit_price]")).not_to_have_value("")
    page.get_by_role("button", name="Send…").click()
    page.locator("main").get_by_role("button", name=re.compile("^Send to")).click()
    expect(page.locator("main .page-header")).to_contain_text("Sent")
    return page.url.split("/quotes/")[1]


def alice_orders(alice: Person, quote: str) -> None:
    page = alice.page
    alice.open(f"/quotes/{quote}")
    page.fill("[name=po_number]", "PO-PLAIN-1")
    for box in page.locator("#accept input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Accept and order").click()
    page.get_by_role("link", name=re.compile("Follow the order")).click()
    expect(page.locator("main")).to_contain_text("PO-PLAIN-1")

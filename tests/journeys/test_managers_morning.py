"""The account manager's morning: what waits in My day is taken from the list, and is gone from it afterwards."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Person

pytestmark = pytest.mark.browser

DRAFT, SOLD = "Téléphones de permanence", "Tablets for the workshop"


@pytest.fixture(scope="module")
def sam(browser, portal) -> Person:
    sam = Person.signs_in(browser, portal, "desk", "sam@renew.example").reads("en")
    sam.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return sam


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "alice@acme.example").reads("en")


def test_it_works(alice, sam):
    order = alice_has_ordered_in_the_evening(alice)
    offer = sam_confirms_the_price_that_waits(sam)
    quote = sam_finishes_the_draft_from_the_stock(sam)
    sam_sends_it(sam)
    sam_ships_the_order(sam, order)
    sam_looks_at_the_case(sam)
    nothing_of_it_waits_any_more(sam, offer, quote, order)

    assert not alice.problems + sam.problems


def alice_has_ordered_in_the_evening(alice: Person) -> str:
    page = alice.page
    alice.open("/quotes/")
    page.get_by_role("row").filter(has_text=SOLD).locator("th a").click()
    page.fill("[name=po_number]", "PO-2026-1234")
    for box in page.locator("#accept input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Accept and order").click()
    page.get_by_role("link", name=re.compile("Follow the order")).click()
    page.wait_for_url("**/orders/*/")
    return page.get_by_role("heading", level=1).inner_text().strip()


def case_in_my_day(sam: Person, words: str) -> str:
    """Open what waits by its words in the list; its reference."""
    sam.open("/")
    link = sam.page.locator("#open-cases tbody tr").filter(has_text=words).first.locator("th a")
    reference = link.inner_text().strip()
    link.click()
    return reference


def sam_confirms_the_price_that_waits(sam: Person) -> str:
    sam.look("my-day")
    reference = case_in_my_day(sam, "Price to be confirmed")
    sam.page.get_by_role("button", name="Confirm firm price").click()
    expect(sam.page.locator("main .page-header")).to_contain_text("Firm")
    return reference


def sam_finishes_the_draft_from_the_stock(sam: Person) -> str:
    page = sam.page
    sam.open("/stock/?q=iphone")
    sku = page.locator("main tbody .code").first.inner_text()
    reference = case_in_my_day(sam, DRAFT)
    lines = page.locator("[data-row]").count()
    empty = page.locator("[data-cell=sku]").filter(has_not=page.locator("[value]")).nth(1)
    pasted = f"{sku}\t\t4\nSPARE-CHARGER\tCharger, 20 W\t4\t6,50\t9,90\n"
    page.evaluate("text => navigator.clipboard.writeText(text)", pasted)
    empty.focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(page.locator("[data-sheet-status]")).to_have_text("2 rows pasted")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages, main").filter(has_text="Saved.").first).to_be_visible()
    assert page.locator("[name=lines-1-sku]").input_value() == sku
    assert page.locator("[name=lines-1-unit_price]").input_value()
    assert page.locator("[name=lines-2-sku]").input_value() == "SPARE-CHARGER"
    assert page.locator("[data-row]").count() >= lines
    return reference


def sam_sends_it(sam: Person) -> None:
    sam.page.get_by_role("button", name="Send…").click()
    sam.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Send to")).click()
    expect(sam.page.locator("main .page-header")).to_contain_text("Sent")


def sam_ships_the_order(sam: Person, order: str) -> None:
    case_in_my_day(sam, order)
    sam.page.fill("[name=tracking]", "EXAMPLE-2411-1234")
    sam.page.get_by_role("button", name="Mark as shipped").click()
    expect(sam.page.locator("main .page-header")).to_contain_text("Shipped")


def sam_looks_at_the_case(sam: Person) -> None:
    sam.page.locator(".topbar").get_by_role("link", name="Acme Industrie").click()
    expect(sam.page.get_by_role("heading", level=1)).to_contain_text("Acme Industrie")


def nothing_of_it_waits_any_more(sam: Person, *references: str) -> None:
    sam.open("/")
    waiting = sam.page.locator("#open-cases tbody th a").all_inner_texts()
    assert not set(references) & {reference.strip() for reference in waiting}
    sam.look("my-day-afterwards")

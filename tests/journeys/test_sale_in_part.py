"""From a fleet to the sale of a part of it: questionnaire, one device kept, approval in French, and the paper."""

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.people import Person

pytestmark = pytest.mark.browser

LIST = """Serial number,Asset tag,Manufacturer,Model,Storage,Location,Purchase date
JRNYPART0001,ACM-P-1,Dell,Latitude 5420,256 GB,Part depot,2021-03-01
JRNYPART0002,ACM-P-2,Dell,Latitude 5420,256 GB,Part depot,2021-03-01
JRNYPARTKEEP,ACM-P-3,Dell,Latitude 5420,512 GB,Part depot,2021-03-01
"""


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "alice@acme.example").reads("en")


@pytest.fixture(scope="module")
def erin(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "erin@acme.example").reads("fr")


def test_it_works(alice, erin, tmp_path):
    alice_wants_two_people_for_every_sale(alice)
    try:
        alice_imports_her_list(alice, tmp_path / "part.csv")
        alice_asks_for_an_offer(alice)
        alice_answers_the_questionnaire(alice)
        alice_keeps_one(alice)
        alice_asks_to_sell_the_rest(alice)
        erin_approves(erin, alice.page.url)
        erin_reads_the_paper(erin)
    finally:
        alice_wants_one_person_again(alice)

    assert not alice.problems + erin.problems


def alice_wants_two_people_for_every_sale(alice: Person) -> None:
    alice.open("/offers/second-person/")
    alice.page.fill("[name=above]", "0")
    alice.clicks("Save")
    expect(alice.page.locator("main")).to_contain_text("The rule is saved.")


def alice_wants_one_person_again(alice: Person) -> None:
    alice.open("/offers/second-person/")
    alice.page.fill("[name=above]", "")
    alice.clicks("Save")


def alice_imports_her_list(alice: Person, file: Path) -> None:
    file.write_text(LIST, encoding="utf-8")
    alice.open("/fleet/uploads/new/")
    alice.page.set_input_files("input[type=file]", file)
    alice.page.locator("main form[enctype] button[type=submit]").click()
    alice.page.get_by_role("button", name="Import 3 devices").click()
    alice.page.locator(".page-header").get_by_role("link", name="Go to your fleet").click()


def alice_asks_for_an_offer(alice: Person) -> None:
    page = alice.page
    page.fill("main [name=q]", "JRNYPART")
    expect(page.locator("#device-table tbody tr")).to_have_count(3)
    page.locator("[data-select-all]").check()
    page.get_by_role("button", name="Request buy-back offer").click()
    page.wait_for_url("**/offers/*/")


def alice_answers_the_questionnaire(alice: Person) -> None:
    page = alice.page
    page.get_by_role("checkbox", name=re.compile("^Select .*256 GB")).check()
    page.get_by_role("button", name="Declare condition…").click()
    page.get_by_role("radio", name=re.compile("A: like new")).focus()
    page.keyboard.press("Space")
    expect(page.locator("#condition-preview")).to_contain_text("Difference")
    page.get_by_role("button", name="Save and make a new version").click()
    expect(page.get_by_text("Version 2 is made")).to_be_visible()


def alice_keeps_one(alice: Person) -> None:
    page = alice.page
    page.get_by_role("checkbox", name=re.compile("^Select .*512 GB")).check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator("#offer-lines .badge").filter(has_text="Keep")).to_have_count(1)


def alice_asks_to_sell_the_rest(alice: Person) -> None:
    page = alice.page
    page.get_by_role("link", name="Accept…").click()
    page.get_by_role("radio", name="Yes, for all of them").check()
    page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Alice Martin wants to sell for")
    alice.look("sale-asked")


def erin_approves(erin: Person, address: str) -> None:
    page = erin.page
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Alice Martin veut vendre")
    erin.look("sale-to-approve-fr")
    page.get_by_role("button", name="Approuver et vendre").click()
    expect(page.locator("main .page-header")).to_contain_text("Acceptée en partie")


def erin_reads_the_paper(erin: Person) -> None:
    page = erin.page
    link = page.locator("section", has_text="Ce que deviennent les appareils").get_by_role("link").first
    for _attempt in range(30):
        if link.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    erin.look("sold-in-part-fr")
    paper = erin.downloads(link.click)

    (erin.portal.shots / "confirmation-of-sale.pdf").write_bytes(paper)
    words = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    assert {serial for serial in ("JRNYPART0001", "JRNYPART0002", "JRNYPARTKEEP") if serial in words} == {
        "JRNYPART0001",
        "JRNYPART0002",
    }

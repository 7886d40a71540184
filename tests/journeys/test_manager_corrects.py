"""An IT manager uploads a list with mistakes, sees them, uploads it corrected, and sells a part of what it holds."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Person

pytestmark = pytest.mark.browser

HEADERS = "Serial number,Asset tag,Manufacturer,Model,Storage,Condition,Location,Purchase date"
RIGHT = [
    "JRNY0LAT0001,ACM-J-1,Dell,Latitude 5420,256 GB,B,Journey depot,2021-03-01",
    "JRNY0LAT0002,ACM-J-2,Dell,Latitude 5420,256 GB,B,Journey depot,2021-03-01",
    "JRNY0LAT0003,ACM-J-3,Dell,Latitude 5420,512 GB,A,Journey depot,2021-03-01",
    "JRNY0PHONE01,ACM-J-4,Apple,iPhone 13,128 GB,C,Journey depot,2022-03-07",
]
WRONG = [
    RIGHT[0],
    RIGHT[0].replace("ACM-J-1", "ACM-J-9"),  # the serial number of the line before
    ",,Dell,Latitude 5420,512 GB,A,Journey depot,2021-03-01",  # nothing that says which device it is
    RIGHT[3].replace("2022-03-07", "31/02/2022"),
]


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "alice@acme.example").reads("en")


def test_it_works(alice, tmp_path):
    alice_sees_what_is_wrong(alice, written(tmp_path / "wrong.csv", WRONG))
    alice_discards_it(alice)
    alice_imports_the_corrected_list(alice, written(tmp_path / "right.csv", RIGHT))
    offer = alice_asks_for_an_offer_of_the_laptops(alice)
    alice_keeps_the_best_one(alice)
    alice_accepts_the_rest(alice)
    alice_finds_the_document(alice, offer)

    assert not alice.problems


def written(file: Path, rows: list[str]) -> Path:
    file.write_text("\n".join([HEADERS, *rows]), encoding="utf-8")
    return file


def uploads(alice: Person, file: Path) -> None:
    alice.page.set_input_files("input[type=file]", file)
    alice.page.locator("main form[enctype] button[type=submit]").click()
    expect(alice.page.get_by_role("button", name=re.compile(r"Import \d+ device"))).to_be_visible()


def alice_sees_what_is_wrong(alice: Person, file: Path) -> None:
    alice.open("/fleet/uploads/new/")
    uploads(alice, file)
    refused = alice.page.locator(".cause").filter(has_text="Left out.")
    expect(refused).to_have_count(2)
    alice.page.locator(".cause-rows").first.click()
    expect(alice.page.locator("#upload-rows tbody tr").first).to_be_visible()
    alice.look("upload-with-problems")


def alice_discards_it(alice: Person) -> None:
    alice.page.get_by_role("button", name="Discard").click()
    expect(alice.page.locator("main")).to_contain_text("was discarded. Your fleet is as it was.")


def alice_imports_the_corrected_list(alice: Person, file: Path) -> None:
    alice.page.locator(".page-header").get_by_role("link", name="Upload devices").click()
    uploads(alice, file)
    alice.page.get_by_role("button", name="Import 4 devices").click()
    alice.page.locator(".page-header").get_by_role("link", name="Go to your fleet").click()


def alice_asks_for_an_offer_of_the_laptops(alice: Person) -> str:
    page = alice.page
    page.fill("main [name=q]", "JRNY0LAT")
    expect(page.locator("#device-table tbody tr")).to_have_count(3)
    page.locator("[data-select-all]").check()
    page.get_by_role("button", name="Request buy-back offer").click()
    page.wait_for_url("**/offers/*/")
    return page.get_by_role("heading", level=1).inner_text().strip()


def alice_keeps_the_best_one(alice: Person) -> None:
    page = alice.page
    page.get_by_role("checkbox", name=re.compile("Select .*512 GB")).check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator("#offer-lines .badge").filter(has_text="Keep")).to_have_count(1)


def alice_accepts_the_rest(alice: Person) -> None:
    page = alice.page
    page.get_by_role("link", name="Accept…").click()
    page.get_by_role("radio", name="Yes, for all of them").check()
    page.get_by_role("button", name="Sell these devices").click()
    expect(page.locator("main .page-header")).to_contain_text("Accepted in part")


def alice_finds_the_document(alice: Person, offer: str) -> None:
    for _attempt in range(30):
        alice.open("/documents/?kind=offer")
        if alice.page.get_by_role("row").filter(has_text=offer).count():
            break
        alice.page.wait_for_timeout(1_000)
    row = alice.page.get_by_role("row").filter(has_text=offer).first
    paper = alice.downloads(lambda: row.locator("th a").click())
    assert paper.startswith(b"%PDF")

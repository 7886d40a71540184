"""A school asks and accepts, from a list made by hand: Dora in French and by the keyboard alone, Sam at the desk."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.people import Person
from tests.journeys.running import ROOT

pytestmark = pytest.mark.browser

LIST = ROOT / "tests" / "samples" / "nasty_fr_college.xlsx"
SERIAL = "DMPX2C9PQ1KX"  # twice in the list: the second row is left out


@pytest.fixture(scope="module")
def dora(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "rosa-parks", "dora@rosa-parks.example").reads("fr")


@pytest.fixture(scope="module")
def sam(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "desk", "sam@renew.example")


def test_it_works(dora, sam):
    dora_uploads_the_list(dora)
    dora_imports_what_can_be_imported(dora)
    offer = dora_asks_for_an_offer(dora)
    dora_records_the_decision_of_the_council(dora)
    sam_confirms_the_price(sam, offer)
    dora_accepts(dora)

    assert not dora.problems + sam.problems


def dora_uploads_the_list(dora: Person) -> None:
    page = dora.page
    dora.open("/")
    dora.presses(page.locator(".page-header a[href='/fleet/uploads/new/']"))
    with page.expect_file_chooser() as chooser:
        dora.presses(page.locator("input[type=file]"))
    chooser.value.set_files(LIST)
    dora.presses(page.locator("main form[enctype] button[type=submit]"))
    expect(page.get_by_role("button", name=re.compile(r"Importer \d+ appareils"))).to_be_visible()


def dora_imports_what_can_be_imported(dora: Person) -> None:
    page = dora.page
    causes = page.locator(".cause-sentence")
    expect(causes.first).to_be_visible()
    assert any("fichier" in sentence or "liste" in sentence for sentence in causes.all_inner_texts())
    dora.presses(page.get_by_role("button", name=re.compile(r"Importer \d+ appareils")))
    expect(page.get_by_text("Importé", exact=True).first).to_be_visible()


def dora_asks_for_an_offer(dora: Person) -> str:
    page = dora.page
    dora.presses(page.locator(".page-header a[href='/fleet/']"))
    dora.tabs_to(page.locator("main input[type=search], main input[name=q]").first)
    page.keyboard.type(SERIAL)
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    dora.presses(page.locator("tbody [data-select-row]"), key="Space")
    dora.presses(page.locator("[data-bulk-bar] button.btn-primary"))
    page.wait_for_url("**/offers/*/")
    return page.get_by_role("heading", level=1).inner_text().strip()


def dora_records_the_decision_of_the_council(dora: Person) -> None:
    page = dora.page
    dora.tabs_to(page.locator("[name=reference]"))
    page.keyboard.type("CA 2026-58")
    dora.tabs_to(page.locator("[name=decided_on]"))
    page.locator("[name=decided_on]").fill(timezone.localdate().isoformat())  # its keys follow the machine's language
    dora.presses(page.locator("form[action$='/decision/'] button[type=submit]"))
    expect(page.locator("main")).to_contain_text("CA 2026-58")


def sam_confirms_the_price(sam: Person, offer: str) -> None:
    sam.open("/")
    sam.page.get_by_role("link", name=offer).click()
    sam.page.locator("form[action$='/firm/'] button[type=submit]").click()
    expect(sam.page.locator("main .page-header .badge")).to_contain_text(re.compile("Firm|Ferme"))


def dora_accepts(dora: Person) -> None:
    page = dora.page
    page.reload()
    dora.presses(page.locator("main a[href$='/accept/']"))
    dora.presses(page.get_by_role("dialog").locator("button[type=submit]"))
    expect(page.locator("main .page-header")).to_contain_text("Acceptée")
    dora.look("school-offer-accepted")

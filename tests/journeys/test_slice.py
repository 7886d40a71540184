"""One refresh, from a messy spreadsheet to documents, as Dora of the school and Sam of the desk do it."""

import io
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from b2b_portal.demo.fleet_file import write_csv
from tests.journeys.people import Person

pytestmark = pytest.mark.browser


@dataclass
class Story:
    """Who takes part, and what they hand on."""

    dora: Person
    sam: Person
    visitor: Person
    references: dict[str, str] = field(default_factory=dict)
    verify_path: str = ""


@pytest.fixture(scope="module")
def story(browser, portal) -> Story:
    return Story(
        dora=Person.signs_in(browser, portal, "rosa-parks", "dora@rosa-parks.example"),
        sam=Person.signs_in(browser, portal, "desk", "sam@renew.example"),
        visitor=Person.visits(browser, portal),
    )


def test_it_works(story, tmp_path):
    dora_uploads_an_export(story.dora, tmp_path)
    dora_asks_for_an_offer(story)
    sam_makes_the_price_firm(story)
    dora_accepts_the_offer(story)
    sam_sends_a_quote(story)
    dora_accepts_the_quote(story)
    sam_ships_and_delivers(story)
    dora_downloads_her_documents(story)
    anybody_checks_a_document(story)
    nothing_is_wrong_with_the_pages(story)


def dora_uploads_an_export(dora: Person, tmp_path: Path) -> None:
    dora.look("portal-home")
    dora.page.get_by_role("link", name="FR", exact=True).or_(dora.page.get_by_role("button", name="EN")).first.focus()
    dora.page.locator("form[action$='/preferences/'] button[value=en]").first.click()
    dora.open("/fleet/uploads/new/", shot="upload-new")
    file = tmp_path / "intune-export.csv"
    file.write_bytes(write_csv(40, seed=3))
    dora.page.set_input_files("input[type=file]", file)
    dora.page.locator("main form[enctype] button[type=submit]").click()
    expect(dora.page.get_by_role("button", name=re.compile("Import \\d+ device"))).to_be_visible(timeout=30_000)
    dora.look("upload-checked")
    dora.page.get_by_role("button", name=re.compile("Import \\d+ device")).click()
    expect(dora.page.get_by_role("link", name="Go to your fleet").first).to_be_visible(timeout=30_000)
    dora.look("upload-committed")
    dora.open("/fleet/?category=laptop", shot="fleet")
    dora.page.locator("tbody a").first.click()
    dora.look("device")


def dora_asks_for_an_offer(story: Story) -> None:
    dora = story.dora
    dora.open("/fleet/?q=Latitude")
    dora.page.locator("thead input[type=checkbox]").check()
    dora.page.get_by_role("button", name=re.compile("buy-back offer", re.IGNORECASE)).first.click()
    dora.page.wait_for_url("**/offers/*/", timeout=30_000)
    expect(dora.page.get_by_role("heading", level=1)).to_contain_text("BB-")
    dora.page.locator("main details summary").first.click()
    expect(dora.page.get_by_text("Collection, tests and data erasure").first).to_be_visible()
    story.references["offer"] = dora.page.get_by_role("heading", level=1).inner_text().strip()
    story.references["offer_path"] = dora.page.url.split(f":{dora.portal.port}")[1]
    dora.look("offer-indicative")
    dora.page.fill("[name=reference]", "CA 2026-41")
    dora.page.fill("[name=decided_on]", "2026-11-20")
    dora.page.locator("form[action$='/decision/'] button[type=submit]").click()
    expect(dora.page.get_by_text("CA 2026-41").first).to_be_visible()


def sam_makes_the_price_firm(story: Story) -> None:
    sam = story.sam
    sam.look("desk-home")
    sam.open("/organisations/", shot="desk-organisations")
    sam.open("/o/rosa-parks/", shot="desk-case")
    sam.open("/o/rosa-parks" + story.references["offer_path"], shot="desk-offer")
    sam.page.locator("form[action$='/firm/'] button[type=submit]").first.click()
    expect(sam.page.get_by_text("Firm").first).to_be_visible()


def dora_accepts_the_offer(story: Story) -> None:
    dora = story.dora
    dora.open(story.references["offer_path"])
    dora.page.locator("main a[href$='/accept/']").first.click()
    dora.page.get_by_role("button", name="Sell these devices").first.click()
    expect(dora.page.locator("main .page-header")).to_contain_text("Accepted")
    dora.look("offer-accepted")


def sam_sends_a_quote(story: Story) -> None:
    sam = story.sam
    sam.open("/stock/?q=latitude", shot="desk-stock")
    sku = sam.page.locator("main tbody .code").first.inner_text()
    sam.open("/o/rosa-parks/quotes/")
    sam.page.locator("form[action$='/quotes/new/'] button").first.click()
    sam.page.fill("[name=title]", "Salle informatique")
    sam.page.fill("[name=internal_note]", "CANARY-INTERNAL")
    sam.page.fill("[name=lines-0-sku]", sku)
    sam.page.fill("[name=lines-0-quantity]", "5")
    sam.page.keyboard.press("Tab")
    sam.page.get_by_role("button", name="Save").first.click()
    expect(sam.page.locator("[name=lines-0-unit_price]")).not_to_have_value("")
    sam.look("quote-builder")
    sam.page.get_by_role("button", name=re.compile("^Send")).first.click()
    sam.page.get_by_role("dialog").get_by_role("button", name=re.compile("^Send to")).click()
    expect(sam.page.locator("main .page-header")).to_contain_text("Sent")
    sam.look("desk-quote-sent")
    story.references["quote_path"] = sam.page.url.split("/o/rosa-parks")[1]


def dora_accepts_the_quote(story: Story) -> None:
    dora = story.dora
    dora.open("/quotes/", shot="quotes")
    dora.open(story.references["quote_path"])
    assert "CANARY-INTERNAL" not in dora.page.content()
    dora.look("quote")
    dora.page.fill("[name=po_number]", "ENG-2026-0099")
    for box in dora.page.locator("#accept input[type=checkbox]").all():
        box.check()
    dora.clicks("Accept and order")
    dora.page.get_by_role("link", name=re.compile("Follow the order")).click()
    dora.page.wait_for_url("**/orders/*/")
    story.references["order_path"] = dora.page.url.split(f":{dora.portal.port}")[1]
    dora.look("order")


def sam_ships_and_delivers(story: Story) -> None:
    sam = story.sam
    sam.open("/o/rosa-parks" + story.references["order_path"], shot="desk-order")
    sam.page.locator("form[action$='/ship/'] button[type=submit]").first.click()
    expect(sam.page.locator("form[action$='/deliver/']").first).to_be_visible()
    sam.page.locator("form[action$='/deliver/'] button[type=submit]").first.click()
    expect(sam.page.locator("main")).to_contain_text("Delivered")


def dora_downloads_her_documents(story: Story) -> None:
    dora = story.dora
    for _attempt in range(30):
        dora.open("/documents/?kind=invoice")
        if dora.page.locator("main tbody tr").count():
            break
        dora.page.wait_for_timeout(1_000)
    invoice = dora.downloads(lambda: dora.page.locator("main tbody th a").first.click())
    assert "factur-x.xml" in PdfReader(io.BytesIO(invoice)).attachments
    story.verify_path = dora.page.locator("main tbody a.code").first.get_attribute("href") or ""
    dora.open("/documents/", shot="documents")
    dora.open("/impact/", shot="impact")
    dora.page.locator("main tbody a").first.click()
    expect(dora.page.get_by_text("kg CO₂e").first).to_be_visible()
    dora.look("impact-report")
    report = dora.downloads(lambda: dora.page.get_by_role("link", name=re.compile("PDF")).first.click())
    assert report.startswith(b"%PDF")


def anybody_checks_a_document(story: Story) -> None:
    visitor = story.visitor
    visitor.open("/en/", shot="site-home")
    visitor.open("/en/sign-up/", shot="site-sign-up")
    visitor.page.goto(story.verify_path)
    expect(visitor.page.locator("main")).to_contain_text("FA-")
    visitor.look("site-verify")


def nothing_is_wrong_with_the_pages(story: Story) -> None:
    problems = [problem for person in (story.dora, story.sam, story.visitor) for problem in person.problems]
    assert not problems, "\n".join(problems)

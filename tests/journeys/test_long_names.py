"""Names of 300 letters without a space: no page has to be scrolled sideways for them, however narrow it is."""

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import problems_of
from tests.journeys.people import Person

pytestmark = pytest.mark.browser

LONG = "W" * 300
HEADERS = "Serial number,Asset tag,Manufacturer,Model,Location,Cost centre"
ROWS = f"{HEADERS}\nLONG0LAT0001,T-1,Dell,Latitude 5420,{LONG},{LONG[:100]}\n"
WIDTHS = (320, 390, 1440)


@pytest.fixture(scope="module")
def alice(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "acme", "alice@acme.example").reads("en")


TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"  # laid out by then


@pytest.fixture(scope="module")
def sam(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "desk", "sam@renew.example").reads("en")


def wide_pages(person: Person, *paths: str) -> list[str]:
    """What is wider than the window on these pages."""
    found = []
    for path in paths:
        person.open(path)
        for width in WIDTHS:
            person.page.set_viewport_size({"width": width, "height": 900})
            person.page.evaluate(TWO_FRAMES)
            found += [f"{path} at {width}: {problem}" for problem in problems_of(person.page, rules=None)]
        person.page.set_viewport_size({"width": 1440, "height": 900})
    return found


def test_it_works(sam, alice):
    sam.open("/o/acme/quotes/")
    sam.page.locator("form[action$='/quotes/new/'] button").first.click()
    for name in ("title", "delivery_line", "customer_note", "lines-0-description"):
        sam.page.fill(f"[name={name}]", LONG)
    for name, value in (("sku", "W" * 60), ("quantity", "1"), ("unit_cost", "1"), ("unit_price", "2")):
        sam.page.fill(f"[name=lines-0-{name}]", value)
    sam.page.get_by_role("button", name="Save", exact=True).click()
    expect(sam.page.get_by_text("Saved.", exact=True)).to_be_visible()
    quote = sam.page.url.split("/quotes/")[1]

    assert not wide_pages(sam, f"/o/acme/quotes/{quote}", f"/o/acme/quotes/{quote}send/", "/o/acme/quotes/", "/")
    sam.open(f"/o/acme/quotes/{quote}send/")
    sam.page.locator("main .page-header form button").click()
    expect(sam.page.locator("main .page-header")).to_contain_text("Sent")
    assert not wide_pages(sam, f"/o/acme/quotes/{quote}", "/o/acme/", "/?view=customer")
    assert not wide_pages(alice, f"/quotes/{quote}", "/quotes/", "/")


def test_list_with_long_cells_and_a_long_name(alice, tmp_path):
    file = tmp_path / f"{'w' * 240}.csv"
    file.write_text(ROWS, encoding="utf-8")
    alice.open("/fleet/uploads/new/")
    alice.page.set_input_files("input[type=file]", file)
    alice.page.locator("main form[enctype] button[type=submit]").click()
    expect(alice.page.get_by_role("button", name="Import 1 device")).to_be_visible(timeout=30_000)
    upload = alice.page.url.split(f":{alice.portal.port}")[1]
    checked = wide_pages(alice, upload)
    alice.page.get_by_role("button", name="Import 1 device").click()
    expect(alice.page.locator("main").get_by_role("link", name="Go to your fleet").first).to_be_visible(timeout=30_000)

    alice.open("/fleet/?q=LONG0LAT0001")
    device = alice.page.locator("tbody th a").get_attribute("href") or ""

    assert not checked
    assert not wide_pages(alice, upload, "/fleet/uploads/", "/fleet/?q=LONG0LAT0001", device, "/jobs/", "/fleet/")

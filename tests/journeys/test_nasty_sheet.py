"""A French school's worst sheet: asked about, put right, imported, undone, and imported again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Person

pytestmark = pytest.mark.browser

SHEET = Path(__file__).parents[1] / "samples" / "nasty_fr_college.xlsx"
IMPORT = re.compile(r"Importer \d+ appareil")


@pytest.fixture(scope="module")
def dora(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "rosa-parks", "dora@rosa-parks.example").reads("fr")


def test_it_works(dora):
    dora_uploads_it(dora)
    dora_names_a_model(dora)
    dora_puts_a_row_right(dora)
    dora_imports_it(dora)
    dora_undoes_it(dora)
    dora_uploads_it(dora)
    the_model_is_known_now(dora)
    dora_imports_it(dora)

    assert dora.problems == []


def dora_uploads_it(dora: Person) -> None:
    dora.open("/fleet/uploads/new/")
    dora.page.set_input_files("input[type=file]", SHEET)
    dora.page.locator("main form[enctype] button[type=submit]").click()
    expect(dora.page.get_by_role("button", name=IMPORT)).to_be_visible()


def dora_names_a_model(dora: Person) -> None:
    question = dora.page.locator("#unnamed .cause").filter(has_text="PC Dell")
    question.get_by_role("combobox").fill("Dell Latitude 5420")
    question.get_by_role("button", name="Celui-ci").click()
    expect(dora.page.get_by_role("status").filter(has_text="1 ligne est désormais Dell Latitude 5420")).to_be_visible()
    expect(question).to_have_count(0)


def dora_puts_a_row_right(dora: Person) -> None:
    """Row 9 has the serial number of row 6."""
    dora.page.locator("#upload-rows").get_by_role("link", name="9", exact=True).click()
    dora.page.get_by_label("N° de série").fill("DMPX2C9PQ1KY")
    dora.page.get_by_role("button", name="Relire la ligne").click()
    expect(dora.page.get_by_text("La ligne 9 peut être importée.")).to_be_visible()
    expect(dora.page.get_by_role("button", name="Importer 5 appareils")).to_be_visible()


def dora_imports_it(dora: Person) -> None:
    dora.page.get_by_role("button", name=IMPORT).click()
    expect(dora.page.get_by_role("link", name="Aller à votre parc").first).to_be_visible()


def dora_undoes_it(dora: Person) -> None:
    dora.page.get_by_role("link", name="Annuler cet import").click()
    dora.page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(dora.page.get_by_text("Cet import a été annulé").first).to_be_visible()
    dora.open("/fleet/?q=DMPX2C9PQ1K")
    expect(dora.page.locator("main tbody tr")).to_have_count(0)


def the_model_is_known_now(dora: Person) -> None:
    expect(dora.page.locator("#unnamed")).not_to_contain_text("PC Dell")
    expect(dora.page.locator("#upload-rows")).to_contain_text("Dell Latitude 5420")

"""A French school's worst sheet: named, put right, imported, undone, and imported again.

Charlie does it at Globex: another journey brings the same sheet to the school, and each works on things of its own.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Person

pytestmark = pytest.mark.browser

SHEET = Path(__file__).parents[1] / "samples" / "nasty_fr_college.xlsx"
IMPORT = re.compile(r"Importer \d+ appareil")


@pytest.fixture(scope="module")
def charlie(browser, portal) -> Person:
    return Person.signs_in(browser, portal, "globex", "charlie@globex.example").reads("fr")


def test_it_works(charlie):
    charlie_uploads_it(charlie)
    charlie_names_a_model(charlie)
    charlie_puts_a_row_right(charlie)
    charlie_imports_it(charlie)
    charlie_undoes_it(charlie)
    charlie_uploads_it(charlie)
    the_model_is_known_now(charlie)
    charlie_imports_it(charlie)
    charlie_undoes_it(charlie)

    assert charlie.problems == []


def charlie_uploads_it(charlie: Person) -> None:
    charlie.open("/fleet/uploads/new/")
    charlie.page.set_input_files("input[type=file]", SHEET)
    charlie.page.locator("main form[enctype] button[type=submit]").click()
    expect(charlie.page.get_by_role("button", name=IMPORT)).to_be_visible()


def charlie_names_a_model(charlie: Person) -> None:
    question = charlie.page.locator("#unnamed .cause").filter(has_text="PC Dell")
    question.get_by_role("combobox").fill("Dell Latitude 5420")
    question.get_by_role("button", name="Celui-ci").click()
    expect(
        charlie.page.get_by_role("status").filter(has_text="1 ligne est désormais Dell Latitude 5420")
    ).to_be_visible()
    expect(question).to_have_count(0)


def charlie_puts_a_row_right(charlie: Person) -> None:
    """Row 9 has the serial number of row 6."""
    charlie.page.locator("#upload-rows").get_by_role("link", name="9", exact=True).click()
    charlie.page.get_by_label("N° de série").fill("DMPX2C9PQ1KY")
    charlie.page.get_by_role("button", name="Relire la ligne").click()
    expect(charlie.page.get_by_text("La ligne 9 peut être importée.")).to_be_visible()
    expect(charlie.page.get_by_role("button", name="Importer 5 appareils")).to_be_visible()


def charlie_imports_it(charlie: Person) -> None:
    charlie.page.get_by_role("button", name=IMPORT).click()
    expect(charlie.page.get_by_role("link", name="Aller à votre parc").first).to_be_visible()


def charlie_undoes_it(charlie: Person) -> None:
    charlie.page.get_by_role("link", name="Annuler cet import").click()
    charlie.page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(charlie.page.get_by_text("Cet import a été annulé").first).to_be_visible()
    charlie.open("/fleet/?q=DMPX2C9PQ1K")
    expect(charlie.page.locator("main tbody tr")).to_have_count(0)


def the_model_is_known_now(charlie: Person) -> None:
    expect(charlie.page.locator("#unnamed")).not_to_contain_text("PC Dell")
    expect(charlie.page.locator("#upload-rows")).to_contain_text("Dell Latitude 5420")

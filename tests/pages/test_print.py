"""What a page looks like on paper: no ways to go, whole rows, colours that can be read."""

import io

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from pypdf import PdfReader

pytestmark = pytest.mark.browser

ROWS = "".join(
    f'<tr class="row"><th scope="row">SPECIMEN-{n:04}</th><td>Two lines<br>of text</td></tr>' for n in range(90)
)
BODY = f"""
<link rel="stylesheet" href="/static/vendor/tabler/tabler.min.css">
<link rel="stylesheet" href="/static/portal/tokens.css"><link rel="stylesheet" href="/static/portal/app.css">
<div class="page"><aside class="navbar navbar-vertical d-print-none">Sidebar</aside>
<p class="print-head"><span class="brand-name">Renew</span><span>Acme · 24 November 2026</span></p>
<div class="page-wrapper"><main class="page-main container-xl"><form class="filter-bar">Filters</form>
<a class="btn" href="/">Upload</a><a class="link" href="/">A link</a><span class="badge tone-green">Open</span>
<div class="card"><div class="table-responsive"><table class="table card-table"><thead><tr><th>Serial number</th>
<th>Model</th></tr></thead><tbody>{ROWS}</tbody></table></div></div></main></div></div>
"""


@pytest.fixture
def paper(open_page):
    """The page as it is printed by somebody who reads in the dark."""
    page = open_page(BODY)
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.emulate_media(media="print", color_scheme="dark")
    return page


def style(page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate(f"(element) => getComputedStyle(element)['{name}']")


def test_it_works(paper):
    pages = PdfReader(io.BytesIO(paper.pdf(prefer_css_page_size=True))).pages

    assert "24November2026" in pages[0].extract_text().replace(" ", "")
    assert len(pages) > 1


def test_table_begins_on_the_first_page_and_names_its_columns_on_each(paper):
    pages = PdfReader(io.BytesIO(paper.pdf(prefer_css_page_size=True))).pages

    assert all("SERIAL NUMBER" in page.extract_text().upper() for page in pages)
    assert "SPECIMEN-0000" in pages[0].extract_text()


@pytest.mark.parametrize("selector", ["aside", ".filter-bar", ".btn"])
def test_what_leads_elsewhere_is_not_printed(paper, selector):
    assert style(paper, selector, "display") == "none"


def test_row_is_not_broken_and_table_not_cut(paper):
    assert style(paper, "tr.row", "breakInside") == "avoid"
    assert style(paper, ".table-responsive", "overflow") == "visible"


def test_badge_keeps_its_ground_and_paper_is_light(paper):
    assert style(paper, ".badge", "printColorAdjust") == "exact"
    assert style(paper, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(paper, ".badge", "backgroundColor") == "rgb(227, 246, 233)"


def test_link_is_text(paper):
    assert style(paper, ".link", "textDecorationLine") == "none"


def test_head_of_the_paper_is_not_on_the_screen(paper):
    paper.emulate_media(media="screen")

    assert style(paper, ".print-head", "display") == "none"


def test_paper_says_whose_page_it_is():
    request = RequestFactory().get("/")
    request.organisation = request.actor = None
    page = render_to_string("layouts/workspace.html", {"organisation": {"name": "Acme"}}, request=request)

    assert "<span>Acme · " in page

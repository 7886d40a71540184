"""<c-chart>: one value, drawn as SVG and written as a table."""

import re
from decimal import Decimal

import pytest

from b2b_portal.lib.charts import Chart, Series
from tests.pages.test_components import draw, tags

AMOUNTS = (Decimal("640.5"), Decimal(410))
CHART = Chart(
    categories_label="Age",
    categories=("< 1 year", "1–2 years"),
    series=(
        Series(label="Devices", values=(21400, None), stack="devices"),
        Series(label="Due", values=(None, 1200), stack="devices", tone="orange"),
        Series(label="Value", values=AMOUNTS, kind="line", format="money", currency="EUR", axis="right"),
    ),
)
SOURCE = '{% cotton chart name="age" title="By age" summary="Most are young." :chart="chart" /%}'


def test_it_works():
    drawn = draw(SOURCE, chart=CHART)

    assert "By age" in drawn
    assert tags(drawn, "figure")[0]["aria-labelledby"] == "age-title"


def test_drawing_is_described_to_whoever_does_not_see_it():
    drawing = next(div for div in tags(draw(SOURCE, chart=CHART), "div") if div.get("role") == "img")

    assert drawing["aria-label"] == "Most are young."


def test_table_holds_every_figure_of_the_drawing():
    drawn = draw(SOURCE, chart=CHART)

    assert re.findall(r'<td class="num">(.*?)</td>', drawn) == ["21,400", "–", "€640.50", "–", "1,200", "€410.00"]


def test_label_cannot_end_the_data_it_stands_in():
    chart = Chart(categories_label="Site", categories=("</script><b>",), series=(Series(label="n", values=(1,)),))

    drawn = draw(SOURCE, chart=chart)

    assert "</script><b>" not in drawn


@pytest.fixture
def open_chart(open_page):
    def opened(language: str = "en", scheme: str = "light", chart: Chart = CHART):
        styles = "".join(
            f'<link rel="stylesheet" href="/static/{path}">'
            for path in ("vendor/tabler/tabler.min.css", "portal/tokens.css", "portal/app.css")
        )
        script = '<script src="/static/portal/theme.js"></script>'
        page = open_page(styles + script + draw(SOURCE, chart=chart), language)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_selector(".chart-drawing svg")
        return page

    return opened


@pytest.mark.browser
def test_chart_is_drawn_as_svg_with_its_legend(open_chart):
    words = open_chart().locator(".chart-drawing svg text").all_text_contents()

    assert {"Devices", "Due", "Value", "< 1 year"} <= {word.strip() for word in words}


@pytest.mark.browser
@pytest.mark.parametrize(("language", "written"), [("en", "€200"), ("fr", "200\u00a0€")])
def test_axis_is_written_in_the_language_of_the_page(open_chart, language, written):
    page = open_chart(language)

    assert written in page.locator(".chart-drawing svg text").all_text_contents()


@pytest.mark.browser
def test_chart_is_drawn_anew_when_the_theme_changes(open_chart):
    page = open_chart()
    before = page.locator(".chart-drawing").inner_html()

    page.emulate_media(color_scheme="dark")

    page.wait_for_function("(before) => document.querySelector('.chart-drawing').innerHTML !== before", arg=before)
    assert "rgb(110,160,255)" in page.locator(".chart-drawing").inner_html().replace(" ", "")


@pytest.mark.browser
def test_chart_takes_the_width_it_is_given(open_chart):
    page = open_chart()

    page.set_viewport_size({"width": 390, "height": 800})

    page.wait_for_function("document.querySelector('.chart-drawing svg').clientWidth < 390")


@pytest.mark.browser
def test_table_takes_the_place_of_the_drawing_and_gives_it_back(open_chart):
    page = open_chart()
    seen = []
    for _press in range(2):
        page.locator("summary").press("Enter")
        seen.append((page.locator("table").is_visible(), page.locator(".chart-drawing svg").is_visible()))

    assert seen == [(True, False), (False, True)]


@pytest.mark.browser
def test_without_scripts_there_is_the_table_alone(open_page):
    page = open_page('<link rel="stylesheet" href="/static/portal/app.css">' + draw(SOURCE, chart=CHART))

    assert page.locator("table").is_visible()
    assert page.locator(".chart-drawing").is_hidden()

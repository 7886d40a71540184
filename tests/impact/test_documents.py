import io
import logging
from decimal import Decimal

import pypdf
import pytest

from impact.chart import MOST_BARS, draw_bars
from impact.documents import Interval, InvalidReport, render_impact_pdf
from impact.method.wording import find_forbidden_claims
from tests.impact.paper_samples import FACTOR, impact_line, sample_report

WORSE = Interval(low=Decimal("-80"), central=Decimal("-20"), high=Decimal("60"))


def text_of(content):
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())


def test_it_works():
    text = text_of(render_impact_pdf(sample_report()))

    for expected in ("R-26-K9QD", "1,051", "Probably between 905 and 1,390 kg", "350 kg", FACTOR.id, "2026-11"):
        assert expected in text


def test_same_value_gives_the_same_bytes():
    document = sample_report(language="fr")

    assert render_impact_pdf(document) == render_impact_pdf(document)


def test_report_says_that_avoided_emissions_are_never_added_to_the_inventory():
    text = text_of(render_impact_pdf(sample_report()))

    assert "never added to or subtracted from your own inventory (scopes 1, 2 and 3)" in text


def test_every_line_prints_its_factor_lives_displacement_and_range():
    text = text_of(render_impact_pdf(sample_report()))

    for expected in ("147.0", "27.6", "5 + 3", "0.71", "905 … 1,390", "Laptop", FACTOR.source, FACTOR.place):
        assert expected in text


def test_line_that_avoids_nothing_is_printed_and_pointed_out():
    document = sample_report(lines=[impact_line(), impact_line(2, name="Monitor", avoided=WORSE)])

    text = text_of(render_impact_pdf(document))

    assert "Monitor" in text
    assert "1 line avoids less than it emits" in text


def test_template_makes_no_forbidden_claim():
    assert find_forbidden_claims(text_of(render_impact_pdf(sample_report()))) == ()


def test_layout_logs_no_complaint(caplog):
    lines = [impact_line(place, name="Écran " * 50) for place in range(1, 40)]

    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render_impact_pdf(sample_report(lines=lines))

    assert caplog.records == []


@pytest.mark.parametrize("figures", [(2, 1, 3), (1, 3, 2)])
def test_interval_out_of_order_cannot_exist(figures):
    low, central, high = map(Decimal, figures)

    with pytest.raises(InvalidReport):
        Interval(low=low, central=central, high=high)


def test_line_whose_factor_is_not_in_the_register_cannot_be_reported():
    with pytest.raises(InvalidReport, match="model:unknown"):
        sample_report(lines=[impact_line(factor_id="model:unknown")])


def test_bars_share_one_zero_and_stay_inside():
    chart = draw_bars([("a", Decimal(-80), Decimal(-20), Decimal(60)), ("b", Decimal(5), Decimal(100), Decimal(200))])

    first, second = chart.bars
    assert (first.label, second.label) == ("b", "a")
    assert first.start == chart.zero
    assert second.start + second.width == chart.zero
    assert all(chart.label_width <= bar.left <= bar.right <= chart.width for bar in chart.bars)


def test_bars_that_do_not_fit_are_counted():
    figures = [(str(place), Decimal(0), Decimal(place), Decimal(place)) for place in range(MOST_BARS + 3)]

    chart = draw_bars(figures)

    assert (len(chart.bars), chart.more) == (MOST_BARS, 3)


def test_bars_of_nothing_are_empty_and_not_an_error():
    chart = draw_bars([("a", Decimal(0), Decimal(0), Decimal(0))])

    assert chart.bars[0].width == 0

"""A chart's figures: what may be in one value, and what is drawn from it."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from b2b_portal.lib.charts import Chart, Series
from b2b_portal.lib.templatetags.chart_figures import figure

DEVICES = Series(label="Devices", values=(420, 310))
VALUE = Series(
    label="Value", values=(Decimal("214.50"), None), kind="line", format="money", currency="EUR", axis="right"
)


def chart_of(*series: Series) -> Chart:
    return Chart(categories_label="Age", categories=("1 y", "2 y"), series=series)


def test_it_works():
    drawing = chart_of(DEVICES, VALUE).drawing

    assert drawing["categories"] == ["1 y", "2 y"]
    assert [one["kind"] for one in drawing["series"]] == ["bar", "line"]


def test_amounts_are_drawn_from_text_not_from_floats():
    assert chart_of(VALUE).drawing["series"][0]["values"] == ["214.50", None]


def test_float_is_no_figure():
    with pytest.raises(TypeError, match="not floats"):
        Series(label="Devices", values=(1.5,))


def test_money_without_a_currency_is_refused():
    with pytest.raises(ValueError, match="currency"):
        Series(label="Value", values=(Decimal(1),), format="money")


def test_currency_without_money_is_refused():
    with pytest.raises(ValueError, match="currency"):
        Series(label="Devices", values=(1,), currency="EUR")


def test_series_shorter_than_the_categories_is_refused():
    with pytest.raises(ValueError, match="1 figures, 2 categories"):
        chart_of(Series(label="Devices", values=(1,)))


def test_two_kinds_of_figures_on_one_axis_are_refused():
    with pytest.raises(ValueError, match="left axis"):
        chart_of(DEVICES, Series(label="Value", values=(1, 2), format="money", currency="EUR"))


def test_chart_without_a_series_is_refused():
    with pytest.raises(ValueError, match="has a series"):
        chart_of()


def test_tone_nobody_has_drawn_is_refused():
    with pytest.raises(ValueError, match="tone"):
        Series(label="Devices", values=(1,), tone="pink")


def test_series_without_a_tone_gets_one_that_no_other_has():
    plain, named = Series(label="a", values=(1, 2)), Series(label="b", values=(1, 2), tone="blue")

    assert [one["tone"] for one in chart_of(plain, named).drawing["series"]] == ["orange", "blue"]


@pytest.mark.parametrize(("values", "empty"), [((None, 0), True), ((0, 3), False)])
def test_chart_of_nothing_says_so(values, empty):
    assert chart_of(Series(label="Devices", values=values)).is_empty is empty


def test_rows_of_the_table_hold_every_series():
    rows = list(chart_of(DEVICES, VALUE).rows)

    assert rows[1] == ("2 y", [(DEVICES, 310), (VALUE, None)])


@pytest.mark.parametrize(
    ("series", "language", "written"),
    [
        (Series(label="n", values=(12400,)), "en", "12,400"),
        (Series(label="n", values=(12400,)), "fr", "12\u202f400"),
        (Series(label="n", values=(Decimal("12.5"),), unit="kg", digits=1), "en", "12.5\u00a0kg"),
        (Series(label="n", values=(Decimal("0.181"),), format="percent", digits=1), "en", "18.1%"),
        (Series(label="n", values=(Decimal("214.5"),), format="money", currency="EUR"), "fr", "214,50\u00a0€"),
        (Series(label="n", values=(0,), format="money", currency="EUR"), "en", "€0.00"),
        (Series(label="n", values=(None,)), "en", "–"),
    ],
)
def test_figure_of_the_table_is_written_as_the_reader_writes_it(series, language, written):
    with override(language):
        assert figure(series.values[0], series) == written

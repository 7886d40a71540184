import pytest

from fleet.intake.dates import DateOrder
from fleet.intake.layout import lay_out
from fleet.intake.mapping import propose_mapping


def layout_of(headers, *rows):
    return lay_out(mapping=propose_mapping(headers), rows=list(enumerate(rows, start=2)))


def test_it_works():
    layout = layout_of(["Serial", "Couleur", "Purchase date"], ["A", "noir", "1/23/22"])

    assert [(column.field, column.index) for column in layout.columns] == [("serial", 0), ("purchased_on", 2)]
    assert layout.date_orders.of("purchased_on") is DateOrder.MONTH_FIRST


def test_same_header_twice_has_two_labels():
    layout = layout_of(["IMEI", "IMEI"])

    assert [column.label for column in layout.columns] == ["IMEI", "IMEI (2)"]


def test_rows_are_read_once_and_only_when_the_order_of_a_date_is_asked_for():
    rows = iter([(2, ["A", "1/23/22"])])

    layout = lay_out(mapping=propose_mapping(["Serial", "Purchase date"]), rows=rows)

    assert next(rows) == (2, ["A", "1/23/22"])
    assert layout.date_orders.of("purchased_on") is DateOrder.UNKNOWN
    assert layout.date_orders.of("purchased_on") is DateOrder.UNKNOWN


def test_column_that_proves_both_orders_is_not_helped_by_another():
    rows = (["A", "13/01/2021", "30/01/2021"], ["B", "01/13/2021", "31/01/2021"])

    layout = layout_of(["Serial", "Purchase date", "Delivery date"], *rows)

    assert layout.date_orders.of("purchased_on") is DateOrder.UNKNOWN
    assert layout.date_orders.of("in_service_on") is DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    "values",
    [
        ["TOTAL", "3"],
        ["", "Total: 5"],
        ["Total général", "", "12"],
        ["Sous-total"],
        ["Total des postes 12"],
        ["somme", "7"],
        ["Totaux :", "", "12"],
        ["Nombre total", "12"],
        ["Grand Total", "12"],
    ],
)
def test_line_that_sums_up_is_skipped(values):
    assert layout_of(["Asset tag", "Model", "Serial"]).reason_to_skip(values) == "total"


@pytest.mark.parametrize(
    "values", [["Total", "x", "PF1"], ["TOTAL-ENERGIES-01", "x"], ["Totalisateur", "x"], ["7", "x"]]
)
def test_device_whose_first_cell_resembles_a_total_is_kept(values):
    assert layout_of(["Asset tag", "Model", "Serial"]).reason_to_skip(values) == ""


def test_header_that_is_repeated_on_every_page_is_skipped():
    layout = layout_of(["Serial", "Model", ""])

    assert layout.reason_to_skip(["Serial", "Model"]) == "header"
    assert layout.reason_to_skip(["Serial", "Modem"]) == ""

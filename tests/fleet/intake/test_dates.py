from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fleet.intake.dates import DateOrder, decide_order, order_proved_by, read_date

DAY_FIRST, MONTH_FIRST, UNKNOWN = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.UNKNOWN
modern = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


def read(text, order=UNKNOWN):
    reading = read_date(text=text, order=order)
    return reading.problem or (reading.value.isoformat() if reading.value else "")


def order_of(*texts):
    return decide_order(order_proved_by(text) for text in texts)


def test_it_works():
    order = order_of("04/10/2021", "12/03/2020", "15/01/2021")

    assert order is DAY_FIRST
    assert read("04/10/2021", order) == "2021-10-04"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("10/4/21", "1/23/22"), MONTH_FIRST),
        (("04/10/2021", "05/05/2021"), UNKNOWN),
        (("13/01/2021", "01/13/2021"), UNKNOWN),
        (("2021-10-04", "", "44440"), UNKNOWN),
        (("31/12/21 08:00", ""), DAY_FIRST),
        ((), UNKNOWN),
    ],
)
def test_order_is_what_the_column_proves(texts, order):
    assert order_of(*texts) is order


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-10-04", "2021-10-04"),
        ("2024-03-02 08:12:44.0000000", "2024-03-02"),
        ("2022-09-05T07:41:13Z", "2022-09-05"),
        ("2021/10/4", "2021-10-04"),
        ("20211004", "2021-10-04"),
        ("15/01/2021", "2021-01-15"),
        ("1/23/22", "2022-01-23"),
        ("05.05.2021", "2021-05-05"),
        ("44440", "2021-09-01"),
        ("44440.5", "2021-09-01"),
        ("4 octobre 2021", "2021-10-04"),
        ("1er août 2021", "2021-08-01"),
        ("04-Oct-2021", "2021-10-04"),
        ("Oct 4, 2021", "2021-10-04"),
        ("27 févr. 2020", "2020-02-27"),
    ],
)
def test_date_that_leaves_no_doubt_is_read(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "N/A",
        "?",
        "never",
        "jamais",
        "1970-01-01 00:00:00",
        "1/1/0001 12:00:00 AM",
        "01/01/1970",
        "31/12/9999",
        "12/31/9999 11:59:59 PM",
        "0001-01-01",
        "9999-12-31 23:59:59.9999999",
        "1900-01-01",
    ],
)
def test_cell_that_stands_for_no_date_is_no_problem(text):
    assert read(text) == ""


@pytest.mark.parametrize("text", ["04/10/2021", "4-10-21", "04.10.2021 12:00"])
def test_day_and_month_are_not_guessed(text):
    assert read(text) == "date_ambiguous"
    assert read(text, MONTH_FIRST) == "2021-04-10"


@pytest.mark.parametrize(
    "text", ["soon", "31/02/2021", "45/45/2021", "2021-13-40", "1850-01-01", "99999", "12345678", "12 foo 2021"]
)
def test_what_is_no_date_is_named(text):
    assert read(text, DAY_FIRST) == "date_unreadable"


@pytest.mark.parametrize(
    ("text", "first_day"),
    [
        ("Sep-21", date(2021, 9, 1)),
        ("sept-21", date(2021, 9, 1)),
        ("décembre 2020", date(2020, 12, 1)),
        ("2020", date(2020, 1, 1)),
        ("09/2021", date(2021, 9, 1)),
        ("2021-09", date(2021, 9, 1)),
    ],
)
def test_month_or_year_alone_is_its_first_day_and_said(text, first_day):
    reading = read_date(text=text, order=UNKNOWN)

    assert (reading.value, reading.problem) == (first_day, "date_approximate")


@given(modern)
def test_each_order_reads_back_what_it_wrote(day):
    assert read(f"{day:%d/%m/%Y}", DAY_FIRST) == day.isoformat()
    assert read(f"{day:%m/%d/%Y}", MONTH_FIRST) == day.isoformat()
    assert read(day.isoformat()) == day.isoformat()


@given(st.one_of(st.text(), st.text(alphabet="0123456789/-. :TZ")), st.sampled_from(DateOrder))
def test_any_text_is_a_modern_date_a_problem_or_nothing(text, order):
    reading = read_date(text=text, order=order)

    assert reading.value is None or 1990 <= reading.value.year < 2100
    assert reading.value is None or reading.problem in ("", "date_approximate")


@given(st.lists(modern, min_size=1))
def test_order_of_cells_never_matters(days):
    texts = [f"{day:%d/%m/%Y}" for day in days]

    assert order_of(*texts) is order_of(*reversed(texts))
    assert order_of(*texts) in (DAY_FIRST, UNKNOWN)

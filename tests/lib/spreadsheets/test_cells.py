from datetime import date, datetime, time, timedelta

import pytest

from b2b_portal.lib.spreadsheets.cells import text_of


def test_it_works():
    assert text_of(359999012345674.0) == "359999012345674"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  000417\u00a0", "000417"),
        ("a\x00b", "ab"),
        (419.0, "419"),
        (7, "7"),
        (1649.5, "1649.5"),
        (-3.0, "-3"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2021, 9, 1), "2021-09-01"),
        (datetime.combine(date(2021, 9, 1), time()), "2021-09-01"),
        (datetime.combine(date(2021, 9, 1), time(8, 30, 15, 999)), "2021-09-01 08:30:15"),
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
    ],
)
def test_value_becomes_the_text_a_person_would_type(value, text):
    assert text_of(value) == text


def test_number_of_more_digits_than_excel_keeps_shows_that_it_was_rounded():
    assert text_of(8933731942569011987.0) == "8.93373194256901E+18"

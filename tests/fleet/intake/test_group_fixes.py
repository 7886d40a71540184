import pytest

from fleet.intake.group_fixes import FIXES, MEANINGS, UNSAID, Fix, accepts
from fleet.intake.problems import PROBLEMS


def test_it_works():
    assert accepts("storage_unreadable", "256 GB")
    assert not accepts("storage_unreadable", "lots")


def test_every_problem_says_which_answer_serves_all_its_rows():
    assert FIXES.keys() == PROBLEMS.keys()


@pytest.mark.parametrize("code", FIXES)
def test_answer_that_makes_no_sense_is_refused_for_every_problem(code):
    assert not accepts(code, "nonsense")


@pytest.mark.parametrize("code", [code for code, fix in FIXES.items() if fix is Fix.SAY])
def test_every_text_may_be_left_empty(code):
    assert accepts(code, "")


@pytest.mark.parametrize("code", [code for code, fix in FIXES.items() if fix is None])
def test_problem_that_needs_a_look_takes_no_answer(code):
    assert not any(accepts(code, text) for text in ("", "yes", "A", "day_first"))


def test_every_fact_that_an_answer_gives_can_be_taken_back():
    assert MEANINGS.keys() == UNSAID.keys()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ram_unreadable", "16 GB"), ("battery_unreadable", "87"), ("battery_unreadable", "87 %"),
        ("date_unreadable", "2024-12-31"), ("condition_unknown", "works"), ("ownership_unknown", "lessor"),
        ("date_ambiguous", "month_first"), ("duplicate_in_file", "yes"), ("personal_device", "yes"),
    ],
)  # fmt: skip
def test_answer_that_is_offered_is_accepted(code, text):
    assert accepts(code, text)

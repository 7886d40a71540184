from pathlib import Path

import pytest

import fleet.intake
from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from fleet.intake.problems import PROBLEMS, RowProblem, Severity
from fleet.intake.refusals import NO_IDENTIFIER_COLUMN, REFUSAL_SENTENCES

INTAKE = Path(fleet.intake.__file__).parent
REPORTERS = "".join(path.read_text(encoding="utf-8") for path in INTAKE.glob("*.py") if path.stem != "problems")
FACTS = {"format": "xls", "limit_mb": 100, "row": 7, "rows": 7, "columns": 7, "limit": 5, "seconds": 90}


def test_it_works():
    assert RowProblem(code="no_identifier").severity is Severity.REFUSE
    assert RowProblem(code="model_unknown", value="Pavilion").severity is Severity.WARN


def test_problem_outside_the_table_cannot_exist():
    with pytest.raises(ValueError, match="not in the table"):
        RowProblem(code="bad_luck")


@pytest.mark.parametrize("kind", PROBLEMS.values(), ids=PROBLEMS.keys())
def test_problem_says_what_is_wrong_and_what_to_do(kind):
    facts = {"value": "V", "hint": "H", "column": "C"}

    message, hint = kind.message % facts, kind.hint % facts

    assert message.endswith(".")
    assert hint.endswith(".")
    assert "%" not in (message + hint).replace("100 %", "").replace("87 %", "")


@pytest.mark.parametrize("code", PROBLEMS)
def test_problem_of_the_table_is_reported_somewhere(code):
    assert f'"{code}"' in REPORTERS


def test_every_refusal_of_a_file_has_its_sentence():
    assert set(REFUSAL_SENTENCES) == {*RefusalCode, NO_IDENTIFIER_COLUMN}
    assert all((sentence % FACTS).endswith(".") for sentence in REFUSAL_SENTENCES.values())

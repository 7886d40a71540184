import pytest

from b2b_portal.lib.states import IllegalTransition
from impact.states import REPORT, ReportState
from tests.lib.state_pairs import pairs_of, steps

ALLOWED = steps(
    """
    draft > final
    final > restated
    """
)


def test_it_works():
    assert REPORT.check(source="final", target="restated").event == "impact_report.restated"


@pytest.mark.parametrize(("source", "target"), pairs_of(REPORT))
def test_report_step_is_allowed_only_when_the_table_says_so(source, target):
    if (source, target) in ALLOWED:
        assert REPORT.check(source=source, target=target).target == target
    else:
        with pytest.raises(IllegalTransition):
            REPORT.check(source=source, target=target)


def test_report_states_are_all_in_the_table():
    assert set(REPORT.states) == set(ReportState)

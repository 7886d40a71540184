import pytest

from b2b_portal.lib.states import IllegalTransition
from fleet.states import UPLOAD, UploadState
from tests.lib.state_pairs import pairs_of, steps

ALLOWED = steps(
    """
    received > reading failed discarded
    reading > mapping checking failed discarded
    mapping > checking failed discarded
    checking > checked failed discarded
    checked > mapping checking committing failed discarded
    committing > committed checked
    committed > undoing
    undoing > undone committed
    """
)


def test_it_works():
    step = UPLOAD.check(source="committing", target="committed")

    assert (step.event, step.permission) == ("upload.committed", "")


@pytest.mark.parametrize(("source", "target"), pairs_of(UPLOAD))
def test_upload_step_is_allowed_only_when_the_table_says_so(source, target):
    if (source, target) in ALLOWED:
        assert UPLOAD.check(source=source, target=target).target == target
    else:
        with pytest.raises(IllegalTransition):
            UPLOAD.check(source=source, target=target)


def test_upload_states_are_all_in_the_table():
    assert set(UPLOAD.states) == set(UploadState)


def test_upload_that_ended_stays_ended():
    assert UPLOAD.end_states == {"undone", "failed", "discarded"}


def test_upload_steps_of_people_need_the_upload_permission():
    by_people = {(step.source, step.target) for step in UPLOAD.transitions if step.permission == "fleet.upload"}

    assert by_people == steps(
        """
        received > discarded
        reading > discarded
        mapping > checking discarded
        checking > discarded
        checked > mapping checking committing discarded
        committed > undoing
        """
    )

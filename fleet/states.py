"""What may happen to an upload, from the file's arrival to its rows in the fleet."""

from collections.abc import Mapping
from enum import StrEnum

from b2b_portal.lib.states import StateMachine, Transition
from tenants.turns import Turn


class UploadState(StrEnum):
    RECEIVED = "received"
    READING = "reading"
    MAPPING = "mapping"
    CHECKING = "checking"
    CHECKED = "checked"
    COMMITTING = "committing"
    COMMITTED = "committed"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"
    DISCARDED = "discarded"


_S = UploadState
_UPLOAD = "fleet.upload"
_NOTHING_IN_THE_FLEET_YET = (_S.RECEIVED, _S.READING, _S.MAPPING, _S.CHECKING, _S.CHECKED)

UPLOAD = StateMachine(
    name="upload",
    initial=(_S.RECEIVED, _S.CHECKED),  # a part of an upload, kept while the others are imported, begins checked
    transitions=(
        Transition(source=_S.RECEIVED, target=_S.READING, event="upload.reading_started"),
        # What every column is, is certain; or a person is asked.
        Transition(source=_S.READING, target=_S.CHECKING, event="upload.read"),
        Transition(source=_S.READING, target=_S.MAPPING, event="upload.columns_asked"),
        Transition(source=_S.MAPPING, target=_S.CHECKING, event="upload.columns_confirmed", permission=_UPLOAD),
        Transition(source=_S.CHECKING, target=_S.CHECKED, event="upload.checked"),
        # The person sees the rows, finds a column read wrongly, and names it.
        Transition(source=_S.CHECKED, target=_S.MAPPING, event="upload.remapped", permission=_UPLOAD),
        # One answer serves many rows: they are read again by a job.
        Transition(source=_S.CHECKED, target=_S.CHECKING, event="upload.answered", permission=_UPLOAD),
        Transition(source=_S.CHECKED, target=_S.COMMITTING, event="upload.commit_requested", permission=_UPLOAD),
        Transition(source=_S.COMMITTING, target=_S.COMMITTED, event="upload.committed"),
        # The commit is one transaction: when its job gives up, nothing has reached the fleet and it can be asked again.
        Transition(source=_S.COMMITTING, target=_S.CHECKED, event="upload.commit_given_up"),
        Transition(source=_S.COMMITTED, target=_S.UNDOING, event="upload.undo_requested", permission=_UPLOAD),
        Transition(source=_S.UNDOING, target=_S.UNDONE, event="upload.undone"),
        # An offer or another file was quicker than the job: the fleet is as it was, and it can be asked again.
        Transition(source=_S.UNDOING, target=_S.COMMITTED, event="upload.undo_given_up"),
        *(Transition(source=state, target=_S.FAILED, event="upload.failed") for state in _NOTHING_IN_THE_FLEET_YET),
        *(
            Transition(source=state, target=_S.DISCARDED, event="upload.discarded", permission=_UPLOAD)
            for state in _NOTHING_IN_THE_FLEET_YET
        ),
    ),
)

# Whose turn it is; while a worker reads or imports, it is nobody's.
UPLOAD_TURNS: Mapping[str, Turn] = {_S.MAPPING: Turn.CUSTOMER, _S.CHECKED: Turn.CUSTOMER}

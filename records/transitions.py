"""Moving a thing to its next state: the table allows it, the person may, nobody was quicker, an event tells."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from b2b_portal.lib.states import StateMachine
from records.events import record_event
from records.open_cases import note_if_case
from tenants.actor import SYSTEM, Actor
from tenants.permissions import check_may


class StateChanged(Exception):
    """Somebody else moved it in the meantime."""

    def __init__(self, subject: models.Model) -> None:
        super().__init__(_("%(subject)s was changed in the meantime. Reload the page.") % {"subject": subject})


def move(
    subject: Any,
    *,
    machine: StateMachine,
    to: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Take one step of the table, with the fields that change along; write its event and the desk's index.

    Raises: IllegalTransition; PermissionRefused; StateChanged, when the row is no longer in the state we know.
    """
    source = subject.state
    step = machine.check(source=source, target=to)
    if step.permission and by != SYSTEM:
        check_may(by.role, step.permission)
    with transaction.atomic():
        rows = type(subject)._default_manager.filter(pk=subject.pk, state=source)
        if not rows.update(state=to, **changes):
            raise StateChanged(subject)
        for name, value in {"state": to, **changes}.items():
            setattr(subject, name, value)
        record_event(
            subject=subject, verb=step.event, by=by, at=at, from_state=source, to_state=to, reason=reason, data=data
        )
        note_if_case(subject, at=at)

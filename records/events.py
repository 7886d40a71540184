"""One door by which events are written."""

from datetime import datetime
from typing import Any

from django.db import models

from records.models import Event, EventQuerySet
from tenants.actor import Actor


def record_event(
    *,
    subject: models.Model,
    verb: str,
    by: Actor,
    at: datetime,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Write who did what to `subject`, in the caller's transaction."""
    return Event.objects.create(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:300],
        verb=verb,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        data=data or {},
        by_id=by.id,
        by_name=by.name,
        by_role=by.role,
        at=at,
    )


def events_of(subject: models.Model) -> EventQuerySet:
    """The events of one thing, the latest first."""
    return Event.objects.of(subject).latest_first()

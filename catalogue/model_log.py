"""The log of what people change about the models; with each change, every process reads the catalogue anew."""

from collections.abc import Iterable
from datetime import datetime

from catalogue.model_facts import Difference
from catalogue.models import DeviceModel, ModelChange
from catalogue.models.revision import record_revision
from tenants.actor import Actor

_LONGEST = 400


def note_changes(model: DeviceModel, found: Iterable[Difference], *, by: Actor, at: datetime) -> None:
    """Write one row for each change: whoever changes a model calls this in the same transaction."""
    note_all([(model, found)], reason=f"{model} changed at the desk", by=by, at=at)


def note_all(
    changes: Iterable[tuple[DeviceModel, Iterable[Difference]]], *, reason: str, by: Actor, at: datetime
) -> None:
    """The same for many models at once: two statements."""
    ModelChange.objects.bulk_create(
        ModelChange(
            model=model,
            fact=each.fact,
            subject=each.subject,
            before=each.before[:_LONGEST],
            after=each.after[:_LONGEST],
            at=at,
            by_id=by.id,
            by_name=by.name,
        )
        for model, found in changes
        for each in found
    )
    record_revision(reason=reason[:200], at=at)

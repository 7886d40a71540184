"""Telling that devices have come, gone or changed: what they are worth and what they teach is worked out elsewhere."""

from datetime import datetime

from records.documents import current_organisation
from tenants.actor import Actor
from tenants.outbox import publish


def tell_fleet_changed(*, by: Actor, at: datetime, **through: str) -> None:
    """Write that the fleet has changed, in the transaction that changed it; `through` names what did: upload=its id."""
    publish(kind="fleet.changed", organisation_id=current_organisation().pk, payload=through, by=by, at=at)

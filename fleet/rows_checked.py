"""Telling that the rows of an upload stand as they would be imported: what they would bring is worked out elsewhere."""

from datetime import datetime

from fleet.models import Upload
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.outbox import publish


def tell_rows_checked(upload: Upload, *, by: Actor, at: datetime) -> None:
    """Write that the rows are checked, for the first time or again; in the transaction that changed them."""
    publish(
        kind="upload.checked",
        organisation_id=current_organisation().pk,
        payload={"upload": str(upload.pk)},
        by=by,
        at=at,
    )

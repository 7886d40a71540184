"""Writing down who did what to a price book."""

from datetime import datetime

from catalogue.models import PriceBook, PriceBookEvent
from tenants.actor import Actor


def note_event(book: PriceBook, verb: str, *, by: Actor, at: datetime, **data: str) -> None:
    """Append it; `data` is what else is worth knowing."""
    PriceBookEvent.objects.create(
        version=book.version, currency=book.currency, verb=verb, at=at, by_id=by.id, by_name=by.name, data=data
    )

"""Notes that members leave each other on an offer. No event or message tells of them: the operator would read it."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from quotes.models import BuyBackOffer, OwnNote
from tenants.actor import Actor
from tenants.permissions import Permission, check_may


class NotYourNote(Exception):
    """Only who wrote a note takes it away."""

    def __init__(self, note: OwnNote) -> None:
        super().__init__(_("%(name)s wrote this note, and takes it away.") % {"name": note.written_by_name})


def write_own_note(
    *, offer: BuyBackOffer, text: str, expected_amount: Decimal | None, by: Actor, at: datetime
) -> OwnNote:
    """Leave a note on an offer, in any state of it; an amount is what the writer expects the devices to bring.

    Raises: PermissionRefused.
    """
    check_may(by.role, Permission.OFFER_NOTE)
    return OwnNote.objects.create(
        offer=offer,
        text=text,
        expected_amount=expected_amount,
        written_at=at,
        written_by_id=by.id,
        written_by_name=by.name,
    )


def remove_own_note(*, note: OwnNote, by: Actor) -> None:
    """Take one's own note away; nothing of it is kept.

    Raises: PermissionRefused; NotYourNote.
    """
    check_may(by.role, Permission.OFFER_NOTE)
    if note.written_by_id != by.id:
        raise NotYourNote(note)
    note.delete()

"""The decision of a public body's council: recorded with its file, or the file brought once the minutes are there."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from quotes.actions.offers import hold_offer, record_decision
from quotes.models import BuyBackOffer
from records.events import record_event
from records.kept_files import keep_file
from tenants.actor import Actor
from tenants.permissions import Permission, check_may

if TYPE_CHECKING:
    from django.core.files.base import File


class NoDecisionYet(Exception):
    """A file for a decision that is not recorded."""

    def __init__(self) -> None:
        super().__init__(_("Record the number and the date of the decision first."))


class DecisionThere(Exception):
    """A second file for the same decision."""

    def __init__(self) -> None:
        super().__init__(
            _("The decision of this offer is there already and stays as it is. If it is the wrong one, write to us.")
        )


def bring_decision(
    *, offer: BuyBackOffer, reference: str, decided_on: date, file: "File[bytes] | None", by: Actor, at: datetime
) -> None:
    """Record a decision to sell, with its file where it is at hand; a file that is refused records nothing.

    Raises: PermissionRefused; IllegalTransition; StateChanged; FileRefused.
    """
    with transaction.atomic():
        record_decision(offer=offer, reference=reference, decided_on=decided_on, by=by, at=at)
        if file:
            attach_decision(offer=offer, file=file, by=by, at=at)


def attach_decision(*, offer: BuyBackOffer, file: "File[bytes]", by: Actor, at: datetime) -> None:
    """Keep the council's decision with its offer; it is brought once.

    Raises: PermissionRefused; NoDecisionYet; DecisionThere; FileRefused.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    with transaction.atomic():
        hold_offer(offer)
        if not offer.decision_on:
            raise NoDecisionYet
        if offer.decision_file_id:
            raise DecisionThere
        offer.decision_file = keep_file(file=file, filename=file.name or "", by=by, at=at)
        offer.save(update_fields=["decision_file"])
        record_event(subject=offer, verb="offer.decision_kept", by=by, at=at, reason=offer.decision_file.filename)

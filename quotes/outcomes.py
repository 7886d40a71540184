"""What has to be said before an offer is accepted, because some of its devices are donated or sold to staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from quotes.models import BuyBackOffer, DonationRecipient, StaffSale
from quotes.states import LineDecision

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Where devices with this decision are in an offer, a row of this model has to be there too.
ASKED: "Mapping[LineDecision, tuple[type[DonationRecipient | StaffSale], StrPromise]]" = {
    LineDecision.DONATE: (DonationRecipient, _("Say who receives the donated devices before you accept.")),
    LineDecision.STAFF_SALE: (StaffSale, _("Say at what price your staff may buy before you accept.")),
}


class OutcomeUnsaid(Exception):
    """Something has to be said first; its sentence is the first of what is missing."""


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """What was said of the devices that are not sold to us; `unsaid` are the sentences of what is missing."""

    recipient: DonationRecipient | None
    staff_sale: StaffSale | None
    donated: int
    for_staff: int
    unsaid: "Sequence[StrPromise]"


def outcomes_of(offer: BuyBackOffer, *, decisions: Mapping[LineDecision, int]) -> Outcomes:
    """Read what was said of the devices of an offer of which this is decided; a query for each decision that asks."""
    said = {
        decision: model.objects.filter(offer=offer).first()
        for decision, (model, _sentence) in ASKED.items()
        if decisions.get(decision)
    }
    recipient, staff_sale = said.get(LineDecision.DONATE), said.get(LineDecision.STAFF_SALE)
    return Outcomes(
        recipient=recipient if isinstance(recipient, DonationRecipient) else None,
        staff_sale=staff_sale if isinstance(staff_sale, StaffSale) else None,
        donated=decisions.get(LineDecision.DONATE, 0),
        for_staff=decisions.get(LineDecision.STAFF_SALE, 0),
        unsaid=[ASKED[decision][1] for decision, row in said.items() if row is None],
    )


def check_said(offer: BuyBackOffer) -> None:
    """Nothing is missing.

    Raises: OutcomeUnsaid.
    """
    decided = offer.lines.values_list("decision", flat=True).distinct()
    unsaid = outcomes_of(offer, decisions={LineDecision(one): 1 for one in decided}).unsaid
    if unsaid:
        raise OutcomeUnsaid(unsaid[0])

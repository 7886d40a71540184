"""What a council compares: the offers that a public body has got for its devices, with ours among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from quotes.models import BuyBackOffer, OtherOffer
from quotes.papers import selling_company
from quotes.states import OfferState
from records.documents import current_organisation

MOST = 50


@dataclass(frozen=True, kw_only=True)
class ComparedOffer:
    """One offer for the devices to sell; `given` is the body's own record of it, None where it is ours."""

    buyer: str
    offered_on: date
    amount: Decimal
    given: OtherOffer | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is this portal's offer."""
        return self.given is None


def is_comparing(offer: BuyBackOffer) -> bool:
    """Whether other offers may still be added or removed: until the council's decision is recorded."""
    return offer.state == OfferState.INDICATIVE


def compared_offers(offer: BuyBackOffer, *, amount: Decimal) -> Sequence[ComparedOffer]:
    """The highest first, with ours at `amount`; nothing where no other is given. A public body's: one query."""
    if not current_organisation().is_public_body:
        return ()
    others = offer.other_offers.select_related("file").highest_first()[:MOST]
    compared = [
        ComparedOffer(buyer=one.buyer, offered_on=one.offered_on, amount=one.amount, given=one) for one in others
    ]
    return sorted([*compared, _ours(offer, amount)], key=lambda one: one.amount, reverse=True) if compared else ()


def _ours(offer: BuyBackOffer, amount: Decimal) -> ComparedOffer:
    """As the council saw it, once the price is firm."""
    seen = amount if offer.indicative_amount is None else offer.indicative_amount
    return ComparedOffer(buyer=selling_company().name, offered_on=timezone.localdate(offer.opened_at), amount=seen)

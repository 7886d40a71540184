"""What becomes of the devices of an accepted offer, as its page shows it: a row per decision, with its paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from quotes.handover_papers import handover_number
from quotes.handovers import HANDOVER_KINDS, HANDOVERS, LEAVING
from quotes.models import BuyBackOffer
from quotes.states import LineDecision, OfferState
from records.models import Document


@dataclass(frozen=True, kw_only=True)
class HandoverRow:
    """Devices with the same decision; `document` is None while it is being written."""

    decision: LineDecision
    devices: int
    still_here: int
    document: Document | None

    @property
    def may_leave(self) -> bool:
        """Whether some of them can be marked as handed over."""
        return self.decision in LEAVING and self.still_here > 0


def handovers_of(offer: BuyBackOffer) -> Sequence[HandoverRow]:
    """A row for each decision that has a paper, once the offer is accepted; two queries."""
    if offer.state not in (OfferState.ACCEPTED, OfferState.PARTLY_ACCEPTED):
        return ()
    here = Q(device__gone_at__isnull=True, device__offer_id__isnull=True)
    counted = offer.lines.values("decision").annotate(devices=Count("pk"), still_here=Count("pk", filter=here))
    by_decision = {LineDecision(row["decision"]): row for row in counted}
    papers = {paper.number: paper for paper in Document.objects.about(offer).of_kinds(HANDOVER_KINDS)}
    return [
        HandoverRow(
            decision=decision,
            devices=by_decision[decision]["devices"],
            still_here=by_decision[decision]["still_here"],
            document=papers.get(handover_number(offer, decision)),
        )
        for decision in HANDOVERS
        if decision in by_decision
    ]

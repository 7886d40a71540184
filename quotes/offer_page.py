"""Everything the page of a buy-back offer shows, in the portal and at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import QueryDict

from b2b_portal.lib.keyset import TOKEN, Page, page_of
from quotes.chronicle import Happening, chronicle_of
from quotes.eligibility import REASONS
from quotes.models import BuyBackOffer, OfferLine
from quotes.offer_groups import LINES_A_PAGE, GroupPage, OfferGroup, OfferSums, lines_of_groups, read_groups
from quotes.outcomes import Outcomes, outcomes_of
from quotes.states import LineDecision, OfferState
from quotes.worthless import Worthless, worthless_of
from records.models import Document, DocumentKind, DocumentQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# What a member may choose here; a lessor's device is in no offer, and has its own way back.
CHOICES = (
    LineDecision.SELL, LineDecision.KEEP, LineDecision.DONATE, LineDecision.STAFF_SALE, LineDecision.RECYCLE,
)  # fmt: skip
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True, kw_only=True)
class OfferPage:
    """One offer as its page shows it; queries do not grow with its lines."""

    offer: BuyBackOffer
    sums: OfferSums
    page: GroupPage
    left_out: Sequence[tuple[int, "StrPromise"]]
    worthless: Sequence[Worthless]
    history: Sequence[Happening]
    documents: DocumentQuerySet
    has_run_out: bool
    outcomes: Outcomes

    @property
    def groups(self) -> tuple[OfferGroup, ...]:
        return self.page.groups

    @property
    def links(self) -> Mapping[str, str]:
        """The addresses of the pages of groups beside this one; '' at the ends."""
        return {
            "previous": f"?{BEFORE}={self.page.previous}" if self.page.previous else "",
            "next": f"?{AFTER}={self.page.next}" if self.page.next else "",
        }

    @property
    def gain_amount(self) -> Decimal:
        """How much more it may become once storage and model of every device are known."""
        return self.sums.high_amount - self.sums.sold_amount

    @property
    def may_be_accepted(self) -> bool:
        """Whether an acceptance would bind today."""
        return self.offer.awaits_answer and not self.has_run_out

    @property
    def is_over(self) -> bool:
        """Whether its last day is over, marked so or not."""
        return self.has_run_out or self.offer.state == OfferState.EXPIRED

    @property
    def may_be_declined(self) -> bool:
        """Whether it still waits for anybody's word."""
        waiting = (OfferState.INDICATIVE, OfferState.AWAITING_AUTHORISATION)
        return self.may_be_accepted or self.offer.state in waiting


def build_offer_page(*, offer: BuyBackOffer, query: QueryDict, today: date) -> OfferPage:
    """Read one page of an offer."""
    sums, page = read_groups(offer, after=_position(query, AFTER), before=_position(query, BEFORE))
    return OfferPage(
        offer=offer,
        sums=sums,
        page=page,
        left_out=[(count, REASONS[reason]) for reason, count in sorted(offer.left_out.items())],
        worthless=worthless_of(offer) if sums.unpaid_devices else [],
        history=chronicle_of(offer, for_customer=True),
        documents=Document.objects.about(offer).of_kind(DocumentKind.OFFER).latest_first(),
        has_run_out=offer.has_run_out(on=today),
        outcomes=outcomes_of(offer, decisions=sums.decisions),
    )


def devices_of(offer: BuyBackOffer, group: OfferGroup, *, query: QueryDict) -> Page[OfferLine]:
    """Some devices of a group, in the offer's order."""
    lines = lines_of_groups(offer, [group.key]).select_related("price")
    return page_of(lines, order=("position",), size=LINES_A_PAGE, token=query.get(TOKEN, ""))


def _position(query: QueryDict, name: str) -> int:
    """A position in the address; what is no number counts as the beginning."""
    text = query.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0

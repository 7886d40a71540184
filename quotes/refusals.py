"""The sentence for an answer that comes too late, or that things as they stand do not allow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from b2b_portal.lib.states import IllegalTransition
from catalogue.stock import StockShort
from quotes.actions.approvals import ApprovalAnswered, NoSecondPerson, NotYourRequest, OwnRequest
from quotes.actions.arrivals import ArrivalRefused
from quotes.actions.decisions import DecisionThere, NoDecisionYet
from quotes.actions.extension import ExtensionRefused
from quotes.actions.hand_prices import OfferMoved, PriceFixed
from quotes.actions.handovers import NothingLeft
from quotes.actions.offers import ChoiceChanged, NothingToSell, OfferAnswered, OfferExpired
from quotes.actions.other_offers import ComparisonFrozen, TooManyOffers
from quotes.actions.own_notes import NotYourNote
from quotes.actions.programmes import OffersWait, ProgrammeClosed
from quotes.actions.quotes import QuoteExpired, QuoteRefused
from quotes.actions.renewal import AlreadyRenewed, StillValid
from quotes.outcomes import OutcomeUnsaid
from quotes.second_person import ApprovalWaits
from quotes.vat_declarations import VatUndeclared
from records.transitions import StateChanged

REFUSALS = (
    AlreadyRenewed,
    ApprovalAnswered,
    ApprovalWaits,
    ArrivalRefused,
    ChoiceChanged,
    ComparisonFrozen,
    DecisionThere,
    ExtensionRefused,
    IllegalTransition,
    NoDecisionYet,
    NoSecondPerson,
    NotYourNote,
    NotYourRequest,
    NothingLeft,
    NothingToSell,
    OfferAnswered,
    OfferExpired,
    OfferMoved,
    OffersWait,
    OutcomeUnsaid,
    OwnRequest,
    PriceFixed,
    ProgrammeClosed,
    QuoteExpired,
    QuoteRefused,
    StateChanged,
    StillValid,
    StockShort,
    TooManyOffers,
    VatUndeclared,
)


def sentence_of(refused: Exception) -> str:
    """What to tell the reader; a second click on the same button is no fault of his."""
    if isinstance(refused, IllegalTransition):
        return _("This has been answered already: what you see now is the latest.")
    return str(refused)


@contextmanager
def told(request: HttpRequest, *, done: str) -> Iterator[None]:
    """Say how the action inside went: `done`, or the sentence of its refusal. The page then shows how things stand."""
    try:
        yield
    except REFUSALS as refused:
        messages.warning(request, sentence_of(refused))
    else:
        messages.success(request, done)

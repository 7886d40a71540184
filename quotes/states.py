"""What may happen to an offer, its lines, a programme, a quote and an order; who may do it; which event it writes.

A permission is that of `tenants.permissions`; an empty one is a step of the machine.
"""

from collections.abc import Mapping
from enum import StrEnum

from b2b_portal.lib.states import StateMachine, Transition
from tenants.turns import Turn


class OfferState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    INDICATIVE = "indicative"
    AWAITING_AUTHORISATION = "awaiting_authorisation"
    FIRM = "firm"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class LineDecision(StrEnum):
    SELL = "sell"
    KEEP = "keep"
    RECYCLE = "recycle"
    DONATE = "donate"
    STAFF_SALE = "staff_sale"
    RETURN_TO_LESSOR = "return_to_lessor"
    RETURN_TO_FUNDER = "return_to_funder"


class ProgrammeState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    CLOSED = "closed"


class ArrivalState(StrEnum):
    AWAITED = "awaited"
    PARTLY_ARRIVED = "partly_arrived"
    ARRIVED = "arrived"


class QuoteState(StrEnum):
    DRAFT = "draft"
    APPROVAL = "approval"
    SENT = "sent"
    VIEWED = "viewed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CHANGES_REQUESTED = "changes_requested"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class OrderState(StrEnum):
    CONFIRMED = "confirmed"
    ALLOCATED = "allocated"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


_ASK = "offer.request"
_SELL = "offer.accept"
_BUY = "quote.accept"
_PUBLISH = "desk.offer.publish"
_BUILD = "desk.quote.build"
_APPROVE = "desk.quote.approve"
_SEND = "desk.quote.send"
_SHIP = "desk.order.ship"
_RECEIVE = "desk.arrival.note"


def _step(source: str, target: str, event: str, permission: str = "") -> Transition:
    return Transition(source=source, target=target, event=event, permission=permission)


_F = OfferState
# Only these two bind the operator. Only `open` runs out: a firm price was fixed by the public body's own decision.
_BINDING = (_F.OPEN, _F.FIRM)
ON_THE_TABLE = (_F.OPEN, _F.INDICATIVE, _F.AWAITING_AUTHORISATION, _F.FIRM)

OFFER = StateMachine(
    name="offer",
    initial=(_F.DRAFT, _F.INDICATIVE),
    transitions=(
        _step(_F.DRAFT, _F.OPEN, "offer.opened", _ASK),
        _step(_F.INDICATIVE, _F.AWAITING_AUTHORISATION, "offer.authorisation_requested", _SELL),
        _step(_F.AWAITING_AUTHORISATION, _F.FIRM, "offer.firmed", _PUBLISH),
        *(_step(state, _F.ACCEPTED, "offer.accepted", _SELL) for state in _BINDING),
        *(_step(state, _F.PARTLY_ACCEPTED, "offer.partly_accepted", _SELL) for state in _BINDING),
        *(_step(state, _F.DECLINED, "offer.declined", _SELL) for state in ON_THE_TABLE),
        *(_step(state, _F.WITHDRAWN, "offer.withdrawn", _PUBLISH) for state in (_F.DRAFT, *ON_THE_TABLE)),
        _step(_F.OPEN, _F.EXPIRED, "offer.expired"),
    ),
)

# Whose turn it is while the case is open; a state that is not named here has ended, or is another case's business.
OFFER_TURNS: Mapping[str, Turn] = {
    _F.INDICATIVE: Turn.CUSTOMER,
    _F.AWAITING_AUTHORISATION: Turn.OPERATOR,
    _F.OPEN: Turn.CUSTOMER,
    _F.FIRM: Turn.CUSTOMER,
}

# A line is for sale until somebody says otherwise, so that accepting everything is one click; what is a lessor's or
# a funder's starts with its return. Every decision may change while the offer is on the table.
OFFER_LINE = StateMachine(
    name="offer_line",
    initial=(LineDecision.SELL, LineDecision.RETURN_TO_LESSOR, LineDecision.RETURN_TO_FUNDER),
    transitions=tuple(
        _step(before, after, f"offer.line_{after}", _SELL)
        for before in LineDecision
        for after in LineDecision
        if before != after
    ),
)

_P = ProgrammeState

# It runs from the first offer of one of its waves on.
PROGRAMME = StateMachine(
    name="programme",
    initial=(_P.PLANNED,),
    transitions=(
        _step(_P.PLANNED, _P.RUNNING, "programme.started"),
        *(_step(state, _P.CLOSED, "programme.closed", _ASK) for state in (_P.PLANNED, _P.RUNNING)),
    ),
)

# The devices of a sale on their way to us; the offer itself ended with its acceptance.
_A = ArrivalState

ARRIVAL = StateMachine(
    name="arrival",
    initial=(_A.AWAITED,),
    transitions=(
        _step(_A.AWAITED, _A.PARTLY_ARRIVED, "arrival.begun", _RECEIVE),
        _step(_A.AWAITED, _A.ARRIVED, "arrival.completed", _RECEIVE),
        _step(_A.PARTLY_ARRIVED, _A.ARRIVED, "arrival.completed", _RECEIVE),
    ),
)

ARRIVAL_TURNS: Mapping[str, Turn] = {_A.AWAITED: Turn.CUSTOMER, _A.PARTLY_ARRIVED: Turn.CUSTOMER}

_Q = QuoteState
_WITH_THE_CUSTOMER = (_Q.SENT, _Q.VIEWED)

QUOTE = StateMachine(
    name="quote",
    initial=(_Q.DRAFT,),
    transitions=(
        _step(_Q.DRAFT, _Q.APPROVAL, "quote.approval_requested", _BUILD),
        _step(_Q.DRAFT, _Q.SENT, "quote.sent", _SEND),
        _step(_Q.APPROVAL, _Q.SENT, "quote.approved_and_sent", _APPROVE),
        _step(_Q.APPROVAL, _Q.DRAFT, "quote.approval_refused", _APPROVE),
        _step(_Q.SENT, _Q.VIEWED, "quote.viewed"),
        *(_step(state, _Q.ACCEPTED, "quote.accepted", _BUY) for state in _WITH_THE_CUSTOMER),
        *(_step(state, _Q.DECLINED, "quote.declined", _BUY) for state in (*_WITH_THE_CUSTOMER, _Q.CHANGES_REQUESTED)),
        *(_step(state, _Q.CHANGES_REQUESTED, "quote.changes_requested", _BUY) for state in _WITH_THE_CUSTOMER),
        *(_step(state, _Q.EXPIRED, "quote.expired") for state in _WITH_THE_CUSTOMER),
        *(
            _step(state, _Q.WITHDRAWN, "quote.withdrawn", _SEND)
            for state in (_Q.DRAFT, _Q.APPROVAL, *_WITH_THE_CUSTOMER, _Q.CHANGES_REQUESTED)
        ),
        *(
            _step(state, _Q.SUPERSEDED, "quote.superseded", _BUILD)
            for state in (*_WITH_THE_CUSTOMER, _Q.CHANGES_REQUESTED)
        ),
    ),
)

QUOTE_TURNS: Mapping[str, Turn] = {
    _Q.DRAFT: Turn.OPERATOR,
    _Q.APPROVAL: Turn.OPERATOR,
    _Q.SENT: Turn.CUSTOMER,
    _Q.VIEWED: Turn.CUSTOMER,
    _Q.CHANGES_REQUESTED: Turn.OPERATOR,
}

_O = OrderState

ORDER = StateMachine(
    name="order",
    initial=(_O.CONFIRMED,),
    transitions=(
        _step(_O.CONFIRMED, _O.ALLOCATED, "order.allocated", _SHIP),
        _step(_O.ALLOCATED, _O.PARTLY_SHIPPED, "order.partly_shipped", _SHIP),
        _step(_O.ALLOCATED, _O.SHIPPED, "order.shipped", _SHIP),
        _step(_O.PARTLY_SHIPPED, _O.SHIPPED, "order.shipped", _SHIP),
        _step(_O.SHIPPED, _O.DELIVERED, "order.delivered", _SHIP),
        _step(_O.DELIVERED, _O.CLOSED, "order.closed", _SHIP),
        # Once a parcel has left, an order is undone by a return and a credit note, not by cancelling it.
        *(_step(state, _O.CANCELLED, "order.cancelled", _SHIP) for state in (_O.CONFIRMED, _O.ALLOCATED)),
    ),
)

ORDER_TURNS: Mapping[str, Turn] = {
    _O.CONFIRMED: Turn.OPERATOR,
    _O.ALLOCATED: Turn.OPERATOR,
    _O.PARTLY_SHIPPED: Turn.OPERATOR,
    _O.SHIPPED: Turn.CARRIER,
}

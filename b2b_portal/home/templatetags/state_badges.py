"""How every state looks: its words, its colour and its icon, one table per state machine.

The machine's name is the context of the translation, for French makes the word agree with it
(un devis envoyé, une commande expédiée).
"""

from dataclasses import dataclass

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

register = Library()


@dataclass(frozen=True)
class StateLook:
    """Words, tone and icon of one state; tone is one of the .tone-* classes of tokens.css."""

    label: str | Promise
    tone: str
    sign: str


class UnknownState(Exception):
    """A state that no table here shows: add it to LOOKS, with its words."""


_UPLOAD = {
    "received": StateLook(pgettext_lazy("upload", "Received"), "blue", "inbox"),
    "reading": StateLook(pgettext_lazy("upload", "Being read"), "blue", "loader-2"),
    "mapping": StateLook(pgettext_lazy("upload", "Columns to match"), "orange", "list-details"),
    "checking": StateLook(pgettext_lazy("upload", "Being checked"), "blue", "loader-2"),
    "checked": StateLook(pgettext_lazy("upload", "Ready to confirm"), "orange", "checklist"),
    "committing": StateLook(pgettext_lazy("upload", "Being added"), "blue", "loader-2"),
    "committed": StateLook(pgettext_lazy("upload", "Added to the fleet"), "green", "circle-check"),
    "undoing": StateLook(pgettext_lazy("upload", "Being undone"), "blue", "loader-2"),
    "undone": StateLook(pgettext_lazy("upload", "Undone"), "secondary", "arrow-back-up"),
    "failed": StateLook(pgettext_lazy("upload", "Failed"), "red", "alert-circle"),
    "discarded": StateLook(pgettext_lazy("upload", "Discarded"), "secondary", "trash"),
}
_OFFER = {
    "draft": StateLook(pgettext_lazy("offer", "Draft"), "secondary", "pencil"),
    "open": StateLook(pgettext_lazy("offer", "Open"), "blue", "tag"),
    "indicative": StateLook(pgettext_lazy("offer", "Indicative"), "orange", "tag"),
    "awaiting_authorisation": StateLook(pgettext_lazy("offer", "Price to be confirmed"), "orange", "gavel"),
    "firm": StateLook(pgettext_lazy("offer", "Firm"), "blue", "lock"),
    "accepted": StateLook(pgettext_lazy("offer", "Accepted"), "green", "circle-check"),
    "partly_accepted": StateLook(pgettext_lazy("offer", "Accepted in part"), "green", "checklist"),
    "declined": StateLook(pgettext_lazy("offer", "Declined"), "red", "circle-x"),
    "expired": StateLook(pgettext_lazy("offer", "Expired"), "secondary", "hourglass"),
    "withdrawn": StateLook(pgettext_lazy("offer", "Withdrawn"), "secondary", "ban"),
}
_OFFER_LINE = {
    "sell": StateLook(pgettext_lazy("offer_line", "Sell to us"), "green", "currency-euro"),
    "keep": StateLook(pgettext_lazy("offer_line", "Keep"), "secondary", "lock"),
    "recycle": StateLook(pgettext_lazy("offer_line", "Recycle"), "teal", "recycle"),
    "donate": StateLook(pgettext_lazy("offer_line", "Donate"), "teal", "users"),
    "staff_sale": StateLook(pgettext_lazy("offer_line", "Sell to staff"), "blue", "user"),
    "return_to_lessor": StateLook(pgettext_lazy("offer_line", "Return to the lessor"), "orange", "arrow-back-up"),
    "return_to_funder": StateLook(pgettext_lazy("offer_line", "Return to the funder"), "orange", "arrow-back-up"),
}
_PROGRAMME = {
    "planned": StateLook(pgettext_lazy("programme", "Planned"), "blue", "calendar"),
    "running": StateLook(pgettext_lazy("programme", "Running"), "green", "truck"),
    "closed": StateLook(pgettext_lazy("programme", "Closed"), "secondary", "flag"),
}
_ARRIVAL = {
    "awaited": StateLook(pgettext_lazy("arrival", "Devices awaited"), "orange", "clock"),
    "partly_arrived": StateLook(pgettext_lazy("arrival", "Arrived in part"), "orange", "package"),
    "arrived": StateLook(pgettext_lazy("arrival", "All arrived"), "green", "circle-check"),
}
_QUOTE = {
    "draft": StateLook(pgettext_lazy("quote", "Draft"), "secondary", "pencil"),
    "approval": StateLook(pgettext_lazy("quote", "Waiting for approval"), "orange", "user-check"),
    "sent": StateLook(pgettext_lazy("quote", "Sent"), "blue", "send"),
    "viewed": StateLook(pgettext_lazy("quote", "Viewed"), "blue", "eye"),
    "accepted": StateLook(pgettext_lazy("quote", "Accepted"), "green", "circle-check"),
    "declined": StateLook(pgettext_lazy("quote", "Declined"), "red", "circle-x"),
    "changes_requested": StateLook(pgettext_lazy("quote", "Changes requested"), "orange", "message"),
    "expired": StateLook(pgettext_lazy("quote", "Expired"), "secondary", "hourglass"),
    "withdrawn": StateLook(pgettext_lazy("quote", "Withdrawn"), "secondary", "ban"),
    "superseded": StateLook(pgettext_lazy("quote", "Replaced by a newer version"), "secondary", "versions"),
}
_ORDER = {
    "confirmed": StateLook(pgettext_lazy("order", "Confirmed"), "blue", "check"),
    "allocated": StateLook(pgettext_lazy("order", "Devices set aside"), "blue", "building-warehouse"),
    "partly_shipped": StateLook(pgettext_lazy("order", "Shipped in part"), "orange", "truck"),
    "shipped": StateLook(pgettext_lazy("order", "Shipped"), "blue", "truck"),
    "delivered": StateLook(pgettext_lazy("order", "Delivered"), "green", "truck-delivery"),
    "closed": StateLook(pgettext_lazy("order", "Closed"), "secondary", "circle-check"),
    "cancelled": StateLook(pgettext_lazy("order", "Cancelled"), "red", "circle-x"),
}
_INVOICE = {
    "draft": StateLook(pgettext_lazy("invoice", "Draft"), "secondary", "pencil"),
    "issued": StateLook(pgettext_lazy("invoice", "Issued"), "blue", "file-invoice"),
}
_PAYMENT = {
    "open": StateLook(pgettext_lazy("invoice_payment", "To be paid"), "orange", "clock"),
    "partly_paid": StateLook(pgettext_lazy("invoice_payment", "Paid in part"), "orange", "progress"),
    "paid": StateLook(pgettext_lazy("invoice_payment", "Paid"), "green", "circle-check"),
    "credited": StateLook(pgettext_lazy("invoice_payment", "Credited"), "secondary", "arrow-back-up"),
}
_REPORT = {
    "draft": StateLook(pgettext_lazy("impact_report", "Draft"), "secondary", "pencil"),
    "final": StateLook(pgettext_lazy("impact_report", "Final"), "green", "file-check"),
    "restated": StateLook(pgettext_lazy("impact_report", "Restated by a newer one"), "secondary", "versions"),
}
_JOB = {
    "queued": StateLook(pgettext_lazy("job", "Waiting"), "secondary", "clock"),
    "running": StateLook(pgettext_lazy("job", "Running"), "blue", "loader-2"),
    "done": StateLook(pgettext_lazy("job", "Done"), "green", "circle-check"),
    "failed": StateLook(pgettext_lazy("job", "Failed"), "red", "alert-circle"),
    "parked": StateLook(pgettext_lazy("job", "Stopped after several tries"), "red", "player-pause"),
}
_SIGN_UP = {
    "open": StateLook(pgettext_lazy("sign_up_request", "Open"), "orange", "inbox"),
    "approved": StateLook(pgettext_lazy("sign_up_request", "Approved"), "green", "circle-check"),
    "declined": StateLook(pgettext_lazy("sign_up_request", "Declined"), "red", "circle-x"),
}
_ORGANISATION = {
    "provisioning": StateLook(pgettext_lazy("organisation", "Being set up"), "blue", "loader-2"),
    "ready": StateLook(pgettext_lazy("organisation", "Ready"), "green", "circle-check"),
    "suspended": StateLook(pgettext_lazy("organisation", "Suspended"), "red", "ban"),
}
_PRICE_BOOK = {
    "draft": StateLook(pgettext_lazy("price_book", "Draft"), "orange", "pencil"),
    "published": StateLook(pgettext_lazy("price_book", "Published"), "blue", "lock"),
    "retired": StateLook(pgettext_lazy("price_book", "Retired"), "secondary", "ban"),
}

LOOKS: dict[str, dict[str, StateLook]] = {
    "upload": _UPLOAD,
    "offer": _OFFER,
    "offer_line": _OFFER_LINE,
    "programme": _PROGRAMME,
    "arrival": _ARRIVAL,
    "quote": _QUOTE,
    "order": _ORDER,
    "invoice": _INVOICE,
    "invoice_payment": _PAYMENT,
    "impact_report": _REPORT,
    "job": _JOB,
    "sign_up_request": _SIGN_UP,
    "organisation": _ORGANISATION,
    "price_book": _PRICE_BOOK,
}


@register.simple_tag
def state_look(machine: str, state: str) -> StateLook:
    """Return how `state` of `machine` looks.

    Raises: UnknownState, when the table has no such machine or state.
    """
    try:
        return LOOKS[machine][state]
    except KeyError as missing:
        raise UnknownState(f"{machine!r} has no look for the state {state!r}: add it to LOOKS") from missing

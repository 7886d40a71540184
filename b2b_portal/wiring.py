"""What follows from what: kind of outbox event to the kinds of job of upper apps."""

from collections.abc import Mapping, Sequence

REACTIONS: Mapping[str, Sequence[str]] = {
    "organisation.ready": ("tenants.tell_portal_ready",),
    "offer.opened": ("quotes.keep_offer",),
    "quote.sent": ("quotes.keep_quote", "quotes.tell_quote_sent"),
    "order.placed": ("quotes.keep_order_confirmation",),
    "order.delivered": ("invoices.issue_for_order", "impact.report_for_order"),
}

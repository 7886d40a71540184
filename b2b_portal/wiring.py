"""What follows from what: kind of outbox event to the kinds of job of upper apps; and what each day brings."""

from collections.abc import Mapping, Sequence

REACTIONS: Mapping[str, Sequence[str]] = {
    "organisation.ready": ("tenants.tell_portal_ready",),
    "fleet.changed": ("quotes.estimate_fleet",),
    "offer.opened": ("quotes.keep_offer", "quotes.estimate_fleet"),
    "offer.accepted": ("quotes.estimate_fleet",),
    "quote.sent": ("quotes.keep_quote", "quotes.tell_quote_sent"),
    "order.placed": ("quotes.keep_order_confirmation",),
    "order.delivered": ("invoices.issue_for_order", "impact.report_for_order"),
}

# In every organisation once a day: prices and ages change without anybody's doing.
DAILY_JOBS: Sequence[str] = ("quotes.estimate_fleet",)

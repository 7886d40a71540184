"""What follows from what: kind of outbox event to kinds of job of upper apps; what each day brings; who fills in."""

from collections.abc import Mapping, Sequence

from fleet.table_columns import SuppliedColumn
from quotes.fleet_value import VALUE

REACTIONS: Mapping[str, Sequence[str]] = {
    "organisation.ready": ("tenants.tell_portal_ready",),
    "fleet.changed": ("fleet.settle_sites", "quotes.estimate_fleet", "fleet.note_holdings", "fleet.list_numbers"),
    "upload.checked": ("quotes.estimate_upload",),
    "offer.opened": ("quotes.keep_offer", "quotes.estimate_fleet", "quotes.estimate_waiting"),
    "offer.revised": ("quotes.keep_offer", "quotes.estimate_waiting"),
    "offer.extended": ("quotes.keep_offer", "quotes.tell_offer_extended"),
    "offer.firmed": ("quotes.keep_offer",),
    "offer.approval_asked": ("quotes.tell_approval_asked",),
    "offer.approval_refused": ("quotes.tell_approval_refused",),
    "offer.accepted": ("quotes.keep_handovers", "quotes.estimate_fleet"),
    "offer.arrived": ("quotes.tell_arrived",),
    "offer.arrival_due": ("quotes.tell_arrival_due",),
    "offer.arrival_moved": ("quotes.tell_arrival_moved",),
    "quote.sent": ("quotes.keep_quote", "quotes.tell_quote_sent"),
    "order.placed": ("quotes.keep_order_confirmation",),
    "order.delivered": ("invoices.issue_for_order", "impact.report_for_order"),
}

# In every organisation once a day: prices, ages and keys change without anybody's doing.
DAILY_JOBS: Sequence[str] = (
    "quotes.expire_offers",
    "quotes.remind_of_arrivals",
    "quotes.estimate_fleet",
    "fleet.list_numbers",
)

# Columns of the fleet table that an upper app fills; the last of the table, in this order.
FLEET_COLUMNS: Mapping[str, SuppliedColumn] = {"value": VALUE}

"""The events an organisation reads of, in words. What the desk does before it sends is not among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from records.models import Event


@dataclass(frozen=True)
class _Look:
    sentence: str | Promise
    sign: str
    tone: str


MILESTONES: Mapping[str, _Look] = {
    "upload.committed": _Look(_("%(thing)s was imported into the fleet"), "upload", "green"),
    "upload.undone": _Look(_("The import of %(thing)s was undone"), "arrow-back-up", "secondary"),
    "upload.failed": _Look(_("%(thing)s could not be read"), "alert-circle", "red"),
    "offer.opened": _Look(_("The buy-back offer %(thing)s was made"), "recycle", "blue"),
    "offer.extended": _Look(_("The last day of the buy-back offer %(thing)s was moved"), "calendar", "blue"),
    "offer.firmed": _Look(_("The price of the buy-back offer %(thing)s was fixed"), "lock", "blue"),
    "offer.accepted": _Look(_("The buy-back offer %(thing)s was accepted"), "circle-check", "green"),
    "offer.partly_accepted": _Look(_("The buy-back offer %(thing)s was accepted in part"), "checklist", "green"),
    "offer.declined": _Look(_("The buy-back offer %(thing)s was declined"), "circle-x", "red"),
    "offer.expired": _Look(_("The buy-back offer %(thing)s expired"), "hourglass", "secondary"),
    "offer.withdrawn": _Look(_("The buy-back offer %(thing)s was withdrawn"), "ban", "secondary"),
    "programme.started": _Look(_("The programme %(thing)s started"), "truck", "green"),
    "programme.closed": _Look(_("The programme %(thing)s was closed"), "flag", "secondary"),
    "quote.sent": _Look(_("We sent you the quote %(thing)s"), "send", "blue"),
    "quote.approved_and_sent": _Look(_("We sent you the quote %(thing)s"), "send", "blue"),
    "quote.accepted": _Look(_("The quote %(thing)s was accepted"), "circle-check", "green"),
    "quote.declined": _Look(_("The quote %(thing)s was declined"), "circle-x", "red"),
    "quote.changes_requested": _Look(_("Changes to the quote %(thing)s were asked for"), "message", "orange"),
    "quote.expired": _Look(_("The quote %(thing)s expired"), "hourglass", "secondary"),
    "order.placed": _Look(_("The order %(thing)s was placed"), "shopping-cart", "blue"),
    "order.partly_shipped": _Look(_("The order %(thing)s was shipped in part"), "truck", "blue"),
    "order.shipped": _Look(_("The order %(thing)s was shipped"), "truck", "blue"),
    "order.delivered": _Look(_("The order %(thing)s was delivered"), "truck-delivery", "green"),
    "order.cancelled": _Look(_("The order %(thing)s was cancelled"), "circle-x", "red"),
    "invoice.issued": _Look(_("The invoice %(thing)s was issued"), "file-invoice", "blue"),
    "impact_report.finalised": _Look(_("The impact report %(thing)s was written"), "leaf", "teal"),
}


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One event as it reads."""

    title: str
    at: datetime
    by: str
    sign: str
    tone: str


def latest_milestones(*, count: int) -> list[Milestone]:
    """The last few, the latest first; one query."""
    events = Event.objects.filter(verb__in=list(MILESTONES)).latest_first()[:count]
    return [_milestone(event) for event in events]


def _milestone(event: Event) -> Milestone:
    look = MILESTONES[event.verb]
    title = str(look.sentence) % {"thing": event.subject_label}
    return Milestone(title=title, at=event.at, by=event.by_name, sign=look.sign, tone=look.tone)

"""What happened to an offer, a programme, a quote or an order, in words: the verbs of its events, for a timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.events import events_of
from records.models import Event

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST = 50  # the longest life of an offer, quote or order has a dozen events


@dataclass(frozen=True)
class Verb:
    """How one kind of event reads; `for_customer` is False for what is only the desk's business."""

    label: "StrPromise"
    sign: str
    tone: str = "secondary"
    for_customer: bool = True


VERBS: Mapping[str, Verb] = {
    "offer.opened": Verb(gettext_lazy("Offer made"), "tag", "blue"),
    "offer.revised": Verb(gettext_lazy("Condition declared, prices made again"), "clipboard-check", "blue"),
    "offer.price_set": Verb(gettext_lazy("Prices set by your account manager"), "user-check", "blue"),
    "offer.extended": Verb(gettext_lazy("Last day moved"), "calendar", "blue"),
    "offer.authorisation_requested": Verb(gettext_lazy("Council's decision recorded"), "gavel", "orange"),
    "offer.decision_kept": Verb(gettext_lazy("The council's decision is there"), "file-text", "orange"),
    "offer.firmed": Verb(gettext_lazy("Price confirmed"), "lock", "blue"),
    "offer.accepted": Verb(gettext_lazy("Offer accepted"), "circle-check", "green"),
    "offer.partly_accepted": Verb(gettext_lazy("Offer accepted in part"), "checklist", "green"),
    "offer.declined": Verb(gettext_lazy("Offer declined"), "circle-x", "red"),
    "offer.renewed": Verb(gettext_lazy("Priced again in a new offer"), "refresh", "blue"),
    "offer.approval_asked": Verb(gettext_lazy("A second person is asked"), "user-check", "orange"),
    "offer.approval_approved": Verb(gettext_lazy("Approved by a second person"), "user-check", "green"),
    "offer.approval_refused": Verb(gettext_lazy("Refused by a second person"), "circle-x", "red"),
    "offer.approval_withdrawn": Verb(gettext_lazy("Request to sell taken back"), "arrow-back-up"),
    "offer.recipient_named": Verb(gettext_lazy("Recipient of the donation named"), "users", "teal"),
    "offer.staff_price_set": Verb(gettext_lazy("Price for staff set"), "user", "blue"),
    "offer.handed_over_donate": Verb(gettext_lazy("Donated devices handed over"), "package-export", "teal"),
    "offer.handed_over_staff_sale": Verb(gettext_lazy("Devices for staff handed over"), "package-export", "blue"),
    "offer.handed_over_recycle": Verb(gettext_lazy("Devices for recycling handed over"), "package-export", "teal"),
    "offer.arrived": Verb(gettext_lazy("Devices have arrived"), "truck-delivery", "green"),
    "offer.arrival_moved": Verb(gettext_lazy("Latest day of arrival moved"), "calendar", "blue"),
    "offer.arrival_reminded": Verb(gettext_lazy("Reminded of the latest day of arrival"), "mail", "orange"),
    "offer.withdrawn": Verb(gettext_lazy("Offer withdrawn"), "ban"),
    "offer.expired": Verb(gettext_lazy("Offer expired"), "hourglass"),
    "programme.planned": Verb(gettext_lazy("Programme planned"), "calendar", "blue"),
    "programme.wave_moved": Verb(gettext_lazy("Wave moved to another month"), "calendar", "blue"),
    "programme.wave_offered": Verb(gettext_lazy("Offer made for a wave"), "tag", "blue"),
    "programme.price_promised": Verb(gettext_lazy("Least price promised"), "tag", "green"),
    "programme.price_ended": Verb(gettext_lazy("Least price ended for offers to come"), "tag"),
    "programme.started": Verb(gettext_lazy("Programme started"), "truck", "green"),
    "programme.closed": Verb(gettext_lazy("Programme closed, with the devices sold of those planned"), "flag"),
    "quote.drafted": Verb(gettext_lazy("Draft started"), "pencil", for_customer=False),
    "quote.approval_requested": Verb(gettext_lazy("Approval asked for"), "user-check", "orange", for_customer=False),
    "quote.approval_refused": Verb(gettext_lazy("Approval refused"), "circle-x", "red", for_customer=False),
    "quote.sent": Verb(gettext_lazy("Quote sent"), "send", "blue"),
    "quote.approved_and_sent": Verb(gettext_lazy("Quote sent"), "send", "blue"),
    "quote.viewed": Verb(gettext_lazy("Quote opened by the customer"), "eye", "blue", for_customer=False),
    "quote.accepted": Verb(gettext_lazy("Quote accepted"), "circle-check", "green"),
    "quote.declined": Verb(gettext_lazy("Quote declined"), "circle-x", "red"),
    "quote.changes_requested": Verb(gettext_lazy("Changes asked for"), "message", "orange"),
    "quote.expired": Verb(gettext_lazy("Quote expired"), "hourglass"),
    "quote.withdrawn": Verb(gettext_lazy("Quote withdrawn"), "ban"),
    "quote.superseded": Verb(gettext_lazy("Replaced by a newer version"), "versions"),
    "order.placed": Verb(gettext_lazy("Order placed"), "check", "blue"),
    "order.allocated": Verb(gettext_lazy("Devices set aside"), "building-warehouse", "blue"),
    "order.partly_shipped": Verb(gettext_lazy("A first part has left"), "truck", "orange"),
    "order.shipped": Verb(gettext_lazy("On its way"), "truck", "blue"),
    "order.delivered": Verb(gettext_lazy("Delivered"), "truck-delivery", "green"),
    "order.closed": Verb(gettext_lazy("Order closed"), "circle-check"),
    "order.cancelled": Verb(gettext_lazy("Order cancelled"), "circle-x", "red"),
}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One event as <c-timeline.item> shows it."""

    title: str
    at: datetime
    by: str
    sign: str
    tone: str
    reason: str


def chronicle_of(subject: models.Model, *, for_customer: bool) -> list[Happening]:
    """What happened to it, the latest first; what the desk keeps to itself only where the desk reads."""
    events = events_of(subject).filter(
        verb__in=[name for name, verb in VERBS.items() if verb.for_customer or not for_customer]
    )
    return [_read(event) for event in events[:MOST]]


def _read(event: Event) -> Happening:
    verb = VERBS[event.verb]
    return Happening(
        title=str(verb.label),
        at=event.at,
        by=event.by_name if event.by_id else _("Renew"),
        sign=verb.sign,
        tone=verb.tone,
        reason=event.reason,
    )

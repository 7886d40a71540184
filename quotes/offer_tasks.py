"""What the machine does as the days of an offer go by."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from quotes.actions.arrival_days import remind_of_arrivals
from quotes.actions.offers import expire_offers
from quotes.arrival_mails import tell_arrival_due, tell_arrival_moved, tell_arrived
from quotes.models import Arrival, BuyBackOffer, Delivery, OfferApproval
from quotes.notifications import tell_approval_asked, tell_approval_refused, tell_offer_extended
from quotes.waiting import keep_waiting
from tenants.jobs import JobRun, job_kind


@job_kind("quotes.expire_offers")
def expire_late_offers(run: JobRun) -> Mapping[str, Any]:
    """End the offers whose last day is over; their devices are free again."""
    return {"expired": expire_offers(at=run.at, today=timezone.localdate(run.at))}


@job_kind("quotes.tell_offer_extended")
def notify_offer_extended(run: JobRun) -> Mapping[str, Any]:
    """Write to the members who may accept it."""
    offer = BuyBackOffer.objects.get(pk=run.arguments["offer"])
    return {"mails": tell_offer_extended(offer=offer, reason=run.arguments["reason"])}


@job_kind("quotes.estimate_waiting")
def estimate_cost_of_waiting(run: JobRun) -> Mapping[str, Any]:
    """Work out what the offer would bring in the months to come."""
    return {"kept": keep_waiting(BuyBackOffer.objects.get(pk=run.arguments["offer"]))}


@job_kind("quotes.tell_approval_asked")
def notify_approval_asked(run: JobRun) -> Mapping[str, Any]:
    """Write to whoever may be the second person."""
    return {"mails": tell_approval_asked(approval=_approval(run))}


@job_kind("quotes.tell_approval_refused")
def notify_approval_refused(run: JobRun) -> Mapping[str, Any]:
    """Write to who asked."""
    return {"mails": tell_approval_refused(approval=_approval(run), reason=run.arguments["reason"])}


def _approval(run: JobRun) -> OfferApproval:
    return OfferApproval.objects.select_related("offer").get(pk=run.arguments["approval"])


@job_kind("quotes.remind_of_arrivals")
def remind_of_missing_devices(run: JobRun) -> Mapping[str, Any]:
    """Remind of the sales whose latest day of arrival is near."""
    return {"reminded": remind_of_arrivals(at=run.at, today=timezone.localdate(run.at))}


@job_kind("quotes.tell_arrived")
def notify_arrived(run: JobRun) -> Mapping[str, Any]:
    """Write to the members who may accept what has come, and what late devices count."""
    delivery = Delivery.objects.select_related("arrival__offer").get(pk=run.arguments["delivery"])
    return {"mails": tell_arrived(delivery=delivery)}


@job_kind("quotes.tell_arrival_due")
def notify_arrival_due(run: JobRun) -> Mapping[str, Any]:
    """Remind the members who may accept it."""
    return {"mails": tell_arrival_due(arrival=_arrival(run))}


@job_kind("quotes.tell_arrival_moved")
def notify_arrival_moved(run: JobRun) -> Mapping[str, Any]:
    """Write to the members who may accept it until when the devices have time now."""
    return {"mails": tell_arrival_moved(arrival=_arrival(run), reason=run.arguments["reason"])}


def _arrival(run: JobRun) -> Arrival:
    return Arrival.objects.select_related("offer").get(pk=run.arguments["offer"])

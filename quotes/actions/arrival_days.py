"""The latest day of arrival: giving the devices of a sale more time, and reminding their owner of it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quotes.actions.arrivals import ArrivalRefused, hold_arrival
from quotes.arrivals import pay_as_agreed
from quotes.models import Arrival
from quotes.states import ArrivalState
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from tenants.actor import SYSTEM, Actor
from tenants.outbox import publish
from tenants.permissions import DeskPermission, check_may

REMIND = timedelta(days=7)  # before the latest day


def latest_arrival(*, today: date) -> date:
    """The last day that an arrival may be moved to."""
    return today + timedelta(days=settings.OFFER_MOST_DAYS)


def move_latest_day(*, arrival: Arrival, arrive_by_on: date, reason: str, by: Actor, at: datetime, today: date) -> int:
    """Give the devices of a sale more time; those that came meanwhile count as agreed, returns how many.

    Raises: PermissionRefused; ArrivalRefused.
    """
    check_may(by.role, DeskPermission.OFFER_EXTEND)
    with transaction.atomic():
        hold_arrival(arrival)
        _check_move(arrival, arrive_by_on, reason, today=today)
        before, arrival.arrive_by_on = arrival.arrive_by_on, arrive_by_on
        arrival.save(update_fields=["arrive_by_on"])
        restored = pay_as_agreed(arrival)
        told = {"before": before.isoformat(), "after": arrive_by_on.isoformat(), "devices": restored}
        record_event(subject=arrival.offer, verb="offer.arrival_moved", by=by, at=at, reason=reason.strip(), data=told)
        note_case(arrival, at=at)
        payload = {"offer": str(arrival.pk), "reason": reason.strip()}
        publish(kind="offer.arrival_moved", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)
    return restored


def _check_move(arrival: Arrival, day: date, reason: str, *, today: date) -> None:
    if not reason.strip():
        raise ArrivalRefused(_("Say why the day is moved: the customer reads it in the history of the offer."))
    if not arrival.arrive_by_on < day <= latest_arrival(today=today):
        raise ArrivalRefused(
            _("Choose a day after %(first)s, and %(last)s at the latest.")
            % {
                "first": date_format(arrival.arrive_by_on, "DATE_FORMAT"),
                "last": date_format(latest_arrival(today=today), "DATE_FORMAT"),
            }
        )


def remind_of_arrivals(*, at: datetime, today: date) -> int:
    """Remind, once for each latest day, of the sales that miss devices, some days before; returns how many."""
    due = Arrival.objects.filter(arrive_by_on__range=(today, today + REMIND)).exclude(state=ArrivalState.ARRIVED)
    fresh = due.exclude(reminded_for_on=F("arrive_by_on"))
    return sum(_remind(arrival, at=at) for arrival in fresh.order_by("pk"))


def _remind(arrival: Arrival, *, at: datetime) -> bool:
    with transaction.atomic():
        hold_arrival(arrival)
        if arrival.state == ArrivalState.ARRIVED or arrival.reminded_for_on == arrival.arrive_by_on:
            return False
        arrival.reminded_for_on = arrival.arrive_by_on
        arrival.save(update_fields=["reminded_for_on"])
        told = {"day": arrival.arrive_by_on.isoformat()}
        record_event(subject=arrival.offer, verb="offer.arrival_reminded", by=SYSTEM, at=at, data=told)
        payload = {"offer": str(arrival.pk)}
        publish(kind="offer.arrival_due", organisation_id=current_organisation().pk, payload=payload, by=SYSTEM, at=at)
    return True

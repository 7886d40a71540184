"""Sold devices arrive: what came is noted at the desk."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models.price_book import NoPriceBookInForce
from quotes.arrivals import late_prices, missing_of, sums_of, write_arrived
from quotes.arrived_devices import Chosen
from quotes.models import Arrival, Delivery
from quotes.states import ARRIVAL, ArrivalState
from records.documents import current_organisation
from records.events import record_event
from records.transitions import move
from tenants.actor import Actor
from tenants.outbox import publish
from tenants.permissions import DeskPermission, check_may


class ArrivalRefused(Exception):
    """It cannot be noted or moved so; says what would do."""


def note_arrival(*, arrival: Arrival, chosen: Chosen, on: date, by: Actor, at: datetime) -> Delivery:
    """Note that devices came on a day; what is late counts the day's price where that is less. One that is noted stays.

    Raises: PermissionRefused; ArrivalRefused.
    """
    check_may(by.role, DeskPermission.ARRIVAL_NOTE)
    with transaction.atomic():
        hold_arrival(arrival)
        _check_day(arrival, on, today=timezone.localdate(at))
        if not chosen.lines.exists():
            raise ArrivalRefused(_("None of these devices is missing: nothing new was noted."))
        try:
            prices = late_prices(arrival, on=on, at=at, of=chosen.lines)
        except NoPriceBookInForce as missing:
            raise ArrivalRefused(_("No price book was in force on this day: nothing was noted.")) from missing
        delivery = Delivery.objects.create(
            arrival=arrival,
            arrived_on=on,
            noted_at=at,
            noted_by_id=by.id,
            noted_by_name=by.name,
            price_book=prices.book if prices else None,
        )
        write_arrived(delivery, lines=chosen.lines, prices=prices)
        _tell_arrived(delivery, by=by, at=at)
    return delivery


def hold_arrival(arrival: Arrival) -> None:
    """Lock its row until the transaction ends and read it again."""
    arrival.refresh_from_db(from_queryset=Arrival.objects.select_for_update(of=("self",)).select_related("offer"))


def _check_day(arrival: Arrival, day: date, *, today: date) -> None:
    if day > today:
        raise ArrivalRefused(_("This day has not come yet."))
    decided_at = arrival.offer.decided_at
    if decided_at and day < timezone.localdate(decided_at):
        raise ArrivalRefused(_("This is before the devices were sold."))


def _tell_arrived(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    arrival, sums = delivery.arrival, sums_of(delivery)
    told = {
        "day": delivery.arrived_on.isoformat(),
        "devices": sums.devices,
        "agreed": str(sums.agreed),
        "counted": str(sums.counted),
    }
    record_event(subject=arrival.offer, verb="offer.arrived", by=by, at=at, data=told)
    complete = not missing_of(arrival.offer).exists()
    state = ArrivalState.ARRIVED if complete else ArrivalState.PARTLY_ARRIVED
    if arrival.state != state:
        move(arrival, machine=ARRIVAL, to=state, by=by, at=at)
    payload = {"delivery": str(delivery.pk)}
    publish(kind="offer.arrived", organisation_id=current_organisation().pk, payload=payload, by=by, at=at)

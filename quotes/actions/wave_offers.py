"""Asking for the offer of a wave: its devices as they are today, by the book in force, with a last day of its own."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quotes.actions.offers import expire_if_late
from quotes.actions.programmes import hold_programme
from quotes.models import BuyBackOffer, Wave
from quotes.states import ON_THE_TABLE, OfferState
from records.documents import current_organisation
from tenants.actor import Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.permissions import Permission, check_may

KIND = "quotes.open_offer"


class WaveInOffer(Exception):
    """Its offer waits for an answer."""

    def __init__(self, offer: BuyBackOffer) -> None:
        self.offer = offer
        super().__init__(_("The offer of this wave is there: %(offer)s.") % {"offer": offer})


def request_wave_offer(*, wave: Wave, by: Actor, at: datetime, today: date) -> Job:
    """Queue the offer of a wave; a second click is none. What was decided in one that expired holds in the new one.

    Raises: PermissionRefused; ProgrammeClosed; WaveInOffer.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    for late in wave.offers.filter(state=OfferState.OPEN, valid_until_on__lt=today):
        expire_if_late(late, at=at, today=today)
    with transaction.atomic():
        hold_programme(wave.programme_id)
        waiting = wave.offers.filter(state__in=ON_THE_TABLE).first()
        if waiting:
            raise WaveInOffer(waiting)
        organisation_id, before = current_organisation().pk, _expired_before(wave)
        arguments = {"wave": str(wave.pk), **before}
        asked = Job.objects.filter(kind=KIND, organisation_id=organisation_id).unfinished()
        # whoever prices the expired offer again, on its own page, asks for the same
        first = asked.filter(arguments__contains=before or arguments).first()
        return first or enqueue_job(
            kind=KIND, organisation_id=organisation_id, arguments={**arguments, "role": by.role}, by=by, at=at
        )


def _expired_before(wave: Wave) -> dict[str, str]:
    """The expired offer that a new one comes after."""
    last = wave.offers.order_by("-opened_at", "-id").first()
    return {"replaces": str(last.pk)} if last and last.state == OfferState.EXPIRED else {}

"""What the offer of a wave makes of its programme: the first one lets it run, and its history names each."""

from datetime import datetime

from quotes.models import BuyBackOffer, Programme, Wave
from quotes.states import PROGRAMME, ProgrammeState
from records.events import record_event
from records.transitions import move
from tenants.actor import Actor


def tell_wave_offered(wave: Wave, offer: BuyBackOffer, *, by: Actor, at: datetime) -> None:
    """Note an offer in the history of the programme of its wave, in the transaction that opens it."""
    programme = Programme.objects.select_for_update().get(pk=wave.programme_id)
    if programme.state == ProgrammeState.PLANNED:
        move(programme, machine=PROGRAMME, to=ProgrammeState.RUNNING, by=by, at=at)
    told = {"wave": str(wave.pk), "offer": str(offer.pk), "devices": offer.line_count}
    record_event(subject=programme, verb="programme.wave_offered", by=by, at=at, reason=f"{wave} · {offer}", data=told)

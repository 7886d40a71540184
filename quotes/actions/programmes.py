"""Planning a programme, moving its waves, closing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fleet.models import Site
from fleet.selection import select_devices
from quotes.models import BuyBackOffer, Programme, Wave, WaveLine
from quotes.models.programme import MOST_MONTHS
from quotes.pricing.waiting import months_after
from quotes.programme_plan import PlannedKind, count_kinds, units_by_site
from quotes.programme_progress import reached_by
from quotes.referencing import free_reference
from quotes.states import ON_THE_TABLE, PROGRAMME, ProgrammeState
from quotes.wave_spread import spread_over_months
from records.documents import current_organisation
from records.events import record_event
from records.transitions import move
from tenants.actor import Actor
from tenants.permissions import Permission, check_may
from tenants.sent_twice import about, wait_for_first

BATCH = 1000


class PlanRefused(Exception):
    """The programme cannot be planned so; the message says what to do."""


class ProgrammeClosed(Exception):
    """Nothing of it changes any more."""

    def __init__(self, programme: Programme) -> None:
        super().__init__(_("The programme %(programme)s is closed.") % {"programme": programme})


class OffersWait(Exception):
    """An offer of one of its waves still waits for an answer."""

    def __init__(self, offer: BuyBackOffer) -> None:
        super().__init__(
            _("%(offer)s still waits for an answer: accept or decline it, then close the programme.") % {"offer": offer}
        )


def plan_programme(
    *,
    title: str,
    first_month_on: date,
    months: int,
    selection: Mapping[str, Any],
    by: Actor,
    at: datetime,
    today: date,
) -> Programme:
    """Plan what may be offered of a selection: a wave for each site, spread evenly; a second click makes no second one.

    Raises: PermissionRefused; PlanRefused; UnreadableSelection.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    _check_months(first_month_on, months, today=today)
    with transaction.atomic():
        wait_for_first(what=f"programme {current_organisation().pk} {by.id}")
        asked = {"title": title, "first_month_on": first_month_on, "months": months, "made_by_id": by.id}
        first = Programme.objects.filter(**asked, selection=dict(selection), made_at__range=about(at)).first()
        if first:
            return first
        kinds = count_kinds(select_devices(selection), on=today)
        if not kinds:
            raise PlanRefused(_("None of these devices can be offered. Choose others in the fleet."))
        programme = Programme.objects.create(
            **asked,
            reference=free_reference(Programme, prefix="PG", on=today),
            state=ProgrammeState.PLANNED,
            currency=current_organisation().currency,
            selection=dict(selection),
            device_count=sum(kind.units for kind in kinds),
            made_at=at,
            made_by_name=by.name,
        )
        _write_waves(programme, kinds)
        told = {"devices": programme.device_count, "months": months}
        record_event(subject=programme, verb="programme.planned", by=by, at=at, to_state=programme.state, data=told)
    return programme


def _check_months(first_month_on: date, months: int, *, today: date) -> None:
    if first_month_on < today.replace(day=1):
        raise PlanRefused(_("This month is over: let the programme begin this month or later."))
    if first_month_on.day != 1 or not 1 <= months <= MOST_MONTHS:
        raise PlanRefused(_("A programme takes 1 to %(most)s months.") % {"most": MOST_MONTHS})


def _write_waves(programme: Programme, kinds: Sequence[PlannedKind]) -> None:
    months = spread_over_months(units_by_site(kinds), months=programme.months)
    sites = Site.objects.in_bulk([site for site in months if site])
    waves: dict[UUID | None, Wave] = {
        site: Wave(
            programme=programme,
            site_id=site,
            site_name=sites[site].name if site else "",
            sort_key=sites[site].sort_key if site else "",
            month_on=months_after(programme.first_month_on, month),
        )
        for site, month in months.items()
    }
    Wave.objects.bulk_create(waves.values(), batch_size=BATCH)
    lines = [
        WaveLine(wave=waves[kind.site_id], model_id=kind.model_id, model_label=kind.model_label, quantity=kind.units)
        for kind in kinds
    ]
    WaveLine.objects.bulk_create(lines, batch_size=BATCH)


def move_wave(*, wave: Wave, month_on: date, by: Actor, at: datetime) -> None:
    """Let a wave leave in another month; its programme's history says who moved it, and when.

    Raises: PermissionRefused; ProgrammeClosed.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    with transaction.atomic():
        programme = hold_programme(wave.programme_id)
        wave.refresh_from_db(fields=["month_on"])
        if month_on == wave.month_on:
            return
        before, wave.month_on = wave.month_on, month_on
        wave.save(update_fields=["month_on"])
        record_event(
            subject=programme,
            verb="programme.wave_moved",
            by=by,
            at=at,
            reason=f"{wave} · {before:%Y-%m} → {month_on:%Y-%m}",
            data={"wave": str(wave.pk), "before": before.isoformat(), "after": month_on.isoformat()},
        )


def close_programme(*, programme: Programme, by: Actor, at: datetime, today: date) -> None:
    """End it with what was reached; what was not sold stays in the fleet.

    Raises: PermissionRefused; OffersWait; ProgrammeClosed.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    with transaction.atomic():
        held = hold_programme(programme.pk)
        waiting = BuyBackOffer.objects.filter(wave__programme=held, state__in=ON_THE_TABLE)
        for offer in waiting.order_by("opened_at"):
            if not offer.is_over(on=today):
                raise OffersWait(offer)
        reached = reached_by([held], today=today)[held.pk]
        move(
            held,
            machine=PROGRAMME,
            to=ProgrammeState.CLOSED,
            by=by,
            at=at,
            reason=f"{reached.sold} / {reached.planned}",
            data={"planned": reached.planned, "sold": reached.sold, "left": reached.left},
            closed_at=at,
            closed_by_id=by.id,
            closed_by_name=by.name,
        )
    programme.refresh_from_db()


def hold_programme(programme_id: UUID) -> Programme:
    """Lock it until the transaction ends, as it is now.

    Raises: ProgrammeClosed.
    """
    held = Programme.objects.select_for_update().get(pk=programme_id)
    if held.is_closed:
        raise ProgrammeClosed(held)
    return held

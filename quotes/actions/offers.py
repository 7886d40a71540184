"""Asking for an offer, deciding its lines, answering it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from fleet.models import Device
from quotes.arrivals import expect_devices
from quotes.models import BuyBackOffer, OfferApproval, OfferLine
from quotes.outcomes import check_said
from quotes.second_person import ask_second_person, is_needed
from quotes.states import OFFER, LineDecision, OfferState
from quotes.vat_declarations import VatAnswer, asks_vat, check_declared, declare_vat
from records.documents import current_organisation
from records.transitions import move
from tenants.actor import SYSTEM, Actor
from tenants.jobs import enqueue_job
from tenants.models import Job
from tenants.outbox import publish
from tenants.permissions import Permission, check_may
from tenants.sent_twice import about, wait_for_first


class OfferExpired(Exception):
    """Its last day is over."""

    def __init__(self, offer: BuyBackOffer) -> None:
        super().__init__(
            _("The prices of %(offer)s were valid until %(day)s. Ask for a new offer for the same devices.")
            % {"offer": offer, "day": offer.valid_until_on.isoformat()}
        )


class NothingToSell(Exception):
    """An acceptance without a single line to sell."""

    def __init__(self) -> None:
        super().__init__(_("Choose at least one device to sell, or decline the offer."))


class OfferAnswered(Exception):
    """Its lines are what was agreed, or what is before the council: they no longer change."""

    def __init__(self) -> None:
        super().__init__(_("The lines of this offer can no longer be changed."))


class ChoiceChanged(Exception):
    """Somebody chose other devices since the person who accepts saw the total."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The choice of devices or their declared condition was changed in the meantime."
                " Check the new total, then accept again."
            )
        )


class NothingSelected(Exception):
    """An offer for no device at all."""

    def __init__(self) -> None:
        super().__init__(_("Choose at least one device."))


def request_offer(*, selection: Mapping[str, Any], by: Actor, at: datetime) -> Job:
    """Queue the pricing of a selection: {"devices": [ids]} or {"filter": {query parameters}}; a second click is none.

    Raises: PermissionRefused; NothingSelected.
    """
    check_may(by.role, Permission.OFFER_REQUEST)
    if not selection.get("devices") and "filter" not in selection:
        raise NothingSelected
    kind, organisation_id = "quotes.open_offer", current_organisation().pk
    arguments = {"selection": dict(selection), "role": by.role}
    with transaction.atomic():
        wait_for_first(what=f"offer {organisation_id} {by.id}")
        first = Job.objects.filter(
            kind=kind,
            organisation_id=organisation_id,
            arguments=arguments,
            created_by_id=by.id,
            created_at__range=about(at),
        ).first()
        return first or enqueue_job(kind=kind, organisation_id=organisation_id, arguments=arguments, by=by, at=at)


def decide_lines(*, offer: BuyBackOffer, line_ids: Iterable[UUID], decision: LineDecision, by: Actor) -> int:
    """Say what becomes of some lines while the offer waits for an answer; returns how many changed.

    Raises: PermissionRefused; OfferAnswered.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    with transaction.atomic():
        held = BuyBackOffer.objects.select_for_update().get(pk=offer.pk)
        if not held.lines_may_change:
            raise OfferAnswered
        return held.lines.filter(pk__in=line_ids).exclude(decision=decision).update(decision=decision)


def accept_offer(
    *,
    offer: BuyBackOffer,
    by: Actor,
    at: datetime,
    today: date,
    seen_total: Decimal | None = None,
    vat: VatAnswer | None = None,
) -> OfferApproval | None:
    """Sell the lines marked so; the other devices are free again. `seen_total` is what the person agreed to.

    Where the organisation wants a second person for such a total nothing is sold, and the request is returned.

    Raises: OfferExpired (the offer is then marked so); NothingToSell; ChoiceChanged; OutcomeUnsaid; VatUndeclared;
    ApprovalWaits; IllegalTransition; PermissionRefused.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    with transaction.atomic():
        hold_offer(offer)
        if not offer.is_over(on=today):
            total = total_to_sell(offer, seen_total=seen_total)
            check_said(offer)
            if vat and asks_vat():
                declare_vat(offer, vat, by=by, at=at)
            check_declared(offer)
            if offer.awaits_answer and is_needed(total):
                return ask_second_person(offer, total=total, by=by, at=at)
            sell_offer(offer, total=total, by=by, at=at)
            return None
        _expire(offer, at=at)
    raise OfferExpired(offer)  # once the expiry is written: a refusal inside would take it back


def hold_offer(offer: BuyBackOffer) -> None:
    """Lock its row until the transaction ends and read it again: what was loaded before may have changed since."""
    offer.refresh_from_db(from_queryset=BuyBackOffer.objects.select_for_update())


def total_to_sell(offer: BuyBackOffer, *, seen_total: Decimal | None) -> Decimal:
    """What the lines to sell come to, of an offer that is held, so that none changes while they are added up.

    Raises: NothingToSell; ChoiceChanged, when the total is not the one that was seen.
    """
    total: Decimal | None = offer.lines.to_sell().aggregate(total=Sum("net_amount"))["total"]
    if total is None:
        raise NothingToSell
    if seen_total is not None and seen_total != total:
        raise ChoiceChanged
    return total


def sell_offer(offer: BuyBackOffer, *, total: Decimal, by: Actor, at: datetime) -> None:
    """Close the sale of an offer that is held, once nothing more is to be asked."""
    everything = not offer.lines.exclude(decision=LineDecision.SELL).exists()
    move(
        offer,
        machine=OFFER,
        to=OfferState.ACCEPTED if everything else OfferState.PARTLY_ACCEPTED,
        by=by,
        at=at,
        data={"total": str(total), "lines": offer.lines.to_sell().count()},
        total_amount=total,
        **_decided(by, at),
    )
    _free_devices(offer, except_sold=True, at=at)
    expect_devices(offer, by=by, at=at)
    publish(
        kind="offer.accepted",
        organisation_id=current_organisation().pk,
        payload={"offer": str(offer.pk)},
        by=by,
        at=at,
    )


def decline_offer(*, offer: BuyBackOffer, reason: str, by: Actor, at: datetime) -> None:
    """Say no, with the reason; the devices are free for another offer."""
    with transaction.atomic():
        move(offer, machine=OFFER, to=OfferState.DECLINED, by=by, at=at, reason=reason, **_decided(by, at))
        _free_devices(offer, except_sold=False, at=at)


def expire_offers(*, at: datetime, today: date) -> int:
    """End every open offer whose last day is over; returns how many. One that is extended meanwhile stays open."""
    late = list(BuyBackOffer.objects.expired(on=today).order_by("pk"))
    return sum(expire_if_late(offer, at=at, today=today) for offer in late)


def expire_if_late(offer: BuyBackOffer, *, at: datetime, today: date) -> bool:
    """End it if it is open and its last day is over; returns whether it was."""
    with transaction.atomic():
        hold_offer(offer)
        is_late = offer.has_run_out(on=today)
        if is_late:
            _expire(offer, at=at)
    return is_late


def _expire(offer: BuyBackOffer, *, at: datetime) -> None:
    if offer.state != OfferState.EXPIRED:
        move(offer, machine=OFFER, to=OfferState.EXPIRED, by=SYSTEM, at=at)
        _free_devices(offer, except_sold=False, at=at)


def record_decision(*, offer: BuyBackOffer, reference: str, decided_on: date, by: Actor, at: datetime) -> None:
    """A public body has decided to sell: note its decision; the price is then fixed by the operator."""
    move(
        offer,
        machine=OFFER,
        to=OfferState.AWAITING_AUTHORISATION,
        by=by,
        at=at,
        decision_reference=reference,
        decision_on=decided_on,
    )


def _decided(by: Actor, at: datetime) -> dict[str, Any]:
    return {"decided_at": at, "decided_by_id": by.id, "decided_by_name": by.name}


def _free_devices(offer: BuyBackOffer, *, except_sold: bool, at: datetime) -> None:
    lines = OfferLine.objects.filter(offer=offer)
    if except_sold:
        lines = lines.exclude(decision=LineDecision.SELL)
    Device.objects.filter(offer_id=offer.pk, pk__in=lines.values("device_id")).update(offer_id=None, changed_at=at)

"""What the second person answers, what the first one takes back, and the rule that asks for two."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from quotes.actions.offers import OfferExpired, expire_if_late, hold_offer, sell_offer, total_to_sell
from quotes.models import AcceptanceRule, BuyBackOffer, OfferApproval
from quotes.outcomes import check_said
from quotes.second_person import limit
from quotes.vat_declarations import check_declared
from records.documents import current_organisation
from records.events import record_event
from tenants.actor import Actor
from tenants.models import Membership
from tenants.outbox import publish
from tenants.permissions import Permission, check_may, may

_ANSWER = OfferApproval.Answer


class ApprovalAnswered(Exception):
    """Somebody was quicker."""

    def __init__(self, approval: OfferApproval) -> None:
        super().__init__(
            _("%(name)s has answered this request already: what you see now is the latest.")
            % {"name": approval.answered_by_name}
        )


class OwnRequest(Exception):
    """Nobody is his own second person."""

    def __init__(self) -> None:
        super().__init__(_("You asked for this sale yourself: a second person approves or refuses it."))


class NotYourRequest(Exception):
    """Only who asked takes a request back."""

    def __init__(self) -> None:
        super().__init__(_("Only the person who asked takes a request back. You can refuse it."))


class NoSecondPerson(Exception):
    """The rule would stop every sale."""

    def __init__(self) -> None:
        super().__init__(_("Two members who may accept offers are needed first: nobody approves his own sale."))


def approve_sale(*, approval: OfferApproval, by: Actor, at: datetime, today: date) -> None:
    """Sell for the total that was asked for, in the name of the second person.

    Raises: PermissionRefused; ApprovalAnswered; OwnRequest; OfferExpired; ChoiceChanged, when the total is another one
    by now; NothingToSell; OutcomeUnsaid; VatUndeclared; IllegalTransition.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    expire_if_late(approval.offer, at=at, today=today)
    if approval.offer.is_over(on=today):
        raise OfferExpired(approval.offer)
    with transaction.atomic():
        _hold(approval)
        if by.id == approval.asked_by_id:
            raise OwnRequest
        total = total_to_sell(approval.offer, seen_total=approval.total_amount)
        check_said(approval.offer)
        check_declared(approval.offer)
        _answer(approval, _ANSWER.APPROVED, by=by, at=at)
        sell_offer(approval.offer, total=total, by=by, at=at)


def refuse_sale(*, approval: OfferApproval, reason: str, by: Actor, at: datetime) -> None:
    """Say no as the second person; the offer stays as it is.

    Raises: PermissionRefused; ApprovalAnswered; OwnRequest.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    with transaction.atomic():
        _hold(approval)
        if by.id == approval.asked_by_id:
            raise OwnRequest
        _answer(approval, _ANSWER.REFUSED, by=by, at=at, reason=reason)
        payload = {"approval": str(approval.pk), "reason": reason}
        organisation_id = current_organisation().pk
        publish(kind="offer.approval_refused", organisation_id=organisation_id, payload=payload, by=by, at=at)


def withdraw_request(*, approval: OfferApproval, by: Actor, at: datetime) -> None:
    """Take back what one has asked for.

    Raises: PermissionRefused; ApprovalAnswered; NotYourRequest.
    """
    check_may(by.role, Permission.OFFER_ACCEPT)
    with transaction.atomic():
        _hold(approval)
        if by.id != approval.asked_by_id:
            raise NotYourRequest
        _answer(approval, _ANSWER.WITHDRAWN, by=by, at=at)


def set_rule(*, above: Decimal | None, by: Actor, at: datetime) -> None:
    """Want a second person for sales above an amount, or for none any more.

    Raises: PermissionRefused; NoSecondPerson.
    """
    check_may(by.role, Permission.OFFER_RULE)
    organisation, before = current_organisation(), limit()
    if above is not None:
        members = Membership.objects.for_organisation(organisation).active()
        if sum(may(member.role, Permission.OFFER_ACCEPT) for member in members) < 2:
            raise NoSecondPerson
    with transaction.atomic():
        rule, _made = AcceptanceRule.objects.update_or_create(
            pk=1,
            defaults={
                "above_amount": above,
                "currency": organisation.currency,
                "changed_at": at,
                "changed_by_id": by.id,
                "changed_by_name": by.name,
            },
        )
        told = {"before": _written(before), "after": _written(above)}
        record_event(subject=rule, verb="acceptance_rule.changed", by=by, at=at, data=told)


def _written(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _hold(approval: OfferApproval) -> None:
    """The offer first, as every answer to it does; then the request as it is now."""
    offer = BuyBackOffer(pk=approval.offer_id)
    hold_offer(offer)
    approval.refresh_from_db()
    approval.offer = offer
    if approval.answered_at:
        raise ApprovalAnswered(approval)


def _answer(approval: OfferApproval, answer: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    approval.answer, approval.answered_at = answer, at
    approval.answered_by_id, approval.answered_by_name = by.id, by.name
    approval.save(update_fields=["answer", "answered_at", "answered_by_id", "answered_by_name"])
    record_event(subject=approval.offer, verb=f"offer.approval_{answer}", by=by, at=at, reason=reason)

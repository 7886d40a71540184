"""Agreeing prices with a customer: a percentage on top of ours, within what the role may grant."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quotes.models import PriceAgreement
from quotes.price_limits import AGREEMENT_LIMITS, check_limit
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import DeskPermission, check_may


class AgreementsOverlap(Exception):
    """Another agreement about the same thing holds on some of these days."""

    def __init__(self, other: PriceAgreement) -> None:
        super().__init__(
            _("An agreement about the same devices holds from %(first)s to %(last)s: end it, or choose other days.")
            % {"first": date_format(other.from_on), "last": date_format(other.until_on)}
        )


class AgreementEnded(Exception):
    """Somebody ended it before."""

    def __init__(self, agreement: PriceAgreement) -> None:
        super().__init__(_("%(name)s has ended this agreement already.") % {"name": agreement.ended_by_name})


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What is promised: a percentage for a model, a category, or everything, between two days (both included)."""

    model_slug: str = ""
    category: str = ""
    percent: Decimal
    from_on: date
    until_on: date
    reason: str


@transaction.atomic
def agree_price(*, promise: Promise, by: Actor, at: datetime) -> PriceAgreement:
    """Agree on a percentage; offers opened on its days pay it, those that are open already keep their prices.

    Raises: PermissionRefused; BeyondLimit; AgreementsOverlap.
    """
    check_may(by.role, DeskPermission.PRICE_AGREE)
    check_limit(percent=promise.percent, role=by.role, limits=AGREEMENT_LIMITS)
    _one_at_a_time()
    model_slug, category = promise.model_slug or None, promise.category or None
    same = PriceAgreement.objects.about(model_slug=model_slug, category=category)
    other = same.overlapping(from_on=promise.from_on, until_on=promise.until_on).order_by("from_on").first()
    if other:
        raise AgreementsOverlap(other)
    agreement = PriceAgreement.objects.create(
        model_id=model_slug,
        category_id=category,
        percent=promise.percent,
        from_on=promise.from_on,
        until_on=promise.until_on,
        reason=promise.reason,
        agreed_at=at,
        agreed_by_id=by.id,
        agreed_by_name=by.name,
    )
    record_event(subject=agreement, verb="agreement.made", by=by, at=at, reason=promise.reason)
    return agreement


@transaction.atomic
def end_agreement(*, agreement: PriceAgreement, by: Actor, at: datetime) -> None:
    """Let no further offer be made with it; those opened before keep it.

    Raises: PermissionRefused; AgreementEnded.
    """
    check_may(by.role, DeskPermission.PRICE_AGREE)
    held = PriceAgreement.objects.select_for_update().get(pk=agreement.pk)
    if held.ended_at:
        raise AgreementEnded(held)
    held.ended_at, held.ended_by_id, held.ended_by_name = at, by.id, by.name
    held.save(update_fields=["ended_at", "ended_by_id", "ended_by_name"])
    record_event(subject=held, verb="agreement.ended", by=by, at=at)


def _one_at_a_time() -> None:
    """Two agreements about the same days do not pass the check side by side; readers are not held up."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE quotes_priceagreement IN SHARE ROW EXCLUSIVE MODE")

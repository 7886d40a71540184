"""Promising the least prices of a programme: per model, for one month or for every month."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from b2b_portal.lib.templatetags.formats import money
from catalogue.models import DeviceModel, PriceBook
from quotes.actions.programmes import hold_programme
from quotes.models import Programme, PromisedPrice, WaveLine
from quotes.price_limits import AGREEMENT_LIMITS, BeyondLimit
from quotes.price_terms import book_on_terms, terms_today
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.price import price_device
from records.events import record_event
from tenants.actor import Actor
from tenants.permissions import DeskPermission, check_may


class PromiseRefused(Exception):
    """The price cannot be promised so; the message says what to do."""


def promise_price(
    *,
    programme: Programme,
    model_slug: str,
    month_on: date | None,
    amount: Decimal | None,
    by: Actor,
    at: datetime,
    today: date,
) -> PromisedPrice:
    """Say what is paid at least for a sound device of a model, or with None that it is promised no more.

    Offers to come pay it; those that are open keep what was promised when they were opened.

    Raises: PermissionRefused; ProgrammeClosed; PromiseRefused.
    """
    check_may(by.role, DeskPermission.PRICE_AGREE)
    with transaction.atomic():
        held = hold_programme(programme.pk)
        line = WaveLine.objects.filter(wave__programme=held, model=model_slug).order_by("pk").first()
        if line is None:
            raise PromiseRefused(_("No wave of this programme has such a model."))
        if amount is not None:
            _check_amount(amount, price_of_sound(held, model_slug, at=at, today=today), held, by)
        promised = PromisedPrice.objects.create(
            programme=held,
            model_id=model_slug,
            model_label=line.model_label,
            month_on=month_on,
            amount=amount,
            set_at=at,
            set_by_id=by.id,
            set_by_name=by.name,
        )
        _tell(promised, held, by=by, at=at)
    return promised


def price_of_sound(programme: Programme, model_slug: str, *, at: datetime, today: date) -> Decimal:
    """What a device of grade B, working and without a lock, brings in the programme today, in its smallest storage."""
    model = DeviceModel.objects.get(pk=model_slug)
    facts = DeviceFacts(model_slug=model.pk, category=model.category_id, grade="B", launched_on=model.launched_on)
    published = PriceBook.objects.in_force(currency=programme.currency, at=at)
    book = book_on_terms(published.pk, terms_today(today=today))
    return price_device(facts, book, at=today, lot_units=programme.device_count).net.amount


def _check_amount(amount: Decimal, price: Decimal, programme: Programme, by: Actor) -> None:
    if amount <= 0:
        raise PromiseRefused(_("Promise an amount above 0, or none."))
    if not price:
        raise PromiseRefused(_("The price book has no price for this model: nothing can be promised for it yet."))
    if amount > price * (100 + AGREEMENT_LIMITS[by.role]) / 100:
        told = _("Today we pay %(price)s for such a device.") % {"price": money(price, programme.currency)}
        raise PromiseRefused(f"{told} {BeyondLimit(role=by.role, limits=AGREEMENT_LIMITS)}")


def _tell(promised: PromisedPrice, programme: Programme, *, by: Actor, at: datetime) -> None:
    amount = None if promised.amount is None else str(promised.amount)
    record_event(
        subject=programme,
        verb="programme.price_promised" if amount else "programme.price_ended",
        by=by,
        at=at,
        reason=f"{promised} · {amount} {programme.currency}" if amount else str(promised),
        data={
            "model": promised.model_id,
            "month": promised.month_on and promised.month_on.isoformat(),
            "amount": amount,
        },
    )

"""Building a quote at the desk, sending it, and the customer's answer."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.models import StockOffer
from quotes.actions.orders import place_order
from quotes.models import Order, Quote, QuoteLine
from quotes.referencing import free_reference
from quotes.states import QUOTE, QuoteState
from records.documents import current_organisation
from records.events import record_event
from records.open_cases import note_case
from records.transitions import move
from tenants.actor import SYSTEM, Actor
from tenants.outbox import publish
from tenants.permissions import DeskPermission, Permission, check_may
from tenants.sent_twice import about, wait_for_first

VALID_DAYS = 30  # a month, as quotes are commonly held


class QuoteExpired(Exception):
    """Its last day is over."""

    def __init__(self, quote: Quote) -> None:
        super().__init__(
            _("%(quote)s was valid until %(day)s. Ask your account manager to extend it.")
            % {"quote": quote, "day": quote.valid_until_on.isoformat()}
        )


class QuoteRefused(Exception):
    """The quote cannot be saved or sent as it is; the messages say why."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__(" ".join(messages))


@dataclass(frozen=True, kw_only=True)
class LineInput:
    """One line of the sheet, as typed. Amounts in the quote's currency, the discount in per cent."""

    sku: str
    description: str
    quantity: int
    unit_cost: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a quote says beside its lines. The internal note never leaves the desk."""

    title: str
    customer_note: str
    internal_note: str
    delivery_line: str
    valid_until_on: date


def draft_quote(*, by: Actor, at: datetime, today: date, title: str = "") -> Quote:
    """Start an empty draft for the current organisation; a second click opens the one it has just made."""
    check_may(by.role, DeskPermission.QUOTE_BUILD)
    with transaction.atomic():
        wait_for_first(what=f"quote {current_organisation().pk} {by.id}")
        first = _untouched_draft(by=by, at=at, title=title)
        if first:
            return first
        quote = Quote.objects.create(
            reference=free_reference(Quote, prefix="Q", on=today),
            title=title,
            currency=current_organisation().currency,
            valid_until_on=today + timedelta(days=VALID_DAYS),
            created_at=at,
            created_by_id=by.id,
            created_by_name=by.name,
            changed_at=at,
        )
        record_event(subject=quote, verb="quote.drafted", by=by, at=at, to_state=quote.state)
        note_case(quote, at=at, moved=True)
    return quote


def _untouched_draft(*, by: Actor, at: datetime, title: str) -> Quote | None:
    """What this person started seconds ago and has not saved since."""
    return Quote.objects.filter(
        state=QuoteState.DRAFT,
        title=title,
        created_by_id=by.id,
        created_at__range=about(at),
        changed_at=F("created_at"),
        lines=None,
    ).first()


def save_draft(
    *, quote: Quote, terms: Terms, lines: Sequence[LineInput], seen_at: datetime, by: Actor, at: datetime
) -> None:
    """Replace terms and lines of a draft as it stood at `seen_at`, its last change that the person knows of.

    Raises: QuoteRefused, when it is no draft, a line cannot be, or somebody else saved it since.
    """
    with transaction.atomic():
        held = _draft(quote)
        if held.changed_at != seen_at:
            raise QuoteRefused(
                _("Somebody saved this quote in the meantime, so yours was not saved. Reload the page first.")
            )
        Quote.objects.filter(pk=quote.pk).update(**asdict(terms))
        for name, value in asdict(terms).items():
            setattr(quote, name, value)
        save_lines(quote=quote, lines=lines, by=by, at=at)


def save_lines(*, quote: Quote, lines: Sequence[LineInput], by: Actor, at: datetime) -> None:
    """Replace the lines of a draft; model, category, grade and warranty come from the stock the SKU names.

    Raises: QuoteRefused, when the quote is no draft or a line cannot be.
    """
    check_may(by.role, DeskPermission.QUOTE_BUILD)
    with transaction.atomic():
        held = _draft(quote)
        named = StockOffer.objects.filter(sku__in=[line.sku for line in lines]).select_related("model")
        stock = {offer.sku: offer for offer in named}
        held.lines.all().delete()
        QuoteLine.objects.bulk_create(
            _line(held, position, line, stock.get(line.sku)) for position, line in enumerate(lines, start=1)
        )
        Quote.objects.filter(pk=held.pk).update(changed_at=at)
        note_case(held, at=at)
    quote.changed_at = at


def _draft(quote: Quote) -> Quote:
    held = Quote.objects.select_for_update().get(pk=quote.pk)
    if held.state != QuoteState.DRAFT:
        raise QuoteRefused(_("This quote has been sent and is frozen."))
    return held


def _line(quote: Quote, position: int, typed: LineInput, stock: StockOffer | None) -> QuoteLine:
    line = QuoteLine(
        quote=quote,
        position=position,
        stock=stock,
        model_id=stock.model_id if stock else None,
        sku=typed.sku,
        description=typed.description,
        category=stock.model.category_id if stock else "",
        grade=stock.grade if stock else "",
        warranty_months=stock.warranty_months if stock else 12,
        quantity=typed.quantity,
        unit_cost_amount=typed.unit_cost,
        unit_price_amount=typed.unit_price,
        discount_percent=typed.discount_percent,
    )
    try:
        _check_line(line)
    except ValidationError as error:
        raise QuoteRefused(
            *(_("Line %(n)d: %(why)s") % {"n": position, "why": why} for why in error.messages)
        ) from error
    return line


def _check_line(line: QuoteLine) -> None:
    """The rules of the table's own constraints, checked here: full_clean() asks the database about each of them."""
    line.clean_fields(exclude=["quote", "stock", "model"])
    if line.quantity < 1:
        raise ValidationError(_("The quantity is one or more."))
    if line.unit_price_amount < 0 or line.unit_cost_amount < 0:
        raise ValidationError(_("Prices are zero or more."))
    if not 0 <= line.discount_percent <= 100:
        raise ValidationError(_("A discount is 0 to 100 per cent."))


def send_quote(*, quote: Quote, by: Actor, at: datetime) -> None:
    """Freeze the quote and put it before the customer; its PDF and the e-mail follow.

    Raises: QuoteRefused, when it has no lines; IllegalTransition; PermissionRefused.
    """
    if not quote.lines.exists():
        raise QuoteRefused(_("Add at least one line before sending."))
    with transaction.atomic():
        move(
            quote,
            machine=QUOTE,
            to=QuoteState.SENT,
            by=by,
            at=at,
            sent_at=at,
            sent_by_id=by.id,
            sent_by_name=by.name,
            content_sha256=content_sha256(quote),
        )
        publish(
            kind="quote.sent", organisation_id=current_organisation().pk, payload={"quote": str(quote.pk)}, by=by, at=at
        )


def mark_seen(*, quote: Quote, by: Actor, at: datetime) -> None:
    """Note that a member has opened it: the one change a GET may make."""
    if quote.state == QuoteState.SENT:
        move(quote, machine=QUOTE, to=QuoteState.VIEWED, by=by, at=at, viewed_at=at)


def accept_quote(
    *, quote: Quote, po_number: str, attests_new_alternative: bool, by: Actor, at: datetime, today: date, ip: str | None
) -> Order:
    """Accept exactly what was sent, with a purchase order number; the order is placed and its stock set aside.

    Raises: QuoteExpired (the quote is then marked so); QuoteRefused; StockShort; IllegalTransition; PermissionRefused.
    """
    check_may(by.role, Permission.QUOTE_ACCEPT)
    if not po_number.strip():
        raise QuoteRefused(_("Give your purchase order number: it goes on the invoice."))
    if quote.has_run_out(on=today):
        move(quote, machine=QUOTE, to=QuoteState.EXPIRED, by=SYSTEM, at=at)
        raise QuoteExpired(quote)
    with transaction.atomic():
        found = content_sha256(quote)
        if found != quote.content_sha256:
            raise QuoteRefused(_("The quote is not the one that was sent. Please tell your account manager."))
        move(
            quote,
            machine=QUOTE,
            to=QuoteState.ACCEPTED,
            by=by,
            at=at,
            data={"po_number": po_number, "sha256": found},
            accepted_at=at,
            accepted_by_id=by.id,
            accepted_by_name=by.name,
            accepted_by_role=by.role,
            accepted_from_ip=ip,
            accepted_sha256=found,
            po_number=po_number.strip(),
            attests_new_alternative=attests_new_alternative,
        )
        return place_order(quote=quote, by=by, at=at, today=today)


def decline_quote(*, quote: Quote, reason: str, by: Actor, at: datetime) -> None:
    """Say no, with the reason."""
    move(quote, machine=QUOTE, to=QuoteState.DECLINED, by=by, at=at, reason=reason, decline_reason=reason)


def withdraw_quote(*, quote: Quote, reason: str, by: Actor, at: datetime) -> None:
    """Take a quote back before it is answered."""
    move(quote, machine=QUOTE, to=QuoteState.WITHDRAWN, by=by, at=at, reason=reason)


def content_sha256(quote: Quote) -> str:
    """The digest of everything a customer accepts: terms and lines, without cost or internal notes."""
    content: dict[str, Any] = {
        "reference": quote.reference,
        "version": quote.version,
        "currency": quote.currency,
        "valid_until_on": quote.valid_until_on.isoformat(),
        "customer_note": quote.customer_note,
        "delivery_line": quote.delivery_line,
        "lines": [asdict(_Accepted.of(line)) for line in quote.lines.in_order()],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class _Accepted:
    sku: str
    description: str
    grade: str
    warranty_months: int
    quantity: int
    unit_price: str
    discount_percent: str
    vat_rate: str

    @classmethod
    def of(cls, line: QuoteLine) -> "_Accepted":
        return cls(
            line.sku,
            line.description,
            line.grade,
            line.warranty_months,
            line.quantity,
            f"{line.unit_price_amount:.2f}",
            f"{line.discount_percent:.2f}",
            f"{line.vat_rate:.2f}",
        )

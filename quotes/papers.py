"""From records to the values that are printed: frozen, in the customer's language, without cost or internal notes."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import VerifyMark, addressee_of, letterhead_of
from catalogue.models import StockOffer
from quotes import documents
from quotes.arrivals import lock_before_sale
from quotes.condition_words import condition_of, questions_of, translated
from quotes.models import BuyBackOffer, OfferLine, Order, OrderLine, Quote, QuoteLine
from quotes.offer_versions import issued_at, lines_at
from quotes.pricing.explain import DOUBTS, explain
from records.documents import current_organisation
from tenants.models import LegalEntity, StaffAssignment, User
from tenants.models.organisation import portal_url

PAYMENT_DAYS = 30


def verify_mark(code: str) -> VerifyMark:
    """The code with the public address that confirms it."""
    return VerifyMark(code=code, address=f"{portal_url()}/verify/{code}")


def selling_company() -> LegalEntity:
    """The operator's company that writes and invoices."""
    return LegalEntity.objects.get(is_active=True)


def contact_for(user_id: str = "") -> documents.Contact:
    """Whom the customer asks: the person who sent it, else an account manager of the organisation."""
    people = User.objects.filter(is_active=True).exclude(staff_role="")
    person = people.filter(pk=user_id).first() if user_id else None
    if person is None:
        assigned = StaffAssignment.objects.filter(organisation=current_organisation(), user__in=people)
        first = assigned.select_related("user").order_by("pk").first()
        person = first.user if first else None
    if person is None:
        company = selling_company()
        return documents.Contact(name=company.name, email=company.email)
    return documents.Contact(name=str(person), email=person.email)


def quote_document(quote: Quote, *, verify_code: str) -> documents.QuoteDocument:
    """The quote as it was sent."""
    organisation = current_organisation()
    totals = quote.totals()
    with override(organisation.language):
        return documents.QuoteDocument(
            reference=quote.reference,
            version=quote.version,
            language=organisation.language,
            currency=quote.currency,
            issued_at=quote.sent_at or quote.created_at,
            valid_until=quote.valid_until_on,
            letterhead=letterhead_of(selling_company()),
            customer=addressee_of(organisation),
            contact=contact_for(quote.sent_by_id),
            introduction=quote.customer_note,
            lines=_sale_lines(list(quote.lines.in_order())),
            vat_groups=totals.groups,
            net_amount=totals.net,
            vat_amount=totals.vat,
            gross_amount=totals.gross,
            payment_terms=payment_terms(),
            delivery_terms=quote.delivery_line,
            verify=verify_mark(verify_code),
        )


def order_confirmation_document(order: Order, *, verify_code: str) -> documents.OrderConfirmationDocument:
    """What was ordered, by whom, under which order number."""
    organisation = current_organisation()
    totals = order.totals()
    quote = order.quote
    with override(organisation.language):
        return documents.OrderConfirmationDocument(
            reference=order.reference,
            quote_reference=quote.reference,
            quote_version=quote.version,
            language=organisation.language,
            currency=order.currency,
            issued_at=order.placed_at,
            accepted_by=quote.accepted_by_name,
            accepted_at=quote.accepted_at or order.placed_at,
            purchase_order=order.po_number,
            letterhead=letterhead_of(selling_company()),
            customer=addressee_of(organisation),
            contact=contact_for(quote.sent_by_id),
            delivery_address=(order.delivery_line,) if order.delivery_line else (),
            lines=_sale_lines(list(order.lines.in_order())),
            vat_groups=totals.groups,
            net_amount=totals.net,
            vat_amount=totals.vat,
            gross_amount=totals.gross,
            payment_terms=payment_terms(),
            verify=verify_mark(verify_code),
        )


def offer_document(offer: BuyBackOffer, *, verify_code: str, version: int = 1) -> documents.OfferDocument:
    """The offer with its devices grouped by model, condition and price, and how each price was made."""
    organisation = current_organisation()
    with override(organisation.language):
        lines = _offer_lines(lines_at(offer, version=version))
        return documents.OfferDocument(
            reference=offer.reference,
            version=version,
            language=organisation.language,
            currency=offer.currency,
            issued_at=issued_at(offer, version=version),
            valid_until=None if organisation.is_public_body else offer.valid_until_on,
            is_firm=is_firm(offer, version=version),
            letterhead=letterhead_of(selling_company()),
            customer=addressee_of(organisation),
            contact=contact_for(),
            price_book=offer.book_version,
            lines=lines,
            net_amount=sum((line.net_amount for line in lines), Decimal("0.00")),
            conditions=(
                *offer_conditions(organisation.is_public_body and not is_firm(offer, version=version)),
                lock_before_sale(is_public_body=organisation.is_public_body),
            ),
            verify=verify_mark(verify_code),
        )


def is_firm(offer: BuyBackOffer, *, version: int) -> bool:
    """Whether a version of a public body's offer was fixed by its council's decision."""
    return offer.firm_amount is not None and version == offer.version


def payment_terms() -> str:
    """When an invoice is due."""
    return _("%(days)d days from the invoice date, by bank transfer") % {"days": PAYMENT_DAYS}


def offer_conditions(is_indicative: bool) -> tuple[str, ...]:
    """What the prices rest on."""
    conditions = (
        _(
            "Where nothing was stated, grade B, working, without a lock is assumed;"
            " each device is inspected on arrival."
        ),
        _("Locked devices are paid for once the lock is removed."),
    )
    if not is_indicative:
        return conditions
    return (
        _("Indicative prices, for the decision of the competent body. They become firm once the decision is recorded."),
        *conditions,
    )


def _sale_lines(lines: list[QuoteLine] | list[OrderLine]) -> tuple[documents.QuoteLine, ...]:
    stock_ids = [line.stock_id for line in lines if line.stock_id]
    lead_days = dict(StockOffer.objects.filter(pk__in=stock_ids).values_list("pk", "lead_time_days"))
    return tuple(
        documents.QuoteLine(
            position=line.position,
            name=line.description,
            sku=line.sku,
            grade=line.grade,
            warranty_months=line.warranty_months,
            lead_days=lead_days.get(line.stock_id) if line.stock_id else None,
            quantity=line.quantity,
            unit_price=line.unit_price_amount,
            discount_percent=line.discount_percent,
            net_amount=line.net_amount,
            vat_rate=line.vat_rate,
        )
        for line in lines
    )


def _offer_lines(lines: list[OfferLine]) -> tuple[documents.OfferLine, ...]:
    groups: dict[tuple[object, ...], list[OfferLine]] = defaultdict(list)
    for line in lines:
        groups[line.model_label, condition_of(line), line.net_amount, line.decision, line.price_id].append(line)
    return tuple(_offer_line(position, group) for position, group in enumerate(groups.values(), start=1))


def _offer_line(position: int, group: list[OfferLine]) -> documents.OfferLine:
    first = group[0]
    priced = first.priced
    return documents.OfferLine(
        position=position,
        name=first.model_label,
        condition=condition_of(first),
        devices=tuple(
            documents.OfferedDevice(
                serial=line.serial or line.imei,
                asset_tag=line.asset_tag,
            )
            for line in group
        ),
        unit_price=first.net_amount,
        high_price=first.high_amount,
        net_amount=first.net_amount * len(group),
        withheld_amount=priced.withheld.amount,
        steps=tuple(
            documents.OfferStep(
                label=explain(code=step.code, params=translated(step.params), translate=_),
                amount=step.amount,
                running=step.running,
                is_told=step.is_told,
            )
            for step in priced.steps
        ),
        doubts=(*(_(DOUBTS[doubt]) for doubt in priced.doubts), *questions_of(priced)),
    )

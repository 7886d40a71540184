"""From an order and the records of both parties to what its invoice says, in the customer's language."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from invoices.einvoice.document import InvoiceDocument, draw_up_invoice
from invoices.einvoice.lines import InvoiceLine, bill_line
from invoices.einvoice.parties import Buyer, DeliveryPlace, Seller
from invoices.mentions import legal_notes
from invoices.numbering import GivenNumber
from quotes.models import Order, OrderLine
from quotes.papers import PAYMENT_DAYS, payment_terms
from tenants.models import LegalEntity, Membership, Organisation
from tenants.roles import Role


class NotADomesticSale(Exception):
    """The customer is in another country: that invoice needs another VAT treatment and proofs (CGI 262)."""


class InvoiceDiffersFromOrder(Exception):
    """The invoice would come to another amount than the order that the customer accepted."""


def invoice_facts(*, order: Order, seller: LegalEntity, buyer: Organisation) -> Mapping[str, Any]:
    """Return all that the invoice of an order says but its number and dates; needs no lock.

    Raises: NotADomesticSale; InvoiceDiffersFromOrder; what `invoices.einvoice` raises for values it cannot say.
    """
    if buyer.country != seller.country:
        raise NotADomesticSale(f"{buyer.name} is in {buyer.country}")
    with override(buyer.language):
        return {
            "delivered_on": order.delivered_on,
            "currency": order.currency,
            "language": buyer.language,
            "seller": _seller(seller),
            "buyer": _buyer(buyer),
            "delivery_place": _delivery_place(order, buyer),
            "order_reference": order.reference,
            "quote_reference": order.quote.reference,
            "purchase_order": order.po_number,
            "lines": _lines(order),
            "payment_terms": payment_terms(),
            "notes": legal_notes(for_public_body=buyer.is_public_body),
        }


def number_invoice(*, facts: Mapping[str, Any], given: GivenNumber) -> InvoiceDocument:
    """Return the whole invoice, due thirty days after its issue."""
    due_on: date = given.issued_on + timedelta(days=PAYMENT_DAYS)
    return draw_up_invoice(number=given.number, issued_on=given.issued_on, due_on=due_on, **facts)


def _seller(entity: LegalEntity) -> Seller:
    return Seller(
        name=entity.name,
        address_line=entity.address_line,
        postcode=entity.postcode,
        city=entity.city,
        country=entity.country,
        siren=entity.siren,
        siret=entity.siret,
        vat_number=entity.vat_number,
        email=entity.email,
        legal_form=entity.legal_form,
        capital_amount=entity.capital_amount,
        rcs_city=entity.rcs_city,
        iban=entity.iban,
        bic=entity.bic,
    )


def _buyer(organisation: Organisation) -> Buyer:
    return Buyer(
        name=organisation.name,
        address_line=organisation.address_line,
        postcode=organisation.postcode,
        city=organisation.city,
        country=organisation.country,
        siren=organisation.siren,
        siret=organisation.siret,
        vat_number=organisation.vat_number,
        email=_email_of(organisation),
        service_code=organisation.service_code,
        is_public_body=organisation.is_public_body,
        is_taxable=organisation.tax_status == Organisation.TaxStatus.REGISTERED,
    )


def _email_of(organisation: Organisation) -> str:
    """The address of an administrator, where an invoice goes while the customer has no line in the directory."""
    members = Membership.objects.active().for_organisation(organisation).filter(role=Role.ADMIN)
    first = members.select_related("user").order_by("pk").first()
    return first.user.email if first else ""


def _delivery_place(order: Order, buyer: Organisation) -> DeliveryPlace | None:
    if not order.delivery_line:
        return None
    return DeliveryPlace(name=buyer.name, address_line=order.delivery_line, postcode="", city="", country=buyer.country)


def _lines(order: Order) -> list[InvoiceLine]:
    ordered = list(order.lines.in_order())
    lines = [_line(position, line, order.currency) for position, line in enumerate(ordered, start=1)]
    for line, original in zip(lines, ordered, strict=True):
        if line.net_amount != original.net_amount:
            raise InvoiceDiffersFromOrder(
                f"{order.reference}, line {line.position}: {line.net_amount} is not the {original.net_amount} ordered"
            )
    return lines


def _line(position: int, line: OrderLine, currency: str) -> InvoiceLine:
    return bill_line(
        position=position,
        name=line.description,
        description=describe_line(line),
        sku=line.sku,
        quantity=line.quantity,
        unit_price=line.unit_price_amount,
        discount_percent=line.discount_percent,
        vat_rate=line.vat_rate,
        currency=currency,
    )


def describe_line(line: OrderLine) -> str:
    """Condition and warranty of the goods, in words of the active language."""
    words = [_("Reconditioned")]
    if line.grade:
        words.append(_("Grade %(grade)s") % {"grade": line.grade})
    if months := line.warranty_months:
        sentence = ngettext("%(months)s month of warranty", "%(months)s months of warranty", months)
        words.append(sentence % {"months": months})
    return " · ".join(words)

"""Issuing an invoice: numbered, printed, kept and frozen in one transaction, once per order."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from b2b_portal.lib.pdf import warm_up
from b2b_portal.lib.snapshots import to_plain
from invoices.documents import invoice_title, print_invoice
from invoices.einvoice.document import InvoiceDocument
from invoices.models import Invoice, InvoiceLine, PaymentStatus
from invoices.numbering import COMMERCIAL_SERIES, next_number
from invoices.papers import invoice_facts, number_invoice
from invoices.states import INVOICE, InvoiceState
from quotes.models import Order
from quotes.papers import selling_company, verify_mark
from records.documents import current_organisation, new_verify_code, store_document
from records.events import record_event
from records.models import Document, DocumentKind
from tenants.actor import Actor


def issue_invoice(*, order: Order, by: Actor, at: datetime) -> Invoice:
    """Issue the invoice of an order and keep its Factur-X file; an order that has one gives that one.

    All that can be done before is done before the number is taken, because its row stays locked until the commit.

    Raises: NotADomesticSale, InvoiceDiffersFromOrder, NumberOutOfTime; LegalEntity.DoesNotExist.
    """
    if existing := Invoice.objects.of_order(order).first():
        return existing
    entity, organisation = selling_company(), current_organisation()
    facts = invoice_facts(order=order, seller=entity, buyer=organisation)
    warm_up()
    with transaction.atomic():
        given = next_number(legal_entity=entity, series=COMMERCIAL_SERIES, on=timezone.localdate(at))
        document = number_invoice(facts=facts, given=given)
        invoice = _write(order, document, entity_id=entity.pk, by=by, at=at)
        _keep(invoice, document, by=by, at=at)
    return invoice


def _write(order: Order, document: InvoiceDocument, *, entity_id: int, by: Actor, at: datetime) -> Invoice:
    """Insert as a draft with its lines, then freeze: the database takes no line for an issued invoice."""
    INVOICE.check(source=InvoiceState.DRAFT, target=InvoiceState.ISSUED)
    invoice = Invoice(
        order=order,
        type_code=document.type_code,
        legal_entity_id=entity_id,
        due_on=document.due_on,
        currency=document.currency,
        net_amount=document.net_amount,
        vat_amount=document.vat_amount,
        gross_amount=document.gross_amount,
        content=to_plain(document),
    )
    invoice.save(force_insert=True)
    InvoiceLine.objects.bulk_create(_lines(invoice, document))
    PaymentStatus.objects.create(invoice=invoice)
    invoice.state, invoice.number, invoice.issued_on = InvoiceState.ISSUED, document.number, document.issued_on
    invoice.issued_at, invoice.issued_by_id, invoice.issued_by_name = at, by.id, by.name
    invoice.save(update_fields=["state", "number", "issued_on", "issued_at", "issued_by_id", "issued_by_name"])
    return invoice


def _lines(invoice: Invoice, document: InvoiceDocument) -> list[InvoiceLine]:
    lines = []
    for line in document.lines:
        values = asdict(line)
        values["unit_price_amount"] = values.pop("unit_price")
        values.pop("vat_category")
        lines.append(InvoiceLine(invoice=invoice, **values))
    return lines


def _keep(invoice: Invoice, document: InvoiceDocument, *, by: Actor, at: datetime) -> Document:
    code = new_verify_code()
    printed = print_invoice(document=document, verify=verify_mark(code), at=at)
    stored = store_document(
        kind=DocumentKind.INVOICE,
        number=document.number,
        title=invoice_title(document),
        language=document.language,
        content=printed.pdf,
        content_type="application/pdf",
        filename=f"{document.issued_on:%Y-%m-%d}_{document.number}_{current_organisation().slug}.pdf",
        subject=invoice,
        by=by,
        at=at,
        verify_code=code,
    )
    record_event(
        subject=invoice,
        verb="invoice.issued",
        by=by,
        at=at,
        from_state=InvoiceState.DRAFT,
        to_state=InvoiceState.ISSUED,
        data={
            "order": invoice.order.reference,
            "gross_amount": str(document.gross_amount),
            "sha256": stored.sha256,
            "missing_mentions": list(document.missing_mentions),
        },
    )
    return stored

"""The invoice on paper: its page in the customer's language around the XML that machines read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override
from stdnum import iban

from b2b_portal.lib.letterhead import (
    Addressee,
    Letterhead,
    VerifyMark,
    address_lines,
    addressee_of,
    legal_line_of,
)
from b2b_portal.lib.printing import STYLES, write_page
from invoices.einvoice.document import InvoiceDocument
from invoices.einvoice.facturx_pdf import render_facturx
from invoices.einvoice.xml import write_xml


@dataclass(frozen=True, kw_only=True)
class PrintedInvoice:
    """The Factur-X file and the XML inside it."""

    pdf: bytes
    xml: bytes


def invoice_title(document: InvoiceDocument) -> str:
    """The title of the file, in the document's language."""
    with override(document.language):
        return _("Invoice %(number)s") % {"number": document.number}


def print_invoice(*, document: InvoiceDocument, verify: VerifyMark, at: datetime) -> PrintedInvoice:
    """Return the file of an invoice; the same value gives the same bytes."""
    xml = write_xml(document=document)
    title = invoice_title(document)
    pdf = render_facturx(
        document=document,
        html=write_page(
            template="invoice.html",
            language=document.language,
            context=_context(document) | {"title": title, "verify": verify},
        ),
        xml=xml,
        title=title,
        stylesheets=STYLES,
        at=at,
    )
    return PrintedInvoice(pdf=pdf, xml=xml)


def _context(document: InvoiceDocument) -> dict[str, object]:
    seller = document.seller
    with override(document.language):
        letterhead = Letterhead(
            name=seller.name,
            address=address_lines(
                address_line=seller.address_line, postcode=seller.postcode, city=seller.city, country=seller.country
            ),
            email=seller.email,
            legal_line=legal_line_of(seller, currency=document.currency),
        )
        return {
            "document": document,
            "letterhead": letterhead,
            "addressee": _addressee(document),
            "iban": iban.format(seller.iban).replace(" ", "\u00a0"),
            "place": _place(document),
            "has_discount": any(line.discount_amount for line in document.lines),
            "vat_groups": [
                {"rate": share.rate, "net": share.taxable_amount, "vat": share.vat_amount}
                for share in document.vat_shares
            ],
        }


def _addressee(document: InvoiceDocument) -> Addressee:
    return addressee_of(document.buyer)


def _place(document: InvoiceDocument) -> str:
    place = document.delivery_place
    if place is None:
        return ""
    lines = address_lines(
        address_line=place.address_line, postcode=place.postcode, city=place.city, country=place.country
    )
    return ", ".join((place.name, *lines))

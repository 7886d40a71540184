"""The EN 16931 XML of an invoice (UN/CEFACT CII, Factur-X profile EN 16931): the only door to factur-x.

Its dictionary changed shape three times in 2026, so it is pinned and spoken to here alone; amounts go in as strings.
"""

import re
from decimal import Decimal
from typing import Any

from facturx import generate_cii_xml

from invoices.einvoice.document import InvoiceDocument
from invoices.einvoice.lines import InvoiceLine, VatShare
from invoices.einvoice.parties import Buyer, ElectronicAddress, Party, Seller

SIREN = "0002"  # ISO 6523
SIRET = "0009"
PIECE = "C62"  # UN/ECE recommendation 20
SEPA_TRANSFER = "58"  # UNTDID 4461
DISCOUNT = "95"  # UNTDID 5189

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xml(*, document: InvoiceDocument) -> bytes:
    """Return the XML, checked against the XSD of the profile; the schematrons run in the tests.

    Raises: what factur-x raises for an invalid file, which `InvoiceDocument` should have refused.
    """
    return bytes(generate_cii_xml(_terms(document), level="en16931", check_xsd=True, check_schematron=None))


def _terms(document: InvoiceDocument) -> dict[str, Any]:
    terms: dict[str, Any] = {
        "BT-1": document.number,
        "BT-2": document.issued_on,
        "BT-3": document.type_code,
        "BT-5": document.currency,
        "BT-9": document.due_on,
        "BT-10": document.buyer.service_code,
        "BT-12": document.contract_reference,
        "BT-13": document.purchase_order,
        "BT-14": document.order_reference,
        "BT-20": document.payment_terms,
        "BT-23": document.operation_category,
        "BG-1": _notes(document),
        "BG-4": _seller(document.seller),
        "BG-7": _buyer(document.buyer),
        "BG-25": [_line(line, document) for line in document.lines],
    }
    terms |= _delivery(document) | _payment(document) | _totals(document)
    return _legal({name: value for name, value in terms.items() if value not in ("", None)})


def _legal(terms: dict[str, Any]) -> dict[str, Any]:
    """Take out of every text the characters that XML 1.0 cannot hold."""
    return {name: _legal_value(value) for name, value in terms.items()}


def _legal_value(value: Any) -> Any:
    if isinstance(value, str):
        return _ILLEGAL.sub("", value)
    if isinstance(value, dict):
        return _legal(value)
    return [_legal_value(part) for part in value] if isinstance(value, list) else value


def _amount(value: Decimal) -> str:
    return f"{value:f}"


def _rate(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _notes(document: InvoiceDocument) -> list[dict[str, str]]:
    notes = [
        {"BT-21": "PMT", "BT-22": document.notes.recovery_indemnity},
        {"BT-21": "PMD", "BT-22": document.notes.late_penalty},
        {"BT-21": "AAB", "BT-22": document.notes.early_discount},
    ]
    if document.buyer.is_domestic_business:
        notes.append({"BT-21": "BAR", "BT-22": "B2B"})
    return notes


def _party(party: Party, electronic: ElectronicAddress | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": party.name,
        "addr_l1": party.address_line,
        "postcode": party.postcode,
        "city": party.city,
        "country_code": party.country,
        "vat_identifier": party.vat_number,
    }
    if party.country == "FR" and party.company_number:
        values |= {"legal_identifier": party.company_number, "legal_identifier_schemeid": SIREN}
    if party.siret:
        values["identifiers"] = {SIRET: party.siret}
    if electronic:
        values |= {"einvoicing_addr": electronic.address, "einvoicing_addr_schemeid": electronic.scheme}
    return {name: value for name, value in values.items() if value}


def _seller(seller: Seller) -> dict[str, Any]:
    legal = f"{seller.legal_form}, capital {_amount(seller.capital_amount)} EUR, RCS {seller.rcs_city}"
    contact = {"name": seller.name, "email": seller.email}
    return _party(seller, seller.electronic_address) | {"legal_info": legal, "contacts": [contact]}


def _buyer(buyer: Buyer) -> dict[str, Any]:
    return _party(buyer, buyer.electronic_address)


def _line(line: InvoiceLine, document: InvoiceDocument) -> dict[str, Any]:
    values: dict[str, Any] = {
        "BT-126": str(line.position),
        "BT-129": str(line.quantity),
        "BT-130": PIECE,
        "BT-131": _amount(line.net_amount),
        "BT-146": _amount(line.unit_price),
        "BT-151": line.vat_category,
        "BT-152": _rate(line.vat_rate),
        "BT-153": line.name,
        "BT-154": line.description,
        "BT-155": line.sku,
    }
    if line.discount_amount:
        values["BG-27"] = [_discount(line, document)]
    return {name: value for name, value in values.items() if value}


def _discount(line: InvoiceLine, document: InvoiceDocument) -> dict[str, str]:
    return {
        "amount": _amount(line.discount_amount),
        "base_amount": _amount(line.gross_of_discount(currency=document.currency)),
        "rate": _rate(line.discount_percent),
        "reason_code": DISCOUNT,
    }


def _delivery(document: InvoiceDocument) -> dict[str, Any]:
    """Where and when; the place is always said, because factur-x writes an empty group as an invalid one."""
    place = document.delivery_place or document.buyer
    address = {
        "name": place.name,
        "addr_l1": place.address_line,
        "postcode": place.postcode,
        "city": place.city,
        "country_code": place.country,
    }
    return {"BT-72": document.delivered_on, "BG-13": {name: value for name, value in address.items() if value}}


def _payment(document: InvoiceDocument) -> dict[str, str]:
    seller = document.seller
    return {
        "BT-81": SEPA_TRANSFER,
        "BT-83": document.number,  # what the customer writes on the transfer
        "BT-84": seller.iban,
        "BT-85": seller.name,
        "BT-86": seller.bic,
    }


def _totals(document: InvoiceDocument) -> dict[str, Any]:
    return {
        "BG-23": [_vat_share(share) for share in document.vat_shares],
        "BT-106": _amount(document.net_amount),
        "BT-109": _amount(document.net_amount),
        "BT-110": _amount(document.vat_amount),
        "BT-112": _amount(document.gross_amount),
        "BT-115": _amount(document.gross_amount),
    }


def _vat_share(share: VatShare) -> dict[str, str]:
    return {
        "BT-116": _amount(share.taxable_amount),
        "BT-117": _amount(share.vat_amount),
        "BT-118": share.category,
        "BT-119": _rate(share.rate),
    }

"""An invoice as one frozen value that cannot be wrong: its sums are checked when it is made.

Names in brackets are the business terms of EN 16931.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from b2b_portal.lib.money import Money, total
from invoices.einvoice.lines import InvoiceLine, VatShare, share_vat
from invoices.einvoice.parties import Buyer, DeliveryPlace, Seller

COMMERCIAL_INVOICE = "380"
SALE_OF_GOODS = "B1"  # the operation category of décret 2022-1299: livraison de biens, not yet paid

_NUMBER = re.compile(r"[A-Za-z0-9+\-_/]{1,35}", re.ASCII)  # BR-FR-01, BR-FR-02


class InvalidInvoice(ValueError):
    """The invoice contradicts itself or a rule; the message names the rule."""


@dataclass(frozen=True, kw_only=True)
class LegalNotes:
    """What French law wants on every invoice between businesses (C. com. L441-9, D441-5; BR-FR-05)."""

    recovery_indemnity: str  # PMT
    late_penalty: str  # PMD
    early_discount: str  # AAB

    def __post_init__(self) -> None:
        if not (self.recovery_indemnity and self.late_penalty and self.early_discount):
            raise InvalidInvoice("the three notes on payment are mandatory (BR-FR-05)")


@dataclass(frozen=True, kw_only=True)
class InvoiceDocument:
    """Everything an invoice says, in primitives; PDF and XML are made from this and nothing else."""

    number: str
    issued_on: date
    due_on: date
    delivered_on: date | None
    currency: str
    language: str
    seller: Seller
    buyer: Buyer
    delivery_place: DeliveryPlace | None = None
    order_reference: str  # ours (BT-14)
    quote_reference: str = ""
    purchase_order: str = ""  # the customer's (BT-13), a public body's numéro d'engagement
    contract_reference: str = ""  # a public body's marché (BT-12)
    lines: tuple[InvoiceLine, ...]
    vat_shares: tuple[VatShare, ...]
    net_amount: Decimal
    vat_amount: Decimal
    gross_amount: Decimal
    payment_terms: str
    notes: LegalNotes
    type_code: str = COMMERCIAL_INVOICE
    operation_category: str = SALE_OF_GOODS

    def __post_init__(self) -> None:
        self._check_identity()
        self._check_dates()
        self._check_amounts()

    def _check_identity(self) -> None:
        if not _NUMBER.fullmatch(self.number):
            raise InvalidInvoice(f"a number has at most 35 letters, digits or + - _ / (BR-FR-02), not {self.number!r}")
        if self.currency != "EUR":
            raise InvalidInvoice("another currency needs the VAT in EUR beside it (BR-FR-CO-12): not written yet")
        if self.type_code != COMMERCIAL_INVOICE:
            raise InvalidInvoice(f"type {self.type_code} needs more fields than this document has")

    def _check_dates(self) -> None:
        for day in (self.issued_on, self.due_on, self.delivered_on):
            if day and not 2000 <= day.year <= 2099:
                raise InvalidInvoice(f"{day} is outside 2000 to 2099 (BR-FR-03)")
        if self.due_on < self.issued_on:
            raise InvalidInvoice("an invoice is due on its date of issue or later (BR-FR-CO-07)")

    def _check_amounts(self) -> None:
        if not self.lines or [line.position for line in self.lines] != list(range(1, len(self.lines) + 1)):
            raise InvalidInvoice("an invoice has lines, numbered from 1 (BR-16)")
        for line in self.lines:
            line.check_net(currency=self.currency)
        expected = [
            (share.category, share.rate, share.taxable_amount, share.vat_amount) for share in self._expected_vat()
        ]
        found = [(share.category, share.rate, share.taxable_amount, share.vat_amount) for share in self.vat_shares]
        if found != expected:
            raise InvalidInvoice("the VAT shares are not those of the lines (BR-CO-17)")
        if self.net_amount != self._sum(line.net_amount for line in self.lines):
            raise InvalidInvoice("the net amount is not the sum of the lines (BR-CO-10)")
        if self.vat_amount != self._sum(share.vat_amount for share in self.vat_shares):
            raise InvalidInvoice("the VAT is not the sum of its shares (BR-CO-14)")
        if self.gross_amount != self.net_amount + self.vat_amount:
            raise InvalidInvoice("net and VAT do not make the gross amount (BR-CO-15)")

    def _expected_vat(self) -> tuple[VatShare, ...]:
        return share_vat(self.lines, currency=self.currency)

    def _sum(self, amounts: Iterable[Decimal]) -> Decimal:
        return total((Money(amount, self.currency) for amount in amounts), currency=self.currency).amount

    @property
    def missing_mentions(self) -> tuple[str, ...]:
        """Names of the mentions that the law wants and the records do not have (décret 2022-1299, 242 nonies A)."""
        buyer = self.buyer
        wanted = {
            "buyer.address": buyer.address_line and buyer.postcode and buyer.city,
            "buyer.siren": buyer.company_number or buyer.country != "FR",
            "buyer.vat_number": buyer.vat_number or not buyer.is_taxable,
            "buyer.electronic_address": buyer.electronic_address,
        }
        return tuple(name for name, value in wanted.items() if not value)


def draw_up_invoice(*, lines: Sequence[InvoiceLine], currency: str, **facts: Any) -> InvoiceDocument:
    """Return the invoice over `lines` with its VAT and totals; `facts` are the other fields.

    Raises: InvalidInvoice, InvalidLine.
    """
    shares = share_vat(lines, currency=currency)
    net = total((Money(line.net_amount, currency) for line in lines), currency=currency)
    vat = total((Money(share.vat_amount, currency) for share in shares), currency=currency)
    return InvoiceDocument(
        lines=tuple(lines),
        vat_shares=shares,
        currency=currency,
        net_amount=net.amount,
        vat_amount=vat.amount,
        gross_amount=(net + vat).amount,
        **facts,
    )

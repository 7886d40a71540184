"""What a quote, an order confirmation and a buy-back offer say on paper: frozen values, and their PDFs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, Letterhead, VerifyMark
from b2b_portal.lib.money import Money, total
from b2b_portal.lib.printing import print_document
from quotes.totals import VatGroup


class InvalidDocument(ValueError):
    """The amounts of a document contradict each other."""


@dataclass(frozen=True, kw_only=True)
class QuoteLine:
    """Devices we sell; amounts are without VAT, `vat_rate` in per cent, `lead_days` until it leaves our partner."""

    position: int
    name: str
    description: str = ""
    sku: str = ""
    grade: str = ""
    warranty_months: int | None = None
    lead_days: int | None = None
    quantity: int
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)
    net_amount: Decimal
    vat_rate: Decimal


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to ask: the account manager."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Sale:
    """What a quote and an order confirmation share; the lines, VAT and totals agree or it cannot exist."""

    reference: str
    language: str
    currency: str
    issued_at: datetime
    letterhead: Letterhead
    customer: Addressee
    contact: Contact
    lines: tuple[QuoteLine, ...]
    vat_groups: tuple[VatGroup, ...]
    net_amount: Decimal
    vat_amount: Decimal
    gross_amount: Decimal
    payment_terms: str
    delivery_terms: str = ""
    conditions: tuple[str, ...] = ()
    verify: VerifyMark

    def __post_init__(self) -> None:
        if self.net_amount != _sum((line.net_amount for line in self.lines), self.currency):
            raise InvalidDocument("the lines do not add up to the net amount")
        if self.net_amount != _sum((group.net for group in self.vat_groups), self.currency):
            raise InvalidDocument("the taxable amounts do not add up to the net amount")
        if self.vat_amount != _sum((group.vat for group in self.vat_groups), self.currency):
            raise InvalidDocument("the VAT is not the sum of its rates")
        if self.gross_amount != self.net_amount + self.vat_amount:
            raise InvalidDocument("net and VAT do not make the gross amount")

    @property
    def quantity(self) -> int:
        """How many devices."""
        return sum(line.quantity for line in self.lines)

    @property
    def has_discount(self) -> bool:
        """Whether a line is reduced."""
        return any(line.discount_percent for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class QuoteDocument(Sale):
    """A quote as it was sent."""

    version: int
    valid_until: date
    introduction: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderConfirmationDocument(Sale):
    """An accepted quote with who accepted it, when, and the customer's order number."""

    quote_reference: str
    quote_version: int
    accepted_by: str
    accepted_at: datetime
    purchase_order: str
    delivery_address: tuple[str, ...] = ()

    @property
    def delivery_place(self) -> str:
        """The delivery address on one line."""
        return ", ".join(self.delivery_address)


@dataclass(frozen=True, kw_only=True)
class OfferStep:
    """One step of "how we got this price", as a sentence; amounts may be finer than a cent, too fine to be told."""

    label: str
    amount: Decimal
    running: Decimal
    is_told: bool = True


@dataclass(frozen=True, kw_only=True)
class OfferedDevice:
    """One device of a line, by the identifiers its owner knows."""

    serial: str
    asset_tag: str = ""

    @property
    def label(self) -> str:
        """The serial with the owner's own label beside it."""
        return " / ".join(identifier for identifier in (self.serial, self.asset_tag) if identifier)


@dataclass(frozen=True, kw_only=True)
class OfferLine:
    """Devices with the same price for the same reasons; `doubts` say why the price does not bind yet."""

    position: int
    name: str
    condition: str
    decision: str = ""
    devices: tuple[OfferedDevice, ...]
    unit_price: Decimal
    high_price: Decimal | None = None
    net_amount: Decimal
    withheld_amount: Decimal = Decimal(0)
    steps: tuple[OfferStep, ...]
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.net_amount != self.unit_price * len(self.devices):
            raise InvalidDocument(f"line {self.position}: the net amount is not price times devices")
        if self.steps and self.steps[-1].running != self.unit_price:
            raise InvalidDocument(f"line {self.position}: the steps do not lead to the price")
        if self.high_price is not None and self.high_price < self.unit_price:
            raise InvalidDocument(f"line {self.position}: a range ends below the price it begins with")

    @property
    def quantity(self) -> int:
        """How many devices."""
        return len(self.devices)

    @property
    def has_range(self) -> bool:
        """Whether an answer may raise the price."""
        return self.highest_price > self.unit_price

    @property
    def highest_price(self) -> Decimal:
        """What each may be worth once every question is answered."""
        return self.unit_price if self.high_price is None else self.high_price


@dataclass(frozen=True, kw_only=True)
class OfferDocument:
    """A buy-back offer as it was made; an indicative one has no date of validity, nor has a firm one."""

    reference: str
    version: int
    language: str
    currency: str
    issued_at: datetime
    valid_until: date | None
    is_firm: bool = False
    letterhead: Letterhead
    customer: Addressee
    contact: Contact
    price_book: str
    lines: tuple[OfferLine, ...]
    net_amount: Decimal
    vat_note: str = ""
    conditions: tuple[str, ...] = ()
    verify: VerifyMark

    def __post_init__(self) -> None:
        if self.net_amount != _sum((line.net_amount for line in self.lines), self.currency):
            raise InvalidDocument("the lines do not add up to the offer")

    @property
    def high_amount(self) -> Decimal:
        """What the offer may become once every question is answered."""
        return _sum((line.highest_price * line.quantity for line in self.lines), self.currency)

    @property
    def has_range(self) -> bool:
        """Whether an answer may raise the offer."""
        return self.high_amount > self.net_amount

    @property
    def is_indicative(self) -> bool:
        """Whether the prices do not bind yet."""
        return self.valid_until is None and not self.is_firm

    @property
    def quantity(self) -> int:
        """How many devices the offer is for."""
        return sum(line.quantity for line in self.lines)


def _sum(amounts: Iterable[Decimal], currency: str) -> Decimal:
    return total((Money(amount, currency) for amount in amounts), currency=currency).amount


def quote_title(document: QuoteDocument) -> str:
    """The title of the file, in the document's language."""
    with override(document.language):
        return _("Quote %(reference)s, version %(version)s") % {
            "reference": document.reference,
            "version": document.version,
        }


def offer_title(document: OfferDocument) -> str:
    """The title of the file, in the document's language."""
    with override(document.language):
        if document.version == 1:
            return _("Buy-back offer %(reference)s") % {"reference": document.reference}
        return _("Buy-back offer %(reference)s, version %(version)s") % {
            "reference": document.reference,
            "version": document.version,
        }


def order_confirmation_title(document: OrderConfirmationDocument) -> str:
    """The title of the file, in the document's language."""
    with override(document.language):
        return _("Order confirmation %(reference)s") % {"reference": document.reference}


def render_quote_pdf(document: QuoteDocument) -> bytes:
    """Return the PDF of a quote; the same value gives the same bytes."""
    return _print("quote.html", quote_title(document), document)


def render_order_confirmation_pdf(document: OrderConfirmationDocument) -> bytes:
    """Return the PDF of an order confirmation; the same value gives the same bytes."""
    return _print("order_confirmation.html", order_confirmation_title(document), document)


def render_offer_pdf(document: OfferDocument) -> bytes:
    """Return the PDF of a buy-back offer; the same value gives the same bytes."""
    return _print("offer.html", offer_title(document), document)


def _print(template: str, title: str, document: QuoteDocument | OrderConfirmationDocument | OfferDocument) -> bytes:
    return print_document(
        template=template,
        title=title,
        language=document.language,
        author=document.letterhead.name,
        at=document.issued_at,
        context={
            "document": document,
            "title": title,
            "letterhead": document.letterhead,
            "verify": document.verify,
        },
    )

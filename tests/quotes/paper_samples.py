"""Invented quotes, order confirmations and offers as document values."""

from datetime import UTC, date, datetime
from decimal import Decimal

from b2b_portal.lib.letterhead import Addressee, Letterhead, VerifyMark
from quotes.documents import (
    Contact,
    OfferDocument,
    OfferedDevice,
    OfferLine,
    OfferStep,
    OrderConfirmationDocument,
    QuoteDocument,
    QuoteLine,
)
from quotes.totals import line_net, totals_of

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LETTERHEAD = Letterhead(
    name="Renew Reprise SAS (fictitious)",
    address=("1 rue de l’Exemple", "75000 Paris"),
    email="hello@renew.example",
    legal_line="Renew Reprise SAS (fictitious) · SAS · RCS Paris 999 000 003",
)
SCHOOL = Addressee(
    name="Lycée Rosa-Parks (fictitious)",
    address=("3 place de l’Exemple", "44000 Nantes"),
    identifiers=(("SIRET", "999 000 029 00010"),),
)
CONTACT = Contact(name="Sam Martin", email="sam@renew.example")
VERIFY = VerifyMark(code="A7KC-39WX-HJ4M-QRTY", address="https://renew.example/verify/A7KC-39WX-HJ4M-QRTY")


def quote_line(position: int = 1, **changes) -> QuoteLine:
    values = {
        "position": position,
        "name": "Apple MacBook Air 13″ M1, 8 GB, 256 GB",
        "grade": "A",
        "warranty_months": 24,
        "lead_days": 5,
        "sku": "MBA-M1-256-A",
        "quantity": 3,
        "unit_price": Decimal("479.50"),
        "discount_percent": Decimal(0),
        "vat_rate": Decimal("20.00"),
    } | changes
    net = line_net(
        quantity=values["quantity"],
        unit_price=values["unit_price"],
        discount_percent=values["discount_percent"],
        currency="EUR",
    )
    return QuoteLine(net_amount=net, **values)


def _sale(lines) -> dict:
    sums = totals_of([(line.net_amount, line.vat_rate) for line in lines], currency="EUR")
    return {
        "currency": "EUR",
        "issued_at": AT,
        "letterhead": LETTERHEAD,
        "customer": SCHOOL,
        "contact": CONTACT,
        "lines": tuple(lines),
        "vat_groups": sums.groups,
        "net_amount": sums.net,
        "vat_amount": sums.vat,
        "gross_amount": sums.gross,
        "payment_terms": "30 days from the date of issue",
        "delivery_terms": "Within 10 working days, delivered free",
        "verify": VERIFY,
    }


def sample_quote(*, lines=None, language: str = "en", **changes) -> QuoteDocument:
    values = _sale(lines or [quote_line()]) | {
        "reference": "Q-26-AC7K",
        "version": 2,
        "language": language,
        "valid_until": date(2026, 12, 23),
        "introduction": "Dear Dora,\n\nas discussed, thirty laptops for the science rooms.",
        "conditions": ("Every device is tested, erased and cleaned, and has 24 months of warranty.",),
    }
    return QuoteDocument(**(values | changes))


def sample_confirmation(*, lines=None, language: str = "en", **changes) -> OrderConfirmationDocument:
    values = _sale(lines or [quote_line()]) | {
        "reference": "O-26-AC7K",
        "language": language,
        "quote_reference": "Q-26-AC7K",
        "quote_version": 2,
        "accepted_by": "Dora Leroy",
        "accepted_at": AT,
        "purchase_order": "ENG-2026-118",
        "delivery_address": ("Lycée Rosa-Parks (fictitious)", "3 place de l’Exemple", "44000 Nantes"),
    }
    return OrderConfirmationDocument(**(values | changes))


STEPS = (
    OfferStep(label="Price of this model with 256 GB", amount=Decimal("400.00"), running=Decimal("400.00")),
    OfferStep(label="Grade B, works: 85% of the price", amount=Decimal("-60.00"), running=Decimal("340.00")),
    OfferStep(label="Battery at 78%, below 80%: replacement", amount=Decimal("-45.00"), running=Decimal("295.00")),
    OfferStep(label="Collection, tests and data erasure", amount=Decimal("-8.00"), running=Decimal("287.00")),
)


def offer_line(position: int = 1, *, count: int = 4, **changes) -> OfferLine:
    devices = tuple(OfferedDevice(serial=f"C02ZK1{position:02d}{place:04d}") for place in range(1, count + 1))
    values = {
        "position": position,
        "name": "Apple MacBook Air 13″ M1, 256 GB",
        "condition": "Grade B · works · battery 78 %",
        "devices": devices,
        "unit_price": Decimal("287.00"),
        "net_amount": Decimal("287.00") * count,
        "steps": STEPS,
    }
    return OfferLine(**(values | changes))


def sample_offer(*, lines=None, language: str = "en", **changes) -> OfferDocument:
    lines = tuple(lines or [offer_line()])
    values = {
        "reference": "B-26-H4RT",
        "version": 1,
        "language": language,
        "currency": "EUR",
        "issued_at": AT,
        "valid_until": date(2026, 12, 23),
        "letterhead": LETTERHEAD,
        "customer": SCHOOL,
        "contact": CONTACT,
        "price_book": "2026-11",
        "lines": lines,
        "net_amount": sum((line.net_amount for line in lines), Decimal(0)),
        "conditions": (
            "Prices hold for devices as described; what we find to be different we price again with proof.",
        ),
        "verify": VERIFY,
    }
    return OfferDocument(**(values | changes))

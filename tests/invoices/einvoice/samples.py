"""Invented parties with identifiers valid in form, and invoices made of them."""

from datetime import date
from decimal import Decimal

from invoices.einvoice.document import InvoiceDocument, LegalNotes, draw_up_invoice
from invoices.einvoice.lines import InvoiceLine, bill_line
from invoices.einvoice.parties import Buyer, Seller

SELLER = Seller(
    name="Renew Reprise SAS (fictitious)",
    address_line="1 rue de l’Exemple",
    postcode="75000",
    city="Paris",
    country="FR",
    siren="999000003",
    siret="99900000300015",
    vat_number="FR42999000003",
    email="billing@renew.example",
    legal_form="SAS",
    capital_amount=Decimal("100000.00"),
    rcs_city="Paris",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
)
COMPANY = Buyer(
    name="Acme Industrie (fictitious)",
    address_line="12 avenue de la Fiction",
    postcode="69000",
    city="Lyon",
    country="FR",
    siren="999000011",
    siret="99900001100018",
    vat_number="FR66999000011",
)
SCHOOL = Buyer(
    name="Lycée Rosa-Parks (fictitious)",
    address_line="3 place de l’Exemple",
    postcode="44000",
    city="Nantes",
    country="FR",
    siren="999000029",
    siret="99900002900010",
    service_code="SERVICE-ACHATS",
    is_public_body=True,
    is_taxable=False,
)
NOTES = LegalNotes(
    recovery_indemnity="Indemnité forfaitaire pour frais de recouvrement : 40 €.",
    late_penalty="Pénalités de retard : taux BCE majoré de 10 points.",
    early_discount="Pas d’escompte pour paiement anticipé.",
)


def sample_line(position: int = 1, **changes) -> InvoiceLine:
    values = {
        "position": position,
        "name": "Apple MacBook Air 13″ M1, 8 GB, 256 GB",
        "description": "Reconditioned, grade A, 24 months of warranty",
        "sku": "MBA-M1-256-A",
        "quantity": 3,
        "unit_price": Decimal("479.50"),
        "vat_rate": Decimal("20"),
        "currency": "EUR",
    }
    return bill_line(**(values | changes))


def sample_invoice(**changes) -> InvoiceDocument:
    values = {
        "number": "FA-2026-000042",
        "issued_on": date(2026, 11, 23),
        "due_on": date(2026, 12, 23),
        "delivered_on": date(2026, 11, 20),
        "currency": "EUR",
        "language": "fr",
        "seller": SELLER,
        "buyer": COMPANY,
        "order_reference": "O-26-AC7K",
        "quote_reference": "Q-26-AC7K",
        "purchase_order": "PO 4711/2026",
        "lines": [sample_line()],
        "payment_terms": "30 jours nets",
        "notes": NOTES,
    }
    return draw_up_invoice(**(values | changes))

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from invoices.einvoice.document import draw_up_invoice
from invoices.einvoice.parties import Buyer, DeliveryPlace
from invoices.einvoice.xml import write_xml
from tests.invoices.einvoice.samples import COMPANY, SCHOOL, sample_invoice, sample_line
from tests.invoices.einvoice.schematron import EN16931, FR_CTC, broken_rules
from tests.invoices.einvoice.test_lines import lines

GOLDEN = Path(__file__).parents[2] / "golden" / "invoice.xml"
RAM = {"ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"}

MIXED = [
    sample_line(1, discount_percent=Decimal("7.5")),
    sample_line(2, quantity=7, unit_price=Decimal("0.3333"), vat_rate=Decimal("5.5")),
    sample_line(3, unit_price=Decimal("10"), vat_rate=Decimal("10")),
    sample_line(4, unit_price=Decimal("0"), vat_rate=Decimal("2.1")),
]
PLACE = DeliveryPlace(name="Site de Nantes", address_line="5 quai", postcode="44000", city="Nantes", country="FR")
INVOICES = {
    "company": sample_invoice(),
    "school": sample_invoice(buyer=SCHOOL, contract_reference="MARCHE-2026-7"),
    "rates_and_discounts": sample_invoice(lines=MIXED),
    "not_delivered_yet": sample_invoice(delivered_on=None),
    "delivered_elsewhere": sample_invoice(delivery_place=PLACE),
    "no_company_number": sample_invoice(buyer=Buyer(name="Globex", country="FR", email="charlie@globex.example")),
    "long_names": sample_invoice(lines=[sample_line(name="Écran " * 50)], buyer=replace(COMPANY, name="Ltd " * 75)),
    "sixty_lines": sample_invoice(lines=[sample_line(position) for position in range(1, 61)]),
}


def texts(xml, path):
    return [element.text for element in etree.fromstring(xml).iterfind(path, RAM)]


def test_it_works():
    xml = write_xml(document=sample_invoice())

    assert texts(xml, ".//ram:GrandTotalAmount") == ["1726.20"]


def test_xml_is_the_golden_one():
    assert write_xml(document=sample_invoice()).decode() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("rules", [EN16931, FR_CTC], ids=["en16931", "fr_ctc"])
@pytest.mark.parametrize("name", INVOICES)
def test_xml_breaks_no_official_rule(name, rules):
    xml = write_xml(document=INVOICES[name])

    assert broken_rules(rules=rules, xml=xml) == []


def test_schematron_finds_a_wrong_total():
    xml = write_xml(document=sample_invoice()).replace(
        b"<ram:GrandTotalAmount>1726.20", b"<ram:GrandTotalAmount>1726.21"
    )

    assert any("BR-CO-15" in rule for rule in broken_rules(rules=EN16931, xml=xml))


def test_french_schematron_finds_a_missing_note():
    xml = write_xml(document=sample_invoice()).replace(b"PMT", b"ABL")

    assert any("BR-FR-05" in rule for rule in broken_rules(rules=FR_CTC, xml=xml))


def test_customer_references_stand_in_their_own_terms():
    xml = write_xml(document=sample_invoice(buyer=SCHOOL))

    assert texts(xml, ".//ram:BuyerReference") == ["SERVICE-ACHATS"]
    assert texts(xml, ".//ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID") == ["PO 4711/2026"]
    assert texts(xml, ".//ram:SellerOrderReferencedDocument/ram:IssuerAssignedID") == ["O-26-AC7K"]


def test_characters_that_xml_cannot_hold_are_left_out():
    xml = write_xml(document=sample_invoice(purchase_order="PO\x0b4711\ufffe"))

    assert texts(xml, ".//ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID") == ["PO4711"]


def test_markup_in_a_name_stays_text():
    xml = write_xml(document=sample_invoice(lines=[sample_line(name="<b>&amp;</b>")]))

    assert texts(xml, ".//ram:SpecifiedTradeProduct/ram:Name") == ["<b>&amp;</b>"]


@settings(max_examples=25, deadline=None)
@given(lines())
def test_totals_of_any_invoice_can_be_recomputed_from_its_xml(drawn):
    facts = {name: value for name, value in vars(sample_invoice()).items() if name in FACTS}

    xml = write_xml(document=draw_up_invoice(lines=drawn, currency="EUR", **facts))

    nets = [Decimal(text) for text in texts(xml, ".//ram:LineTotalAmount")]
    *line_nets, total = nets
    taxes = [
        Decimal(text)
        for text in texts(xml, ".//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/ram:CalculatedAmount")
    ]
    (gross,) = texts(xml, ".//ram:GrandTotalAmount")
    assert sum(line_nets) == total
    assert total + sum(taxes) == Decimal(gross)


FACTS = {
    "number",
    "issued_on",
    "due_on",
    "delivered_on",
    "language",
    "seller",
    "buyer",
    "order_reference",
    "payment_terms",
    "notes",
}

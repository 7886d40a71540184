from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from b2b_portal.lib.snapshots import from_plain, to_plain
from invoices.einvoice.document import InvalidInvoice, InvoiceDocument, LegalNotes
from invoices.einvoice.parties import Buyer, InvalidParty
from tests.invoices.einvoice.samples import COMPANY, SCHOOL, SELLER, sample_invoice, sample_line


def test_it_works():
    document = sample_invoice()

    assert (document.net_amount, document.vat_amount, document.gross_amount) == (
        Decimal("1438.50"),
        Decimal("287.70"),
        Decimal("1726.20"),
    )


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"net_amount": Decimal("1438.51")}, "BR-CO-10"),
        ({"vat_amount": Decimal("287.71")}, "BR-CO-14"),
        ({"gross_amount": Decimal("1726.21")}, "BR-CO-15"),
        ({"vat_shares": ()}, "BR-CO-17"),
        ({"lines": ()}, "BR-16"),
        ({"lines": (sample_line(2),)}, "BR-16"),
        ({"number": "FA 2026 42"}, "BR-FR-02"),
        ({"number": "F" * 36}, "BR-FR-02"),
        ({"due_on": date(2026, 11, 22)}, "BR-FR-CO-07"),
        ({"issued_on": date(1999, 12, 31)}, "BR-FR-03"),
        ({"currency": "CHF"}, "BR-FR-CO-12"),
        ({"type_code": "381"}, "381"),
    ],
)
def test_invoice_that_breaks_a_rule_cannot_exist(changes, rule):
    with pytest.raises(InvalidInvoice, match=rule):
        replace(sample_invoice(), **changes)


def test_invoice_without_one_of_the_three_notes_cannot_exist():
    with pytest.raises(InvalidInvoice, match="BR-FR-05"):
        LegalNotes(recovery_indemnity="", late_penalty="x", early_discount="x")


def test_snapshot_read_back_is_the_same_invoice():
    document = sample_invoice(buyer=SCHOOL, delivered_on=None)

    assert from_plain(InvoiceDocument, to_plain(document)) == document


def test_snapshot_with_a_changed_amount_is_refused():
    plain = to_plain(sample_invoice())
    plain["lines"][0]["net_amount"] = "1.00"

    with pytest.raises(ValueError, match="line 1"):
        from_plain(InvoiceDocument, plain)


@pytest.mark.parametrize(
    "changes",
    [{"siren": "12"}, {"siret": "99900001100018", "siren": "999000029"}, {"country": "France"}, {"name": " "}],
)
def test_party_with_a_malformed_identifier_cannot_exist(changes):
    with pytest.raises(InvalidParty):
        replace(COMPANY, **changes)


def test_seller_without_iban_cannot_exist():
    with pytest.raises(InvalidParty, match="IBAN"):
        replace(SELLER, iban="")


@pytest.mark.parametrize(
    ("buyer", "address", "scheme"),
    [
        (COMPANY, "999000011", "0225"),
        (SCHOOL, "999000029_99900002900010", "0225"),
        (Buyer(name="x", country="DE", email="rechnung@kunde.example"), "rechnung@kunde.example", "EM"),
    ],
)
def test_electronic_address_is_the_directory_line_in_france_and_else_the_mail(buyer, address, scheme):
    assert (buyer.electronic_address.address, buyer.electronic_address.scheme) == (address, scheme)


def test_company_number_comes_from_the_siret_when_only_that_is_known():
    assert replace(COMPANY, siren="").company_number == "999000011"


def test_complete_invoice_misses_no_mention():
    assert sample_invoice().missing_mentions == ()
    assert sample_invoice(buyer=SCHOOL).missing_mentions == ()


def test_missing_mentions_are_named():
    bare = Buyer(name="Globex (fictitious)", country="FR")

    assert sample_invoice(buyer=bare).missing_mentions == (
        "buyer.address",
        "buyer.siren",
        "buyer.vat_number",
        "buyer.electronic_address",
    )

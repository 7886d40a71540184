import io
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from b2b_portal.lib.letterhead import VerifyMark
from invoices import actions
from invoices.actions import issue_invoice
from invoices.documents import print_invoice
from invoices.models import Invoice, InvoiceLine, PaymentStatus
from invoices.numbering import NumberOutOfTime
from invoices.papers import InvoiceDiffersFromOrder, NotADomesticSale
from quotes.papers import verify_mark
from records.documents import read_document
from records.events import events_of
from records.models import Document
from tenants.jobs import enqueue_job, run_job_here
from tenants.models import LegalEntity, NumberSeries, VerifyCode
from tests.invoices.einvoice.schematron import EN16931, FR_CTC, broken_rules
from tests.invoices.orders import DELIVERED_ON, delivered_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(in_acme, now):
    return delivered_order(at=now)


@pytest.fixture
def invoice(order, as_alice, now) -> Invoice:
    return issue_invoice(order=order, by=as_alice, at=now)


def xml_of(invoice: Invoice) -> bytes:
    content = read_document(Document.objects.about(invoice).get())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return bytes(pdf.attachments["factur-x.xml"].get_file().read_bytes())


def test_it_works(invoice):
    assert (invoice.net_amount, invoice.vat_amount, invoice.gross_amount) == (
        Decimal("1438.50"),
        Decimal("287.70"),
        Decimal("1726.20"),
    )
    assert invoice.number == f"FA-{invoice.issued_on.year}-000001"


def test_invoice_is_due_thirty_days_after_its_issue(invoice):
    assert invoice.due_on - invoice.issued_on == timedelta(days=30)


def test_order_has_one_invoice_however_often_it_is_asked_for(invoice, order, as_alice, now):
    again = issue_invoice(order=order, by=as_alice, at=now)

    assert again == invoice
    assert Document.objects.of_kind("invoice").count() == 1
    assert NumberSeries.objects.get().last_number == 1


def test_second_invoice_of_an_order_is_refused_by_the_database(invoice):
    with pytest.raises(IntegrityError, match="invoice_once_per_order"), transaction.atomic():
        Invoice.objects.create(
            order=invoice.order,
            legal_entity=invoice.legal_entity,
            currency="EUR",
            net_amount=1,
            vat_amount=0,
            gross_amount=1,
        )


def test_file_is_kept_with_its_code_and_hash(invoice):
    document = Document.objects.about(invoice).get()

    assert (document.kind, document.number, document.content_type) == ("invoice", invoice.number, "application/pdf")
    assert VerifyCode.objects.get(code=document.verify_code).sha256 == document.sha256
    assert read_document(document).startswith(b"%PDF-1.7")


def test_kept_bytes_can_be_printed_again_from_the_kept_content(invoice):
    stored = Document.objects.about(invoice).get()

    verify: VerifyMark = verify_mark(stored.verify_code)
    printed = print_invoice(document=invoice.document, verify=verify, at=invoice.issued_at)

    assert printed.pdf == read_document(stored)


@pytest.mark.parametrize("rules", [EN16931, FR_CTC], ids=["en16931", "fr_ctc"])
def test_xml_of_a_company_breaks_no_official_rule(invoice, rules):
    assert broken_rules(rules=rules, xml=xml_of(invoice)) == []


@pytest.mark.parametrize("rules", [EN16931, FR_CTC], ids=["en16931", "fr_ctc"])
def test_xml_of_a_school_breaks_no_official_rule(in_rosa_parks, as_dora, now, rules):
    order = delivered_order(at=now, delivery_line="Bâtiment B, 3 avenue des Tilleuls, 35000 Rennes")

    invoice = issue_invoice(order=order, by=as_dora, at=now)

    assert broken_rules(rules=rules, xml=xml_of(invoice)) == []
    assert invoice.document.buyer.is_public_body
    assert "R2192-31" in invoice.document.notes.late_penalty


def test_discount_of_the_order_is_billed(in_acme, as_alice, now):
    line = {"discount_percent": Decimal("7.50"), "net_amount": Decimal("1330.61")}

    invoice = issue_invoice(order=delivered_order(at=now, lines=[line]), by=as_alice, at=now)

    assert invoice.net_amount == Decimal("1330.61")
    assert invoice.lines.get().discount_amount == Decimal("107.89")


def test_order_whose_lines_do_not_add_up_is_not_billed(in_acme, as_alice, now):
    order = delivered_order(at=now, lines=[{"net_amount": Decimal("1438.51")}])

    with pytest.raises(InvoiceDiffersFromOrder):
        issue_invoice(order=order, by=as_alice, at=now)

    assert not NumberSeries.objects.exists()


def test_customer_in_another_country_is_not_billed(in_acme, order, as_alice, now):
    in_acme.country = "DE"

    with pytest.raises(NotADomesticSale):
        issue_invoice(order=order, by=as_alice, at=now)


def test_customer_without_a_company_number_is_billed_and_the_gap_is_written_down(in_acme, order, as_alice, now):
    in_acme.siren = in_acme.siret = in_acme.vat_number = in_acme.address_line = ""

    invoice = issue_invoice(order=order, by=as_alice, at=now)

    missing = events_of(invoice).get().data["missing_mentions"]
    assert missing == ["buyer.address", "buyer.siren", "buyer.vat_number"]
    assert broken_rules(rules=FR_CTC, xml=xml_of(invoice)) == []


def test_later_change_of_a_party_changes_no_invoice(invoice, in_acme):
    LegalEntity.objects.filter(pk=invoice.legal_entity_id).update(name="Another name")
    in_acme.name = "Acme Holding"
    in_acme.save()

    document = Invoice.objects.get(pk=invoice.pk).document
    assert document.seller.name == "Renew Reprise SAS (fictitious)"
    assert document.buyer.name == "Acme Industrie (fictitious)"


def test_failure_while_printing_leaves_neither_invoice_nor_gap(order, as_alice, now, monkeypatch):
    def fail(**_values):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "print_invoice", fail)
        with pytest.raises(OSError, match="disk full"):
            issue_invoice(order=order, by=as_alice, at=now)

    assert not Invoice.objects.exists()
    assert issue_invoice(order=order, by=as_alice, at=now).number.endswith("-000001")


def test_issue_before_the_last_date_of_the_series_is_refused(invoice, as_alice, now):
    with pytest.raises(NumberOutOfTime):
        issue_invoice(order=delivered_order(at=now, reference="O-26-HJKM"), by=as_alice, at=now - timedelta(days=2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE invoices_invoice SET gross_amount = 1, net_amount = 1, vat_amount = 0",
        "UPDATE invoices_invoice SET state = 'draft', number = ''",
        "DELETE FROM invoices_invoice",
        "UPDATE invoices_invoiceline SET quantity = 1",
        "DELETE FROM invoices_invoiceline",
    ],
)
def test_issued_invoice_is_frozen_by_the_database(invoice, statement):
    with pytest.raises(ProgrammingError, match=r"frozen|Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Invoice.objects.get().gross_amount == Decimal("1726.20")


def test_issued_invoice_takes_no_further_line(invoice):
    line = invoice.lines.get()
    line.pk, line.position = None, 2

    with pytest.raises(ProgrammingError, match="frozen"), transaction.atomic():
        InvoiceLine.objects.bulk_create([line])


def test_payment_moves_beside_the_frozen_invoice(invoice):
    PaymentStatus.objects.filter(invoice=invoice).update(state="paid", paid_amount=invoice.gross_amount)

    assert Invoice.objects.get().payment.state == "paid"


def test_open_invoice_with_money_paid_is_refused_by_the_database(invoice):
    with pytest.raises(IntegrityError, match="payment_status_open_is_unpaid"), transaction.atomic():
        PaymentStatus.objects.filter(invoice=invoice).update(paid_amount=1)


def test_issue_is_an_event_with_the_hash_of_the_file(invoice):
    event = events_of(invoice).get()

    assert (event.verb, event.from_state, event.to_state, event.by_name) == (
        "invoice.issued",
        "draft",
        "issued",
        "Alice Martin",
    )
    assert event.data["sha256"] == Document.objects.about(invoice).get().sha256
    assert event.data["missing_mentions"] == []


def test_document_says_what_the_rows_say(invoice):
    document = invoice.document

    assert (document.number, document.issued_on, document.delivered_on) == (
        invoice.number,
        invoice.issued_on,
        DELIVERED_ON,
    )
    assert [(line.sku, line.quantity) for line in document.lines] == [("MBA-M1-256-A", 3)]


def test_job_issues_the_invoice_of_its_order(order, in_acme, as_alice, now):
    job = enqueue_job(
        kind="invoices.issue_for_order",
        organisation_id=in_acme.pk,
        arguments={"order": str(order.pk)},
        by=as_alice,
        at=now,
    )

    run_job_here(job)

    assert (job.state, job.result["number"]) == ("done", Invoice.objects.get().number)


def test_job_without_a_selling_company_fails_with_a_sentence(order, in_acme, as_alice, now):
    LegalEntity.objects.update(is_active=False)
    job = enqueue_job(
        kind="invoices.issue_for_order",
        organisation_id=in_acme.pk,
        arguments={"order": str(order.pk)},
        by=as_alice,
        at=now,
    )

    run_job_here(job)

    assert (job.state, job.problem_code) == ("failed", "no_selling_company")
    assert "company" in job.problem

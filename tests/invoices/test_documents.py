import io
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from b2b_portal.lib.letterhead import VerifyMark
from b2b_portal.lib.pdf_fonts import FAMILIES
from invoices.documents import print_invoice
from tests.invoices.einvoice.samples import SCHOOL, SELLER, sample_invoice, sample_line

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
VERIFY = VerifyMark(code="A7KC-39WX-HJ4M-QRTY", address="https://renew.example/verify/A7KC-39WX-HJ4M-QRTY")
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
}
SIXTY = [sample_line(place, name="Écran de bureau, 24 pouces, Full HD " * 4) for place in range(1, 61)]


def printed(**changes):
    return print_invoice(document=sample_invoice(**changes), verify=VERIFY, at=AT)


@pytest.fixture(scope="module")
def invoice():
    return printed()


@pytest.fixture
def pdf(invoice):
    with pikepdf.open(io.BytesIO(invoice.pdf)) as document:
        yield document


def pages_of(content):
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def term(xml, path):
    return etree.fromstring(xml).findtext(path, namespaces=NAMES)


def test_it_works(invoice):
    assert "FA-2026-000042" in pages_of(invoice.pdf)[0]


def test_same_invoice_gives_the_same_bytes(invoice):
    assert printed().pdf == invoice.pdf


def test_same_invoice_in_another_process_gives_the_same_bytes(invoice):
    script = (
        "import django, sys; django.setup(); from tests.invoices.test_documents import printed;"
        "sys.stdout.buffer.write(printed().pdf)"
    )

    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "b2b_portal.settings"}
    again = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, env=environment).stdout

    assert again == invoice.pdf


def test_file_says_that_it_is_pdf_a_3b_and_factur_x_in_one_block(pdf):
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())

    (block,) = packet.iterfind(".//rdf:RDF", NAMES)
    claims = {name: value for item in block.iterfind("rdf:Description", NAMES) for name, value in item.attrib.items()}
    assert (claims[f"{{{NAMES['pdfaid']}}}part"], claims[f"{{{NAMES['pdfaid']}}}conformance"]) == ("3", "B")
    assert {name: block.findtext(f".//{{{FX}}}{name}") for name in ("DocumentType", "DocumentFileName", "Version")} == {
        "DocumentType": "INVOICE",
        "DocumentFileName": "factur-x.xml",
        "Version": "1.0",
    }
    assert block.findtext(f".//{{{FX}}}ConformanceLevel") == "EN 16931"


def test_every_property_of_our_own_is_declared(pdf):
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())

    declared = {element.text for element in packet.iterfind(".//pdfaProperty:name", NAMES)}
    used = {element.tag.removeprefix(f"{{{FX}}}") for element in packet.iter(f"{{{FX}}}*")}
    assert packet.findtext(".//pdfaSchema:namespaceURI", namespaces=NAMES) == FX
    assert declared == used


def test_xml_is_attached_once_as_the_data_of_the_invoice(pdf, invoice):
    (file,) = pdf.Root.AF

    assert str(file.AFRelationship) == "/Data"
    assert (str(file.UF), str(file.F)) == ("factur-x.xml", "factur-x.xml")
    assert str(file.EF.F.Subtype) == "/text/xml"
    assert file.EF.F.read_bytes() == invoice.xml
    assert list(pdf.attachments) == ["factur-x.xml"]


def test_colours_have_an_output_intent(pdf):
    (intent,) = pdf.Root.OutputIntents

    assert str(intent.S) == "/GTS_PDFA1"
    assert len(intent.DestOutputProfile.read_bytes()) > 1000


def test_nothing_that_pdf_a_forbids_is_in_the_file(pdf):
    forbidden_actions = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData"}
    dictionaries = [item for item in pdf.objects if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))]

    assert not pdf.is_encrypted
    assert not any(item.get("/Interpolate", False) for item in dictionaries)
    assert not forbidden_actions & {str(item.get("/S")) for item in dictionaries}
    assert "/ID" in pdf.trailer


def test_every_font_is_ours_embedded_and_has_every_glyph(pdf):
    fonts = [
        item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/CIDFontType2"
    ]

    assert fonts
    for font in fonts:
        descriptor = font.FontDescriptor
        assert str(descriptor.FontFamily) in FAMILIES
        widths = [place for place in font.W if not isinstance(place, pikepdf.Array)]
        assert 0 not in widths  # glyph 0 is .notdef
        assert len(TTFont(io.BytesIO(descriptor.FontFile2.read_bytes())).getGlyphOrder()) > max(widths)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_visible_invoice_says_what_the_xml_says(language):
    invoice = printed(language=language, buyer=SCHOOL)

    text = "".join(" ".join(pages_of(invoice.pdf)).split())
    settlement = ".//ram:SpecifiedTradeSettlementHeaderMonetarySummation/"
    for path in ("ram:TaxBasisTotalAmount", "ram:TaxTotalAmount", "ram:GrandTotalAmount"):
        amount = term(invoice.xml, settlement + path)
        assert written(amount, language) in text
    for path in (
        ".//ram:SellerTradeParty/ram:Name",
        ".//ram:BuyerTradeParty/ram:Name",
        ".//ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID",
        ".//ram:BuyerTradeParty/ram:GlobalID",
        ".//ram:IBANID",
        ".//ram:PaymentReference",
        ".//ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID",
        ".//ram:SpecifiedTradePaymentTerms/ram:Description",
    ):
        assert "".join(term(invoice.xml, path).split()) in text


def written(amount, language):
    whole, cents = amount.split(".")
    if language == "fr":
        return f"{whole},{cents}€"
    return f"€{int(whole):,}.{cents}"


def test_legal_mentions_are_printed(invoice):
    (text,) = pages_of(invoice.pdf)

    for note in (NOTE for NOTE in vars(sample_invoice().notes).values()):
        assert note in text
    assert "40 €" in text
    assert SELLER.legal_form in text
    assert VERIFY.code in text


def test_sixty_lines_repeat_the_header_and_number_every_page():
    pages = pages_of(printed(lines=SIXTY).pdf)

    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
        assert "FA-2026-000042" in text
    with_lines = [text for text in pages if "Écran de bureau" in text]
    assert all("Total excl. VAT" in text or "Total HT" in text for text in with_lines)


def test_totals_are_not_parted_from_one_another():
    pages = pages_of(printed(lines=SIXTY, language="en").pdf)

    (last,) = [text for text in pages if "Total incl. VAT" in text]
    assert "VAT 20 % on" in last


def test_layout_logs_no_complaint(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        printed()

    assert caplog.records == []


def test_customer_text_is_text_and_not_markup():
    invoice = printed(purchase_order="<img src='file:///etc/passwd'>", language="en")

    assert "<imgsrc='file:///etc/passwd'>" in "".join(pages_of(invoice.pdf)[0].split())


def test_letters_our_fonts_lack_are_printed_in_those_they_have():
    invoice = printed(lines=[sample_line(name="Принтер 打印机")])

    assert "Printer DaYinJi" in pages_of(invoice.pdf)[0]
    assert "Принтер 打印机" in invoice.xml.decode()

"""What a reader sees of each document, word for word.

After a wanted change: UPDATE_GOLDEN=1 python -m pytest tests/golden, then read the difference before it is committed.
"""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from impact.documents import render_impact_pdf
from invoices.documents import print_invoice
from quotes.documents import render_offer_pdf, render_order_confirmation_pdf, render_quote_pdf
from tests.impact.paper_samples import sample_report
from tests.invoices.einvoice.samples import sample_invoice
from tests.quotes.paper_samples import VERIFY, sample_confirmation, sample_offer, sample_quote

FOLDER = Path(__file__).parent
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DOCUMENTS = {
    "invoice": lambda: print_invoice(document=sample_invoice(language="en"), verify=VERIFY, at=AT).pdf,
    "quote": lambda: render_quote_pdf(sample_quote()),
    "order_confirmation": lambda: render_order_confirmation_pdf(sample_confirmation()),
    "offer": lambda: render_offer_pdf(sample_offer()),
    "impact_report": lambda: render_impact_pdf(sample_report()),
}


def visible_words(content: bytes) -> str:
    """One word a line: where a line breaks depends on the machine's Pango, which words there are does not."""
    pages = [page.extract_text().split() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    return "\n".join(word for page in pages for word in page) + "\n"


def test_it_works():
    assert "Invoice\n" in visible_words(DOCUMENTS["invoice"]())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_reads_as_the_golden_one(name):
    golden = FOLDER / f"{name}.txt"
    words = visible_words(DOCUMENTS[name]())
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(words, encoding="utf-8")

    assert words == golden.read_text(encoding="utf-8")

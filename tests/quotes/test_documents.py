import io
import logging
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pypdf
import pytest

from quotes.documents import (
    InvalidDocument,
    OfferLine,
    render_offer_pdf,
    render_order_confirmation_pdf,
    render_quote_pdf,
)
from quotes.totals import VatGroup
from tests.quotes.paper_samples import STEPS, offer_line, quote_line, sample_confirmation, sample_offer, sample_quote


def text_of(content):
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())


def page_count(content):
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def test_it_works():
    text = text_of(render_quote_pdf(sample_quote()))

    for expected in ("Q-26-AC7K", "Lycée Rosa-Parks", "MBA-M1-256-A", "€479.50", "€1,438.50", "€287.70", "€1,726.20"):
        assert expected in text


@pytest.mark.parametrize(
    ("render", "document"),
    [
        (render_quote_pdf, sample_quote(language="fr")),
        (render_order_confirmation_pdf, sample_confirmation(language="fr")),
        (render_offer_pdf, sample_offer(language="fr")),
    ],
    ids=["quote", "order_confirmation", "offer"],
)
def test_same_value_gives_the_same_accessible_file(render, document):
    first, second = render(document), render(document)

    assert first == second
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.MarkInfo.Marked)


@pytest.mark.parametrize(
    ("render", "document"),
    [
        (render_quote_pdf, sample_quote(lines=[quote_line(place, name="Écran " * 50) for place in range(1, 13)])),
        (render_order_confirmation_pdf, sample_confirmation()),
        (render_offer_pdf, sample_offer(lines=[offer_line(1, count=60), offer_line(2, name="Écran " * 50)])),
    ],
    ids=["quote", "order_confirmation", "offer"],
)
def test_layout_logs_no_complaint(caplog, render, document):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        render(document)

    assert caplog.records == []


@pytest.mark.parametrize(
    "changes",
    [
        {"net_amount": Decimal("1")},
        {"vat_amount": Decimal("1")},
        {"gross_amount": Decimal("1")},
        {"vat_groups": (VatGroup(Decimal(20), Decimal("1438.50"), Decimal("287.71")),)},
        {"vat_groups": (VatGroup(Decimal(20), Decimal("1438.49"), Decimal("287.70")),)},
    ],
)
def test_quote_whose_amounts_disagree_cannot_exist(changes):
    with pytest.raises(InvalidDocument):
        replace(sample_quote(), **changes)


def test_discount_has_a_column_only_where_there_is_one():
    reduced = sample_quote(lines=[quote_line(discount_percent=Decimal("7.5"))])

    assert "Discount" not in text_of(render_quote_pdf(sample_quote()))
    assert "7.5 %" in text_of(render_quote_pdf(reduced))


def test_confirmation_names_who_accepted_and_their_order_number():
    text = text_of(render_order_confirmation_pdf(sample_confirmation()))

    assert "Dora Leroy accepted this order on 23 Nov 2026, 10:30." in text
    assert "ENG-2026-118" in text
    assert "3 place de l’Exemple, 44000 Nantes" in text


def test_offer_prints_every_serial_and_every_step():
    document = sample_offer(lines=[offer_line(1, count=60)])

    text = text_of(render_offer_pdf(document))

    assert all(device.serial in text for device in document.lines[0].devices)
    assert all(step.label in text for step in STEPS)
    assert "€17,220.00" in text


def test_indicative_offer_says_that_it_does_not_bind():
    text = text_of(render_offer_pdf(sample_offer(valid_until=None)))

    assert "Indicative buy-back offer" in text
    assert "Not binding yet" in text


def test_offer_line_whose_steps_lead_elsewhere_cannot_exist():
    with pytest.raises(InvalidDocument, match="steps"):
        offer_line(unit_price=Decimal("286.00"), net_amount=Decimal("1144.00"))


def test_offer_line_whose_total_is_not_price_times_devices_cannot_exist():
    with pytest.raises(InvalidDocument, match="price times devices"):
        offer_line(net_amount=Decimal("1.00"))


def test_offer_line_whose_range_ends_below_its_price_cannot_exist():
    with pytest.raises(InvalidDocument, match="range"):
        offer_line(high_price=Decimal("286.99"))


def test_offer_with_a_range_prints_what_it_could_become():
    document = sample_offer(lines=[offer_line(high_price=Decimal("300.00")), offer_line(2)])

    text = text_of(render_offer_pdf(document))

    assert [words in text for words in ("up to €300.00", "Could become €2,348.00")] == [True, True]
    assert "Could become" not in text_of(render_offer_pdf(sample_offer()))


def test_offer_that_does_not_add_up_cannot_exist():
    with pytest.raises(InvalidDocument, match="add up"):
        sample_offer(net_amount=Decimal("1.00"))


def test_many_lines_fill_pages_that_repeat_the_header():
    content = render_offer_pdf(sample_offer(lines=[offer_line(place) for place in range(1, 15)]))

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 2
    assert all("Price each" in text for text in pages[:-1])
    assert all("B-26-H4RT" in text for text in pages)


def test_offer_line_has_as_many_devices_as_it_counts():
    line: OfferLine = offer_line(count=7)

    assert line.quantity == 7

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from catalogue.models import Category, StockOffer
from impact.models import ImpactReport
from impact.papers import uncounted_devices
from impact.reporting import NothingAssessable, report_order
from quotes.actions.orders import deliver_order, ship_order
from quotes.actions.quotes import LineInput, accept_quote, draft_quote, save_lines, send_quote
from records.documents import read_document
from records.models import Document
from tests.impact.test_documents import text_of

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)


def delivered_order(manager, buyer, now, *, attests=True, sku=None, offers=()):
    laptop = StockOffer.objects.available().filter(model__category="laptop").order_by("sku").first()
    quote = draft_quote(by=manager, at=now, today=TODAY)
    lines = [
        LineInput(
            sku=sku or stock.sku,
            description=stock.title_en,
            quantity=10,
            unit_cost=stock.unit_cost_amount,
            unit_price=stock.unit_price_amount,
        )
        for stock in offers or [laptop]
    ]
    save_lines(quote=quote, lines=lines, by=manager, at=now)
    send_quote(quote=quote, by=manager, at=now)
    order = accept_quote(
        quote=quote, po_number="PO-1", attests_new_alternative=attests, by=buyer, at=now, today=TODAY, ip=None
    )
    ship_order(order=order, tracking="", by=manager, at=now)
    deliver_order(order=order, delivered_on=TODAY, by=manager, at=now)
    return order


def test_it_works(in_rosa_parks, as_sam, as_dora, now):
    order = delivered_order(as_sam, as_dora, now)

    report = report_order(order=order, by=as_sam, at=now)

    assert report.quantity == 10
    assert report.avoided_low_kg < report.avoided_kg < report.avoided_high_kg
    assert Document.objects.about(report).get().kind == "impact_report"


def test_report_keeps_the_source_of_every_line(in_rosa_parks, as_sam, as_dora, now):
    report = report_order(order=delivered_order(as_sam, as_dora, now), by=as_sam, at=now)

    (line,) = report.lines

    assert line["source"]
    assert line["factor"].startswith(("model:", "new:"))
    assert line["tier"] in (1, 3)


def test_report_of_one_order_is_made_once(in_rosa_parks, as_sam, as_dora, now):
    order = delivered_order(as_sam, as_dora, now)
    report_order(order=order, by=as_sam, at=now)

    report_order(order=order, by=as_sam, at=now)

    assert ImpactReport.objects.count() == Document.objects.of_kind("impact_report").count() == 1


def test_without_the_buyers_statement_less_is_avoided(in_rosa_parks, as_sam, as_dora, now):
    attested = report_order(order=delivered_order(as_sam, as_dora, now), by=as_sam, at=now)

    unattested = report_order(order=delivered_order(as_sam, as_dora, now, attests=False), by=as_sam, at=now)

    assert unattested.avoided_kg < attested.avoided_kg
    assert unattested.lines[0]["displacement"] == 0.71


def test_order_without_devices_has_no_report(in_rosa_parks, as_sam, as_dora, now):
    order = delivered_order(as_sam, as_dora, now, sku="SERVICE-1")

    with pytest.raises(NothingAssessable):
        report_order(order=order, by=as_sam, at=now)


def test_final_report_refuses_to_change(in_rosa_parks, as_sam, as_dora, now):
    report = report_order(order=delivered_order(as_sam, as_dora, now), by=as_sam, at=now)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        ImpactReport.objects.filter(pk=report.pk).update(avoided_kg=0)


def test_device_without_a_published_figure_is_left_out_and_said(in_rosa_parks, as_sam, as_dora, now):
    projector = StockOffer.objects.get(sku="AR-EBW05-B")
    laptop = StockOffer.objects.available().filter(model__category="laptop").order_by("sku").first()
    order = delivered_order(as_sam, as_dora, now, offers=[laptop, projector])

    report = report_order(order=order, by=as_sam, at=now)

    assert report.quantity == 10
    assert uncounted_devices(report) == (f"10 × {projector.title_en}",)
    assert "10 × Epson EB-W05" in text_of(read_document(Document.objects.about(report).get()))


def test_kind_of_device_is_assessed_by_the_category_that_stands_for_it(in_rosa_parks, as_sam, as_dora, now):
    order = delivered_order(as_sam, as_dora, now)
    Category.objects.filter(slug="laptop").update(impact_category="chromebook")
    order.lines.update(model=None)

    report = report_order(order=order, by=as_sam, at=now)

    assert report.lines[0]["category"] == "chromebook"

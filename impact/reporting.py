"""The impact report of a delivered order: assessed by the method, frozen, printed."""

import zlib
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue.models import Category
from impact.documents import render_impact_pdf, report_title
from impact.method.displacement import Evidence
from impact.method.factors import load_factor_set
from impact.method.lines import AssessedLine, ReportLine
from impact.method.report import Assessment, assess
from impact.models import ImpactReport
from impact.papers import report_document
from impact.states import ReportState
from quotes.models import Order, OrderLine
from quotes.referencing import free_reference
from records.documents import current_organisation, new_verify_code, store_document
from records.events import record_event
from records.models import DocumentKind
from tenants.actor import Actor

FACTOR_SET = "2026-11"


class NothingAssessable(Exception):
    """No line of the order is a device that the factor set knows."""


def report_order(*, order: Order, by: Actor, at: datetime) -> ImpactReport:
    """Make the report of an order and keep its PDF; the same order has one report.

    Raises: NothingAssessable, when it holds no device that the factor set knows.
    """
    existing = ImpactReport.objects.filter(order=order).first()
    if existing:
        return existing
    lines = list(order.lines.in_order().select_related("model__maker"))
    assessment = _assess(order, lines)
    names = {str(line.pk): line.description for line in lines}
    with transaction.atomic():
        report = _write(order, assessment, names, by=by, at=at)
        _print(report, assessment, names, by=by, at=at)
    return report


def _assess(order: Order, lines: list[OrderLine]) -> Assessment:
    factors = load_factor_set(FACTOR_SET)
    stand_ins = dict(Category.objects.values_list("slug", "impact_category"))
    evidence = Evidence.ATTESTED if order.attests_new_alternative else Evidence.NONE
    known = [
        ReportLine(
            key=str(line.pk),
            category=stand_ins[line.category],
            quantity=line.quantity,
            model_slug=line.model_id,
            evidence=evidence,
        )
        for line in lines
        if stand_ins.get(line.category) in factors.categories
    ]
    if not known:
        raise NothingAssessable(order.reference)
    return assess(known, factors, seed=seed_of(order))


def seed_of(order: Order) -> int:
    """The seed of the simulation: of the order's reference, so that the report can be made again."""
    return zlib.crc32(order.reference.encode())


def _write(order: Order, assessment: Assessment, names: dict[str, str], *, by: Actor, at: datetime) -> ImpactReport:
    totals = assessment.totals
    delivered_on = order.delivered_on or timezone.localdate(at)
    report = ImpactReport.objects.create(
        reference=free_reference(ImpactReport, prefix="I", on=delivered_on),
        order=order,
        state=ReportState.FINAL,
        period_from_on=delivered_on,
        period_to_on=delivered_on,
        quantity=totals.quantity,
        avoided_kg=kilograms(totals.avoided_kg),
        avoided_low_kg=kilograms(min(totals.avoided_range.p5, totals.avoided_kg)),
        avoided_high_kg=kilograms(max(totals.avoided_range.p95, totals.avoided_kg)),
        avoided_per_year_kg=kilograms(totals.avoided_per_year_kg),
        refurbishing_kg=kilograms(totals.refurbishing_kg),
        factor_set=assessment.factor_set_version,
        factor_set_sha256=assessment.factor_set_sha256,
        engine_version=assessment.engine_version,
        seed=assessment.seed,
        lines=[line_to_json(line, names) for line in assessment.lines],
        issued_at=at,
        issued_by_id=by.id,
        issued_by_name=by.name,
    )
    record_event(subject=report, verb="impact_report.finalised", by=by, at=at, to_state=report.state)
    return report


def line_to_json(line: AssessedLine, names: dict[str, str]) -> dict[str, Any]:
    """A line as kept with the report; masses in kg CO2e as text."""
    facts = line.facts
    return {
        "name": names[facts.line.key],
        "category": facts.line.category,
        "quantity": line.quantity,
        "new_kg": str(kilograms(facts.new.spread.central)),
        "refurbishing_kg": str(kilograms(facts.refurbishing_kg)),
        "life_new_years": facts.life_new_years,
        "life_second_years": facts.life_second_years,
        "displacement": facts.displacement.share,
        "avoided_kg": str(kilograms(line.avoided_kg)),
        "avoided_low_kg": str(kilograms(line.avoided_range.p5)),
        "avoided_high_kg": str(kilograms(line.avoided_range.p95)),
        "factor": facts.new.id,
        "tier": facts.new.tier,
        "source": f"{facts.new.source.publisher}, {facts.new.source.title} ({facts.new.year})",
    }


def kilograms(value: float) -> Decimal:
    """Kilograms to the gram."""
    return Decimal(repr(value)).quantize(Decimal("0.001"), ROUND_HALF_UP)


def _print(report: ImpactReport, assessment: Assessment, names: dict[str, str], *, by: Actor, at: datetime) -> None:
    organisation = current_organisation()
    code = new_verify_code()
    paper = report_document(report, assessment, names, verify_code=code)
    store_document(
        kind=DocumentKind.IMPACT_REPORT,
        number=report.reference,
        title=report_title(paper),
        language=organisation.language,
        content=render_impact_pdf(paper),
        content_type="application/pdf",
        filename=f"{at:%Y-%m-%d}_{report.reference}_{organisation.slug}.pdf",
        subject=report,
        by=by,
        at=at,
        verify_code=code,
    )

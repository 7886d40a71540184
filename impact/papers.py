"""From an assessment to the value that is printed, in the customer's language."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import addressee_of, letterhead_of
from catalogue.models import Category
from impact import documents
from impact.method.factors import TIERS, Factor
from impact.method.lines import AssessedLine
from impact.method.report import Assessment
from impact.method.uncertainty import Range
from impact.models import ImpactReport
from quotes.papers import selling_company, verify_mark
from records.documents import current_organisation

_GRAM = Decimal("0.001")


def report_document(
    report: ImpactReport, assessment: Assessment, names: dict[str, str], *, verify_code: str
) -> documents.ImpactReportDocument:
    """The report with its lines, its register of factors, its method and its limits."""
    organisation = current_organisation()
    totals = assessment.totals
    with override(organisation.language):
        categories = {category.slug: category.name for category in Category.objects.order_by("slug")}
        return documents.ImpactReportDocument(
            reference=report.reference,
            language=organisation.language,
            issued_at=report.issued_at,
            period_from=report.period_from_on,
            period_to=report.period_to_on,
            letterhead=letterhead_of(selling_company()),
            customer=addressee_of(organisation),
            order_references=(report.order.reference,),
            avoided=_interval(totals.avoided_kg, totals.avoided_range),
            avoided_per_year_kg=_kg(totals.avoided_per_year_kg),
            gross_potential_kg=_kg(totals.gross_potential_kg),
            baseline_kg=_kg(totals.baseline_kg),
            refurbishing_kg=_kg(totals.refurbishing_kg),
            waste_avoided_kg=_kg(totals.waste_avoided_kg),
            displacement=_displacement(report.order.attests_new_alternative),
            tier_mix=tuple(
                documents.Share(label=tier_label(tier), share=_kg(share))
                for tier, share in assessment.tier_mix.items()
                if share
            ),
            drivers=tuple(
                documents.Share(label=driver.factor_id, share=_kg(driver.share))
                for driver in assessment.drivers[:5]
                if driver.share >= 0.01
            ),
            lines=tuple(
                _line(position, line, names, categories) for position, line in enumerate(assessment.lines, start=1)
            ),
            factors=tuple(_factor(factor) for factor in assessment.factors),
            method=method_text(),
            limits=limits_text(uncounted=uncounted_devices(report)),
            method_version=assessment.engine_version,
            factor_set=assessment.factor_set_version,
            factor_set_sha256=assessment.factor_set_sha256,
            seed=assessment.seed,
            draws=assessment.draws,
            verify=verify_mark(verify_code),
        )


def tier_label(tier: int) -> str:
    """How close a factor is to the very device, in words."""
    return (
        {
            1: _("figure for the exact model"),
            2: _("figure for the model family"),
            3: _("figure for the category"),
            4: _("extrapolated"),
        }[tier]
        if tier in TIERS
        else str(tier)
    )


def method_text() -> tuple[str, ...]:
    """How the figures are made, in sentences."""
    return (
        _(
            "Functional unit: owning and using the equipment for its second life. Baseline: a new device of the same"
            " category, of which only the share is counted that the second life covers (second life ÷ life when new)."
        ),
        _("Avoided = quantity × (d × N × share − R). N: emissions of a new device before use. R: of refurbishing."),
        _("d is the share of refurbished devices that really replace a new one; it applies to the baseline only."),
        _("Use and end of life are taken as equal in both cases. First-life manufacturing stays with the first owner."),
        _(
            "Each factor has a range; the total's range is simulated (log-normal, one draw per factor), so that the"
            " same uncertain figure is not counted as independent on every line."
        ),
    )


def uncounted_devices(report: ImpactReport) -> tuple[str, ...]:
    """The devices of the order that the report leaves out, as "3 × name": no published figure stands for their kind."""
    counted = {line["name"] for line in report.lines}
    lines = report.order.lines.in_order().exclude(model=None)
    return tuple(f"{line.quantity} × {line.description}" for line in lines if line.description not in counted)


def limits_text(*, uncounted: Iterable[str] = ()) -> tuple[str, ...]:
    """What the figures cannot say, and which devices they leave out."""
    devices = ", ".join(uncounted)
    left_out = (_("Not counted, for want of a published figure: %(devices)s.") % {"devices": devices},)
    return (
        *(left_out if devices else ()),
        _(
            "Avoided emissions are the difference to a situation that did not happen. They stand outside an inventory"
            " of scopes 1, 2 and 3 and are never added to it or subtracted from it."
        ),
        _("Category figures are medians of makers' sheets; a single model may lie far from them."),
        _("The effect of the sale on the seller's side is not part of this report."),
    )


def _displacement(attested: bool) -> str:
    if attested:
        return _("d = 1: the buyer has stated in writing that new devices were the alternative.")
    # xgettext:no-python-format
    return _("d = 0.71: no statement by the buyer; 1 less the rebound of 29 % found by Makov and Font Vivanco (2018).")


def _line(position: int, line: AssessedLine, names: dict[str, str], categories: dict[str, str]) -> documents.ImpactLine:
    facts = line.facts
    return documents.ImpactLine(
        position=position,
        name=names[facts.line.key],
        category=categories.get(facts.line.category, facts.line.category),
        quantity=line.quantity,
        new_kg=_kg(facts.new.spread.central),
        refurbished_kg=_kg(facts.refurbishing_kg),
        new_life_years=_kg(facts.life_new_years),
        second_life_years=_kg(facts.life_second_years),
        displacement=_kg(facts.displacement.share),
        avoided=_interval(line.avoided_kg, line.avoided_range),
        factor_id=facts.new.id,
        tier=facts.new.tier,
    )


def _factor(factor: Factor) -> documents.ImpactFactor:
    return documents.ImpactFactor(
        id=factor.id,
        label=factor.id,
        value=_kg(factor.spread.central),
        low=_kg(factor.spread.low),
        high=_kg(factor.spread.high),
        note=factor.note,
        source=f"{factor.source.publisher}: {factor.source.title}",
        year=factor.year,
        place=factor.where,
        licence=factor.source.licence,
        tier=factor.tier,
    )


def _interval(central: float, found: Range) -> documents.Interval:
    low, high = min(found.p5, central), max(found.p95, central)
    return documents.Interval(low=_kg(low), central=_kg(central), high=_kg(high))


def _kg(value: float) -> Decimal:
    return Decimal(repr(float(value))).quantize(_GRAM)

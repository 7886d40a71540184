"""An invented impact report as a document value."""

from datetime import UTC, date, datetime
from decimal import Decimal

from impact.documents import Equivalence, ImpactFactor, ImpactLine, ImpactReportDocument, Interval, Share
from tests.quotes.paper_samples import LETTERHEAD, SCHOOL, VERIFY

FACTOR = ImpactFactor(
    id="model:apple-macbook-air-m1",
    label="Apple MacBook Air 13″ M1, new",
    value=Decimal("147.0"),
    low=Decimal("121.5"),
    high=Decimal("177.9"),
    source="Apple, Product Environmental Report",
    year=2020,
    place="Page 3",
    licence="Facts, cited",
    tier=1,
)


def impact_line(position: int = 1, **changes) -> ImpactLine:
    values = {
        "position": position,
        "name": "Apple MacBook Air 13″ M1",
        "category": "Laptop",
        "quantity": 30,
        "new_kg": Decimal("147.0"),
        "refurbished_kg": Decimal("27.6"),
        "new_life_years": Decimal(5),
        "second_life_years": Decimal(3),
        "displacement": Decimal("0.71"),
        "avoided": Interval(low=Decimal("905"), central=Decimal("1050.7"), high=Decimal("1390")),
        "factor_id": FACTOR.id,
        "tier": 1,
    }
    return ImpactLine(**(values | changes))


def sample_report(*, lines=None, language: str = "en", **changes) -> ImpactReportDocument:
    values = {
        "reference": "R-26-K9QD",
        "language": language,
        "issued_at": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        "period_from": date(2026, 11, 1),
        "period_to": date(2026, 11, 23),
        "letterhead": LETTERHEAD,
        "customer": SCHOOL,
        "order_references": ("O-26-AC7K",),
        "avoided": Interval(low=Decimal("905"), central=Decimal("1050.7"), high=Decimal("1390")),
        "avoided_per_year_kg": Decimal("350.2"),
        "gross_potential_kg": Decimal("1818"),
        "baseline_kg": Decimal("2646"),
        "refurbishing_kg": Decimal("828"),
        "waste_avoided_kg": Decimal("23.2"),
        "displacement": "d = 0.71: no evidence was given that new devices were the alternative.",
        "tier_mix": (Share(label="Exact model", share=Decimal("0.82")), Share(label="Category", share=Decimal("0.18"))),
        "drivers": (Share(label="Apple MacBook Air 13″ M1, new", share=Decimal("0.9")),),
        "equivalences": (Equivalence(text="7,384 km by car", factor="0.1423 kg CO2e per km, ADEME 2025"),),
        "lines": tuple(lines or [impact_line()]),
        "factors": (FACTOR,),
        "method": ("A = n x (d x N x min(1, L_R / L_N) - R): what the new device would have emitted, less ours.",),
        "limits": ("Use and end of life are taken as equal for new and refurbished devices.",),
        "method_version": "1",
        "factor_set": "2026-11",
        "seed": 42,
        "draws": 2000,
        "verify": VERIFY,
    }
    return ImpactReportDocument(**(values | changes))

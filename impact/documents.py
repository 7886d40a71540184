"""What an impact report says on paper: a frozen value in kg CO2e, and its PDF."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from b2b_portal.lib.letterhead import Addressee, Letterhead, VerifyMark
from b2b_portal.lib.printing import print_document
from impact.chart import BarChart, draw_bars


class InvalidReport(ValueError):
    """The figures of a report contradict each other."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A figure in kg CO2e: probably between `low` and `high` (P5 and P95), `central` in the middle (P50)."""

    low: Decimal
    central: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise InvalidReport(f"{self.central} does not lie between {self.low} and {self.high}")


@dataclass(frozen=True, kw_only=True)
class ImpactLine:
    """Devices of one model: N and R per device in kg CO2e, lives in years, `displacement` d between 0 and 1."""

    position: int
    name: str
    category: str
    quantity: int
    new_kg: Decimal  # N
    refurbished_kg: Decimal  # R
    new_life_years: Decimal  # L_N
    second_life_years: Decimal  # L_R
    displacement: Decimal  # d
    avoided: Interval  # over the second life, for all devices of the line
    factor_id: str
    tier: int


@dataclass(frozen=True, kw_only=True)
class ImpactFactor:
    """A factor of the register, with where it comes from; `value` in kg CO2e per device."""

    id: str
    label: str
    value: Decimal
    low: Decimal
    high: Decimal
    note: str = ""
    source: str
    year: int
    place: str = ""
    licence: str = ""
    tier: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a whole, between 0 and 1, with its name."""

    label: str
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Equivalence:
    """The same amount in something people know, with the factor it was computed by."""

    text: str
    factor: str


@dataclass(frozen=True, kw_only=True)
class ImpactReportDocument:
    """A final report: figures in kg CO2e over the second life of all devices, and what they stand on."""

    reference: str
    language: str
    issued_at: datetime
    period_from: date
    period_to: date
    letterhead: Letterhead
    customer: Addressee
    order_references: tuple[str, ...] = ()
    avoided: Interval
    avoided_per_year_kg: Decimal
    gross_potential_kg: Decimal  # with d = 1
    baseline_kg: Decimal
    refurbishing_kg: Decimal  # what the devices carry: the customer's own scope 3, category 2
    waste_avoided_kg: Decimal
    displacement: str  # why d is what it is
    tier_mix: tuple[Share, ...] = ()
    drivers: tuple[Share, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()
    lines: tuple[ImpactLine, ...]
    factors: tuple[ImpactFactor, ...]
    method: tuple[str, ...]
    limits: tuple[str, ...]
    method_version: str
    factor_set: str
    factor_set_sha256: str = ""
    seed: int | None = None
    draws: int | None = None
    verify: VerifyMark

    def __post_init__(self) -> None:
        known = {factor.id for factor in self.factors}
        if unknown := {line.factor_id for line in self.lines} - known:
            raise InvalidReport(f"no factor in the register for {', '.join(sorted(unknown))}")
        if not self.lines or self.period_from > self.period_to:
            raise InvalidReport("a report has lines and a period that ends after it begins")

    @property
    def quantity(self) -> int:
        """How many devices the report is about."""
        return sum(line.quantity for line in self.lines)

    @property
    def worse_lines(self) -> tuple[ImpactLine, ...]:
        """Lines where refurbishing emits more than it avoids."""
        return tuple(line for line in self.lines if line.avoided.central < 0)

    @property
    def chart(self) -> BarChart:
        """Avoided emissions of the heaviest lines, with their ranges."""
        return draw_bars(
            [(line.name, line.avoided.low, line.avoided.central, line.avoided.high) for line in self.lines]
        )


def report_title(document: ImpactReportDocument) -> str:
    """The title of the file, in the document's language."""
    with override(document.language):
        return _("Environmental impact report %(reference)s") % {"reference": document.reference}


def render_impact_pdf(document: ImpactReportDocument) -> bytes:
    """Return the PDF of an impact report; the same value gives the same bytes."""
    title = report_title(document)
    return print_document(
        template="impact_report.html",
        title=title,
        language=document.language,
        author=document.letterhead.name,
        at=document.issued_at,
        context={
            "document": document,
            "title": title,
            "letterhead": document.letterhead,
            "verify": document.verify,
        },
    )

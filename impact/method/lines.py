"""One line of a report: so many units of one refurbished model, and what they avoid."""

from collections.abc import Mapping
from dataclasses import dataclass

from impact.method.avoided import avoided, avoided_per_year, avoided_waste, baseline_share
from impact.method.displacement import Displacement, Evidence, displacement_for
from impact.method.factors import Factor, FactorSet
from impact.method.uncertainty import Range


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """What was bought. `parts` are those fitted to each unit, None when they were not recorded."""

    key: str
    category: str
    quantity: int
    model_slug: str | None = None
    evidence: Evidence = Evidence.NONE
    parts: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise ValueError(f"line {self.key}: a quantity is 1 or more, not {self.quantity}")


@dataclass(frozen=True, kw_only=True)
class Use:
    """A factor used by a line, times a coefficient."""

    factor: Factor
    coefficient: float = 1.0

    @property
    def central_kg(self) -> float:
        return self.coefficient * self.factor.spread.central


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """The inputs of the formulas for one unit: N, R, d and the two lives (years), each with its factor."""

    line: ReportLine
    new: Factor
    refurbishing: tuple[Use, ...]
    displacement: Displacement
    life_new_years: float
    life_second_years: float
    weight_kg: float
    parts_mass_kg: float

    @property
    def baseline_share(self) -> float:
        return baseline_share(life_new_years=self.life_new_years, life_second_years=self.life_second_years)

    @property
    def baseline_kg(self) -> float:
        """B of one unit."""
        return self.new.spread.central * self.baseline_share

    @property
    def refurbishing_kg(self) -> float:
        """R of one unit."""
        return sum(use.central_kg for use in self.refurbishing)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor of the line, N first."""
        return (self.new, *(use.factor for use in self.refurbishing))

    def terms(self) -> Mapping[str, float]:
        """Return the coefficient of each factor in A of one unit, which is a sum of factors."""
        terms = {self.new.id: self.displacement.share * self.baseline_share}
        for use in self.refurbishing:
            terms[use.factor.id] = terms.get(use.factor.id, 0.0) - use.coefficient
        return terms


@dataclass(frozen=True, kw_only=True)
class AssessedLine:
    """A line with its result; kg CO2e of all its units, unless the name says per year (and unit)."""

    facts: LineFacts
    avoided_kg: float
    avoided_range: Range
    avoided_per_year_kg: float
    gross_potential_kg: float
    waste_avoided_kg: float

    @property
    def quantity(self) -> int:
        return self.facts.line.quantity

    @property
    def baseline_kg(self) -> float:
        return self.quantity * self.facts.baseline_kg

    @property
    def refurbishing_kg(self) -> float:
        return self.quantity * self.facts.refurbishing_kg

    @property
    def is_worse_than_new(self) -> bool:
        """Whether refurbishing emits more than it avoids: such a line is printed like any other."""
        return self.avoided_kg < 0


def line_facts(line: ReportLine, factor_set: FactorSet) -> LineFacts:
    """Return the inputs of the formulas for a line; without recorded parts, R is the category's own factor.

    Raises: UnknownFactor, for a category or a part that the set does not name.
    """
    category = factor_set.category(line.category)
    return LineFacts(
        line=line,
        new=factor_set.new_device(model_slug=line.model_slug, category=line.category),
        refurbishing=_refurbishing(line, factor_set),
        displacement=displacement_for(line.evidence),
        life_new_years=category.life_new_years,
        life_second_years=category.life_second_years,
        weight_kg=category.weight_kg,
        parts_mass_kg=sum(factor_set.part(part).mass_kg for part in line.parts or ()),
    )


def assess_line(facts: LineFacts, *, range_of_one: Range) -> AssessedLine:
    """Return the line's result by the formulas at the central values, with the range of one unit times the quantity."""
    quantity, share = facts.line.quantity, facts.displacement.share
    avoided_kg = avoided(
        quantity=quantity,
        displacement=share,
        baseline_kg=facts.baseline_kg,
        refurbishing_kg=facts.refurbishing_kg,
    )
    return AssessedLine(
        facts=facts,
        avoided_kg=avoided_kg,
        avoided_range=range_of_one.times(quantity),
        avoided_per_year_kg=avoided_per_year(
            avoided_kg=avoided_kg, quantity=quantity, life_second_years=facts.life_second_years
        ),
        gross_potential_kg=quantity * (facts.baseline_kg - facts.refurbishing_kg),
        waste_avoided_kg=avoided_waste(
            quantity=quantity,
            displacement=share,
            new_mass_kg=facts.weight_kg,
            baseline_share=facts.baseline_share,
            parts_mass_kg=facts.parts_mass_kg,
        ),
    )


def _refurbishing(line: ReportLine, factor_set: FactorSet) -> tuple[Use, ...]:
    category = factor_set.category(line.category)
    if line.parts is None:
        return (Use(factor=category.refurbishing),)
    workshop = factor_set.workshop
    return (
        Use(factor=workshop["transport_per_kg"], coefficient=category.weight_kg),
        Use(factor=workshop["process"]),
        Use(factor=workshop["packaging"]),
        *(Use(factor=factor_set.part(part)) for part in line.parts),
    )

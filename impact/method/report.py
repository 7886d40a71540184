"""A whole report: every line, the total with its range, and how good the data behind it is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impact.method.factors import TIERS, Factor, FactorSet
from impact.method.lines import AssessedLine, LineFacts, ReportLine, assess_line, line_facts
from impact.method.uncertainty import DRAWS, Drawn, Driver, Range, combine, draw_factors, drivers_of, range_of

ENGINE_VERSION = "1"


class NothingToReport(ValueError):
    """A report has one line or more: add devices before it is made."""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """Sums over all lines, kg CO2e; the range is that of the sum, which is narrower than the sum of the ranges."""

    quantity: int
    baseline_kg: float
    refurbishing_kg: float
    avoided_kg: float
    avoided_range: Range
    avoided_per_year_kg: float
    gross_potential_kg: float
    waste_avoided_kg: float


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """The result, with all that is needed to make it again: set, engine, seed and number of draws."""

    factor_set_version: str
    factor_set_sha256: str
    engine_version: str
    seed: int
    draws: int
    lines: tuple[AssessedLine, ...]
    totals: Totals
    tier_mix: Mapping[int, float]
    drivers: tuple[Driver, ...]

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor used, once, for the register of sources."""
        used = {factor.id: factor for line in self.lines for factor in line.facts.factors}
        return tuple(used[factor_id] for factor_id in sorted(used))

    @property
    def worse_than_new(self) -> tuple[AssessedLine, ...]:
        """Lines where refurbishing emits more than it avoids."""
        return tuple(line for line in self.lines if line.is_worse_than_new)

    def worst_lines(self, *, count: int = 5) -> tuple[AssessedLine, ...]:
        """Return the lines that avoid least per unit and year, the worst first."""
        return tuple(sorted(self.lines, key=lambda line: (line.avoided_per_year_kg, line.facts.line.key))[:count])


def assess(lines: Sequence[ReportLine], factor_set: FactorSet, *, seed: int, draws: int = DRAWS) -> Assessment:
    """Return what the lines avoid (kg CO2e), by the formulas of `avoided` at central values, with a simulated range.

    Use and end of life are taken as equal for new and refurbished devices; first-life manufacturing stays with the
    first owner. The same lines, set and seed give the same figures.

    Raises: NothingToReport, without lines; UnknownFactor, for a category or part that the set does not name.
    """
    if not lines:
        raise NothingToReport("a report has one line or more")
    all_facts = [line_facts(line, factor_set) for line in lines]
    spreads = {factor.id: factor.spread for facts in all_facts for factor in facts.factors}
    drawn = draw_factors(spreads, seed=seed, draws=draws)
    assessed = _assess_lines(all_facts, drawn)
    terms = _terms_of_all(all_facts)
    return Assessment(
        factor_set_version=factor_set.version,
        factor_set_sha256=factor_set.sha256,
        engine_version=ENGINE_VERSION,
        seed=seed,
        draws=draws,
        lines=assessed,
        totals=_totals(assessed, range_of(combine(terms, drawn))),
        tier_mix=_tier_mix(assessed),
        drivers=drivers_of(terms, drawn),
    )


def _assess_lines(all_facts: Sequence[LineFacts], drawn: Drawn) -> tuple[AssessedLine, ...]:
    """Lines with equal terms share one simulation, so 10,000 lines of 50 models cost 50."""
    ranges: dict[tuple[tuple[str, float], ...], Range] = {}
    assessed = []
    for facts in all_facts:
        terms = facts.terms()
        key = tuple(sorted(terms.items()))
        if key not in ranges:
            ranges[key] = range_of(combine(terms, drawn))
        assessed.append(assess_line(facts, range_of_one=ranges[key]))
    return tuple(assessed)


def _terms_of_all(all_facts: Sequence[LineFacts]) -> dict[str, float]:
    terms: dict[str, float] = {}
    for facts in all_facts:
        for factor_id, coefficient in facts.terms().items():
            terms[factor_id] = terms.get(factor_id, 0.0) + facts.line.quantity * coefficient
    return terms


def _totals(lines: Sequence[AssessedLine], avoided_range: Range) -> Totals:
    return Totals(
        quantity=sum(line.quantity for line in lines),
        baseline_kg=math.fsum(line.baseline_kg for line in lines),
        refurbishing_kg=math.fsum(line.refurbishing_kg for line in lines),
        avoided_kg=math.fsum(line.avoided_kg for line in lines),
        avoided_range=avoided_range,
        avoided_per_year_kg=math.fsum(line.quantity * line.avoided_per_year_kg for line in lines),
        gross_potential_kg=math.fsum(line.gross_potential_kg for line in lines),
        waste_avoided_kg=math.fsum(line.waste_avoided_kg for line in lines),
    )


def _tier_mix(lines: Sequence[AssessedLine]) -> dict[int, float]:
    """Share of the baseline by the tier of the factor behind it."""
    whole = math.fsum(line.baseline_kg for line in lines)
    return {
        tier: math.fsum(line.baseline_kg for line in lines if line.facts.new.tier == tier) / whole for tier in TIERS
    }

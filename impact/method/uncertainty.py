"""Ranges by seeded Monte Carlo: a factor is one draw wherever it is used, and factors are independent of one another.

Each factor is lognormal on either side of its central value, so that low, central and high are exactly its 5th, 50th
and 95th percentile. Draws are stratified (Latin hypercube; McKay, Beckman and Conover, 1979), so 2,000 are enough.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from statistics import NormalDist

DRAWS = 2000
_Z95 = NormalDist().inv_cdf(0.95)

Drawn = Mapping[str, Sequence[float]]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """A positive quantity with its 5th, 50th and 95th percentile."""

    low: float
    central: float
    high: float

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.central <= self.high < math.inf:
            raise ValueError(f"0 < low <= central <= high, not {self.low}, {self.central}, {self.high}")


@dataclass(frozen=True, kw_only=True)
class Range:
    """The 5th, 50th and 95th percentile of an outcome: it is probably between the first and the last."""

    p5: float
    p50: float
    p95: float

    def times(self, quantity: int) -> "Range":
        """Return the range of that many units that share every factor."""
        return Range(p5=self.p5 * quantity, p50=self.p50 * quantity, p95=self.p95 * quantity)


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A factor and its share (0 to 1) of the variance of an outcome."""

    factor_id: str
    share: float


def draw_factors(spreads: Mapping[str, Spread], *, seed: int, draws: int = DRAWS) -> dict[str, list[float]]:
    """Return the draws of each factor; those of one factor depend on the seed and its id alone.

    Only `Random.random` is used, whose sequence Python promises to keep, so that a report can be run again years later.
    """
    return {factor_id: _draw(spread, _shuffled(draws, f"{seed}:{factor_id}")) for factor_id, spread in spreads.items()}


def combine(terms: Mapping[str, float], drawn: Drawn) -> list[float]:
    """Return the outcomes of a sum of factors, each times its coefficient."""
    outcomes = [0.0] * _count(drawn)
    for factor_id, coefficient in sorted(terms.items()):
        outcomes = [sum_ + coefficient * value for sum_, value in zip(outcomes, drawn[factor_id], strict=True)]
    return outcomes


def range_of(outcomes: Sequence[float]) -> Range:
    """Return the percentiles of the outcomes, interpolated between neighbours."""
    ordered = sorted(outcomes)
    return Range(p5=_percentile(ordered, 0.05), p50=_percentile(ordered, 0.5), p95=_percentile(ordered, 0.95))


def drivers_of(terms: Mapping[str, float], drawn: Drawn) -> tuple[Driver, ...]:
    """Return the factors by their share of the variance, largest first; being independent, they add up."""
    variances = {factor_id: coefficient**2 * _variance(drawn[factor_id]) for factor_id, coefficient in terms.items()}
    whole = math.fsum(variances.values())
    if not whole:
        return ()
    ranked = sorted(variances.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Driver(factor_id=factor_id, share=variance / whole) for factor_id, variance in ranked)


@cache
def _strata(draws: int) -> tuple[float, ...]:
    """Midpoints of equally likely slices of the standard normal, in units of its 95th percentile."""
    normal = NormalDist()
    return tuple(normal.inv_cdf((place + 0.5) / draws) / _Z95 for place in range(draws))


def _shuffled(draws: int, seed: str) -> list[float]:
    random = Random(seed)  # noqa: S311 - a simulation, not a secret
    keys = [random.random() for _ in range(draws)]
    return [value for _, value in sorted(zip(keys, _strata(draws), strict=True))]


def _draw(spread: Spread, positions: Sequence[float]) -> list[float]:
    down, up = math.log(spread.central / spread.low), math.log(spread.high / spread.central)
    return [spread.central * math.exp(position * (up if position > 0 else down)) for position in positions]


def _percentile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _variance(values: Sequence[float]) -> float:
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / len(values)


def _count(drawn: Drawn) -> int:
    return len(next(iter(drawn.values()), ()))

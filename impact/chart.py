"""Horizontal bars with ranges, as numbers that a template draws as SVG; no script and no picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 640
LABEL_WIDTH = 225
VALUE_WIDTH = 70
ROW_HEIGHT = 26
MOST_BARS = 8

Figure = tuple[str, Decimal, Decimal, Decimal]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar in SVG units; `left` and `right` are the ends of its range."""

    label: str
    value: Decimal
    y: int
    start: int
    width: int
    left: int
    right: int


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """The bars, the line of zero, and how many figures did not fit."""

    bars: tuple[Bar, ...]
    zero: int
    height: int
    more: int
    width: int = WIDTH
    label_width: int = LABEL_WIDTH


def draw_bars(figures: Sequence[Figure]) -> BarChart:
    """Return bars for (label, low, central, high), the largest central value first."""
    chosen = sorted(figures, key=lambda figure: -abs(figure[2]))[:MOST_BARS]
    least = min([Decimal(0), *(low for _label, low, _central, _high in chosen)])
    most = max([Decimal(0), *(high for _label, _low, _central, high in chosen)])
    span = (most - least) or Decimal(1)

    def at(value: Decimal) -> int:
        return LABEL_WIDTH + round((value - least) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / span)

    bars = tuple(
        Bar(
            label=label,
            value=central,
            y=place * ROW_HEIGHT,
            start=min(at(central), at(Decimal(0))),
            width=abs(at(central) - at(Decimal(0))),
            left=at(low),
            right=at(high),
        )
        for place, (label, low, central, high) in enumerate(chosen)
    )
    return BarChart(bars=bars, zero=at(Decimal(0)), height=len(bars) * ROW_HEIGHT, more=len(figures) - len(chosen))

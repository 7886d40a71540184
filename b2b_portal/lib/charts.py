"""A chart as a value: what is drawn on the screen and what its table says come from the same figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Figure = Decimal | int | None
TONES = ("blue", "orange", "teal", "green", "violet", "secondary")


@dataclass(frozen=True)
class Series:
    """One row of figures: how it is called, drawn and written.

    `values` are numbers, amounts of `currency`, or shares from 0 to 1 (percent), one for each category; None is drawn
    as a gap. `unit` follows a number: "kg". Series of one `stack` stand on each other. `axis` "right" is a scale of
    its own.
    """

    label: str
    values: tuple[Figure, ...]
    kind: Literal["bar", "line"] = "bar"
    format: Literal["number", "money", "percent"] = "number"
    currency: str = ""
    unit: str = ""
    digits: int = 0
    tone: str = ""
    stack: str = ""
    axis: Literal["left", "right"] = "left"

    def __post_init__(self) -> None:
        if (self.format == "money") is not bool(self.currency):
            raise ValueError(f"{self.label}: a currency goes with money, and with nothing else")
        if any(isinstance(value, float) for value in self.values):
            raise TypeError(f"{self.label}: figures are whole numbers or Decimals, not floats")
        if self.tone and self.tone not in TONES:
            raise ValueError(f"{self.label}: a tone is one of {', '.join(TONES)}")

    @property
    def scale(self) -> tuple[str, str, str]:
        """What an axis must have in common: format, currency and unit."""
        return self.format, self.currency, self.unit


@dataclass(frozen=True)
class Chart:
    """Categories along one axis and series over them; `categories_label` heads their column in the table."""

    categories_label: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        if not self.series:
            raise ValueError("a chart has a series")
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(f"{series.label}: {len(series.values)} figures, {len(self.categories)} categories")
        for side in ("left", "right"):
            if len({series.scale for series in self.series if series.axis == side}) > 1:
                raise ValueError(f"the figures on the {side} axis are of different kinds")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no figure but None and zero."""
        return not any(value for series in self.series for value in series.values)

    @property
    def rows(self) -> Iterator[tuple[str, list[tuple[Series, Figure]]]]:
        """The table, row by row: the category, and each series with its figure."""
        for place, category in enumerate(self.categories):
            yield category, [(series, series.values[place]) for series in self.series]

    @property
    def drawing(self) -> dict[str, Any]:
        """What static/portal/chart.js draws; figures are text, so that none becomes a float on the way."""
        return {"categories": [str(name) for name in self.categories], "series": list(self._series())}

    def _series(self) -> Iterator[dict[str, Any]]:
        free = [tone for tone in TONES if tone not in {series.tone for series in self.series}]
        for series in self.series:
            yield {
                "label": str(series.label),
                "values": [None if value is None else str(value) for value in series.values],
                "kind": series.kind,
                "format": series.format,
                "currency": series.currency,
                "unit": str(series.unit),
                "digits": series.digits,
                "tone": series.tone or (free.pop(0) if free else TONES[-1]),
                "stack": series.stack,
                "axis": series.axis,
            }

"""What Lighthouse said of a page, the median of several runs, and where it falls short of the least we accept."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 0.90, "accessibility": 0.95, "best-practices": 0.95}

Figures = Mapping[str, float]


def figures_of(report: Mapping[str, Any]) -> Figures:
    """The four scores (0 to 1) and what was transferred (kB) of one report.

    Raises: ValueError, when Lighthouse could not load the page.
    """
    if error := report.get("runtimeError"):
        raise ValueError(f"{error['code']}: {error['message']}")
    scores = {name: report["categories"][name]["score"] or 0.0 for name in CATEGORIES}
    return {**scores, "transferred_kb": report["audits"]["total-byte-weight"]["numericValue"] / 1024}


def median_of(runs: Sequence[Figures]) -> dict[str, float]:
    """Figure by figure."""
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}


def shortcomings(pages: Mapping[str, Figures]) -> list[str]:
    """A sentence for every score below the least."""
    return [
        f"{page}: {category} {figures[category]:.2f}, at least {least:.2f}"
        for page, figures in pages.items()
        for category, least in LEAST.items()
        if figures[category] < least
    ]

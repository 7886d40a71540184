"""Factor sets: our own tables of published facts, each with its source, frozen once published.

A past report is made again with its own set; new facts make a new file, never a change in an old one.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from impact.method.uncertainty import Spread

TIERS = {1: "exact model", 2: "model family", 3: "category", 4: "extrapolated"}


class UnknownFactor(LookupError):
    """The set says nothing about this category or part: use one it names, or publish a new set."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact was published, and on what terms it may be used."""

    key: str
    title: str
    publisher: str
    year: int
    where: str
    licence: str


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A figure with its range and provenance; kg CO2e per device, part or step unless its note says otherwise."""

    id: str
    spread: Spread
    source: Source
    year: int
    tier: int
    note: str
    where: str
    mass_kg: float = 0.0

    def __post_init__(self) -> None:
        if self.tier not in TIERS:
            raise ValueError(f"{self.id}: a tier is 1 to 4, not {self.tier}")


@dataclass(frozen=True, kw_only=True)
class Category:
    """What holds for every device of a category: its two factors, two lives (years) and weight (kg)."""

    slug: str
    new: Factor
    refurbishing: Factor
    life_new_years: float
    life_second_years: float
    life_source: Source
    weight_kg: float
    weight_source: Source


@dataclass(frozen=True, kw_only=True)
class FactorSet:
    """One published version; `sha256` is that of its file, to print in the report."""

    version: str
    sha256: str
    sources: Mapping[str, Source]
    categories: Mapping[str, Category]
    models: Mapping[str, Factor]
    parts: Mapping[str, Factor]
    workshop: Mapping[str, Factor]

    def category(self, slug: str) -> Category:
        """Return the facts of a category.

        Raises: UnknownFactor.
        """
        if slug not in self.categories:
            raise UnknownFactor(f"set {self.version} has no category {slug!r}, but {', '.join(self.categories)}")
        return self.categories[slug]

    def new_device(self, *, model_slug: str | None, category: str) -> Factor:
        """Return N: the maker's figure for the exact model, else that of the category.

        Raises: UnknownFactor.
        """
        return self.models.get(model_slug or "") or self.category(category).new

    def part(self, slug: str) -> Factor:
        """Return the factor of a spare part.

        Raises: UnknownFactor.
        """
        if slug not in self.parts:
            raise UnknownFactor(f"set {self.version} has no part {slug!r}, but {', '.join(self.parts)}")
        return self.parts[slug]


@cache
def load_factor_set(version: str) -> FactorSet:
    """Read a published factor set.

    Raises: UnknownFactor, when there is no such version; ValueError or KeyError, when the file is not sound.
    """
    file = resources.files("impact.method").joinpath("factor_sets", f"{version}.json")
    if not file.is_file():
        raise UnknownFactor(f"there is no factor set {version!r}")
    content = file.read_bytes()
    return read_factor_set(json.loads(content), sha256=hashlib.sha256(content).hexdigest())


def read_factor_set(data: Mapping[str, Any], *, sha256: str) -> FactorSet:
    """Return the set written in `data`, with every source resolved.

    Raises: ValueError, for a range out of order or an unknown tier; KeyError, for a missing field or source.
    """
    sources = {key: Source(key=key, **source) for key, source in data["sources"].items()}

    def factors(kind: str, rows: Mapping[str, Any]) -> Mapping[str, Factor]:
        return MappingProxyType({slug: _factor(f"{kind}:{slug}", row, sources) for slug, row in rows.items()})

    return FactorSet(
        version=data["version"],
        sha256=sha256,
        sources=MappingProxyType(sources),
        categories=MappingProxyType({slug: _category(slug, row, sources) for slug, row in data["categories"].items()}),
        models=factors("model", data["models"]),
        parts=factors("part", data["parts"]),
        workshop=factors("workshop", data["workshop"]),
    )


def _category(slug: str, row: Mapping[str, Any], sources: Mapping[str, Source]) -> Category:
    return Category(
        slug=slug,
        new=_factor(f"new:{slug}", row["new"], sources),
        refurbishing=_factor(f"refurbishing:{slug}", row["refurbishing"], sources),
        life_new_years=row["life_new_years"]["value"],
        life_second_years=row["life_second_years"]["value"],
        life_source=sources[row["life_second_years"]["source"]],
        weight_kg=row["weight_kg"]["value"],
        weight_source=sources[row["weight_kg"]["source"]],
    )


def _factor(factor_id: str, row: Mapping[str, Any], sources: Mapping[str, Source]) -> Factor:
    source = sources[row["source"]]
    return Factor(
        id=factor_id,
        spread=Spread(low=row["low"], central=row["central"], high=row["high"]),
        source=source,
        year=row["year"],
        tier=row["tier"],
        note=row["note"],
        where=row.get("where", source.where),
        mass_kg=row.get("mass_kg", 0.0),
    )

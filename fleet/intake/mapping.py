"""Which column is which field: proposed from the headers alone, and kept as a value that a person may correct."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz, process

from fleet.intake.aliases import ALIASES, LEFT_ALONE, WEAK
from fleet.intake.columns import fold_header, is_personal_header, language_of
from fleet.intake.fields import FIELDS, IDENTIFIERS
from fleet.intake.profiles import SourceProfile, find_profile

_WEAK, _ALIAS, _SURE = Decimal("0.80"), Decimal("0.95"), Decimal("1.00")
_FUZZY_FROM = 90
_SHORTEST_FUZZY = 5  # below five letters every word resembles another


class Source(StrEnum):
    PROFILE = "profile"
    ALIAS = "alias"
    FUZZY = "fuzzy"
    IGNORED = "ignored"  # we do not need it, or another column fills its field
    DROPPED = "dropped"  # personal or secret: its values never leave the reader


@dataclass(frozen=True, kw_only=True)
class MappedColumn:
    """One column of the file: `field` is empty unless its values are used."""

    index: int
    header: str
    field: str
    confidence: Decimal
    source: Source

    def __post_init__(self) -> None:
        if self.field and (self.field not in FIELDS or self.source in (Source.IGNORED, Source.DROPPED)):
            raise ValueError(f"column {self.header!r} cannot be {self.field!r} by {self.source}")


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """What each column of a file is; no field is filled by two columns."""

    profile: str
    language: str
    columns: tuple[MappedColumn, ...]

    def __post_init__(self) -> None:
        filled = [column.field for column in self.columns if column.field]
        if len(filled) != len(set(filled)):
            raise ValueError("two columns fill the same field")

    @property
    def fields(self) -> dict[str, MappedColumn]:
        """The columns in use, by their field."""
        return {column.field: column for column in self.columns if column.field}

    @property
    def names_devices(self) -> bool:
        """Whether any column can tell one device from another; without one nothing can be imported."""
        return not self.fields.keys().isdisjoint((*IDENTIFIERS, "imei2", "meid"))

    def as_json(self) -> dict[str, Any]:
        """The mapping as JSON values, for a record; `from_json` reads it back."""
        columns = [{**asdict(column), "confidence": str(column.confidence)} for column in self.columns]
        return {"profile": self.profile, "language": self.language, "columns": columns}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Mapping":
        """Return the mapping that `as_json` wrote."""
        columns = (
            MappedColumn(**{**column, "confidence": Decimal(column["confidence"]), "source": Source(column["source"])})
            for column in stored["columns"]
        )
        return cls(profile=stored["profile"], language=stored["language"], columns=tuple(columns))


def propose_mapping(headers: Sequence[str]) -> Mapping:
    """Return the likeliest mapping of these headers: the program's own names, then known words, then near misses."""
    profile = find_profile(headers)
    proposed = [_propose(index, header, profile) for index, header in enumerate(headers)]
    return Mapping(profile=profile.code, language=language_of(headers), columns=tuple(_without_rivals(proposed)))


def _propose(index: int, header: str, profile: SourceProfile) -> MappedColumn:
    folded = fold_header(header)
    if folded in profile.columns:
        field, confidence, source = profile.columns[folded], _SURE, Source.PROFILE
    elif folded in ALIASES:
        field, confidence, source = ALIASES[folded], _WEAK if folded in WEAK else _ALIAS, Source.ALIAS
    elif is_personal_header(header):
        field, confidence, source = "", _SURE, Source.DROPPED
    else:
        field, confidence = _near_miss(folded)
        source = Source.FUZZY
    if not field and source is not Source.DROPPED:
        source = Source.IGNORED
    return MappedColumn(index=index, header=header, field=field, confidence=confidence, source=source)


def _near_miss(folded: str) -> tuple[str, Decimal]:
    if len(folded) < _SHORTEST_FUZZY or folded in LEFT_ALONE:
        return "", _SURE
    best = process.extractOne(folded, ALIASES.keys(), scorer=fuzz.ratio, score_cutoff=_FUZZY_FROM)
    if best is None:
        return "", _SURE
    alias, score, _ = best
    return ALIASES[alias], (Decimal(str(score)) * Decimal("0.009")).quantize(Decimal("0.01"))


def _without_rivals(proposed: list[MappedColumn]) -> Iterator[MappedColumn]:
    """The first of the surest columns fills a field; a second IMEI column becomes the second IMEI."""
    winners: dict[str, MappedColumn] = {}
    for column in sorted(proposed, key=lambda column: (-column.confidence, column.index)):
        field = "imei2" if column.field == "imei" and "imei" in winners else column.field
        if field and field not in winners:
            winners[field] = column
    fields = {column.index: field for field, column in winners.items()}
    for column in proposed:
        field = fields.get(column.index, "")
        source = Source.IGNORED if column.field and not field else column.source
        yield MappedColumn(
            index=column.index, header=column.header, field=field, confidence=column.confidence, source=source
        )

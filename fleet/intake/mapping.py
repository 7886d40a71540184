"""Which column is which field: proposed from headers and first rows, and kept as a value that a person may correct."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from fleet.intake.aliases import ALIASES, LEFT_ALONE, WEAK
from fleet.intake.columns import fold_header, is_personal_header, language_of
from fleet.intake.content import numbers_in
from fleet.intake.fields import FIELDS, IDENTIFIERS
from fleet.intake.near_misses import near_miss, spellings
from fleet.intake.profiles import find_profile
from fleet.intake.programs import SourceProfile

_SURE, _REMEMBERED = Decimal("1.00"), Decimal("0.98")
_ALIAS, _SPELLING, _WEAK = Decimal("0.95"), Decimal("0.90"), Decimal("0.80")
_CONTENT = Decimal("0.75")  # of the share of cells that look right

Remembered = ReadOnly[tuple[str, str], str]


class Source(StrEnum):
    REMEMBERED = "remembered"  # this organisation chose it last time
    PROFILE = "profile"
    ALIAS = "alias"
    FUZZY = "fuzzy"
    CONTENT = "content"  # its header says nothing, its cells do
    CHOSEN = "chosen"  # somebody said so of this file
    IGNORED = "ignored"  # we do not need it, or another column fills its field
    DROPPED = "dropped"  # personal or secret: its values never leave the reader


_RANK = {source: rank for rank, source in enumerate(Source)}


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


def propose_mapping(
    headers: Sequence[str],
    *,
    remembered: Remembered | None = None,
    rows: Iterable[Sequence[str]] = (),
) -> Mapping:
    """Return the likeliest mapping of these headers.

    In this order: what this organisation chose before for lists of this program (`remembered`: field by profile and
    folded header, empty for "not used"; a correction outlives what we know of the program), the program's own names,
    known words, near misses, and what stands in the columns (`rows`: the first of the file).
    """
    profile = find_profile(headers)
    proposed = [_propose(index, header, profile, remembered or {}) for index, header in enumerate(headers)]
    mapped = _filled_from_content(list(_without_rivals(proposed)), rows)
    return Mapping(profile=profile.code, language=language_of(headers), columns=tuple(mapped))


def _propose(index: int, header: str, profile: SourceProfile, remembered: Remembered) -> MappedColumn:
    folded = fold_header(header)
    chosen = remembered.get((profile.code, folded))
    if chosen is not None and (not chosen or _may_be_remembered(folded, chosen)):
        field, confidence, source = chosen, _REMEMBERED, Source.REMEMBERED
    elif folded in profile.columns:
        field, confidence, source = profile.columns[folded], _SURE, Source.PROFILE
    elif folded in ALIASES:
        field, confidence, source = ALIASES[folded], _WEAK if folded in WEAK else _ALIAS, Source.ALIAS
    elif alias := _respelt(header):
        field, confidence, source = ALIASES[alias], _SPELLING, Source.ALIAS
    elif is_personal_header(header):
        field, confidence, source = "", _SURE, Source.DROPPED
    else:
        field, confidence = near_miss(folded)
        source = Source.FUZZY
    if not field and source is not Source.DROPPED:
        source = Source.IGNORED
    return MappedColumn(index=index, header=header, field=field, confidence=confidence, source=source)


def _may_be_remembered(folded: str, field: str) -> bool:
    """No choice of the past opens a personal column, nor fills a field that is no more."""
    return field in FIELDS and (folded in ALIASES or not is_personal_header(folded))


def _respelt(header: str) -> str:
    """The plain word that a header writes in another way ("deviceSerialNumber", "Phone model"), if any."""
    forms = list(spellings(header))
    if not LEFT_ALONE.isdisjoint(forms):
        return ""
    return next((form for form in forms if form in ALIASES and form not in WEAK), "")


def _without_rivals(proposed: list[MappedColumn]) -> Iterator[MappedColumn]:
    """The first of the surest columns fills a field; a second IMEI column becomes the second IMEI.

    Of two columns that name the model, the second stands in for a missing code: Lenovo's machine type is in one of
    them. A near miss never comes near a field that a column names outright.
    """
    winners: dict[str, MappedColumn] = {}
    surest = sorted(proposed, key=lambda column: (_RANK[column.source], -column.confidence, column.index))
    for column in surest:
        is_second = column.field == "imei" and "imei" in winners and column.source is not Source.FUZZY
        field = "imei2" if is_second else column.field
        if field and field not in winners:
            winners[field] = column
    models = [column for column in surest if column.field == "model" and _names_outright(column)]
    if len(models) > 1 and winners["model"] is models[0]:
        winners.setdefault("model_code", models[1])
    fields = {column.index: field for field, column in winners.items()}
    for column in proposed:
        field = fields.get(column.index, "")
        source = Source.IGNORED if column.field and not field else column.source
        yield replace(column, field=field, source=source)


def _names_outright(column: MappedColumn) -> bool:
    return column.source in (Source.PROFILE, Source.ALIAS) and column.confidence > _WEAK


def _filled_from_content(columns: list[MappedColumn], rows: Iterable[Sequence[str]]) -> Iterator[MappedColumn]:
    """A column whose header says nothing may still hold the numbers that no other column names."""
    taken = {column.field for column in columns}
    missing = {"serial", "imei"} - taken
    unread = [column.index for column in columns if _may_be_looked_into(column)] if missing else []
    found = numbers_in(columns=unread, rows=rows) if unread else []
    fields: dict[int, tuple[str, Decimal]] = {}
    for index, kind, share in sorted(found, key=lambda one: (-one[2], one[0])):
        field = "imei2" if kind == "imei" and "imei" in taken and "imei" in missing else kind
        if field not in taken and kind in missing:
            taken.add(field)
            fields[index] = field, (share * _CONTENT).quantize(Decimal("0.01"))
    for column in columns:
        field, confidence = fields.get(column.index, ("", column.confidence))
        yield replace(column, field=field, confidence=confidence, source=Source.CONTENT) if field else column


def _may_be_looked_into(column: MappedColumn) -> bool:
    """Not where a person stands, nor where we know what stands: a MAC address, the number in a database."""
    if column.source is not Source.IGNORED:
        return False
    return not LEFT_ALONE.intersection(spellings(column.header)) and not is_personal_header(column.header)

"""A few cells of each column, for a person who is asked what the column is."""

from collections.abc import Iterable, Sequence
from itertools import islice

from fleet.intake.fields import FIELDS
from fleet.intake.identifiers import is_blank, plain_text
from fleet.intake.mapping import MappedColumn, Mapping, Source
from fleet.intake.personal import looks_personal

SAMPLES = 3
_LOOKED_AT = 200  # rows
_LONGEST = 60


def sample_cells(*, mapping: Mapping, rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return up to three different cells per column, in their order; none where people or secrets may stand."""
    found: list[dict[str, None]] = [{} for _ in mapping.columns]
    shown = [column for column in mapping.columns if _may_be_shown(column)]
    for values in islice(rows, _LOOKED_AT):
        for column in shown:
            if len(found[column.index]) < SAMPLES and (text := _sample(values, column.index)):
                found[column.index][text] = None
    return [list(texts) for texts in found]


def _may_be_shown(column: MappedColumn) -> bool:
    return column.source is not Source.DROPPED and (not column.field or FIELDS[column.field].kept)


def _sample(values: Sequence[str], index: int) -> str:
    text = " ".join(plain_text(values[index]).split())[:_LONGEST] if index < len(values) else ""
    return "" if is_blank(text) or looks_personal(text) else text

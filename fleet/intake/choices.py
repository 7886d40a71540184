"""What a person makes of the proposed columns: each is a field or not used, and no field is two columns."""

from collections import defaultdict
from collections.abc import Mapping as ReadOnly
from dataclasses import replace
from decimal import Decimal

from fleet.intake.certainty import is_guess
from fleet.intake.columns import fold_header
from fleet.intake.fields import FIELDS
from fleet.intake.mapping import MappedColumn, Mapping, Source

_SURE = Decimal("1.00")


class ChosenTwice(ValueError):
    """Several columns were given one field; `headers` names them by the field."""

    def __init__(self, headers: dict[str, list[str]]) -> None:
        super().__init__(", ".join(headers))
        self.headers = headers


def with_choices(mapping: Mapping, choices: ReadOnly[int, str]) -> Mapping:
    """Return the mapping with the field chosen for each column by its index, empty for "not used".

    A personal column stays closed, and an index that is not named stays as it was.
    Raises: ChosenTwice; ValueError for a field there is not.
    """
    columns = [_chosen(column, choices.get(column.index, column.field)) for column in mapping.columns]
    headers: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        if column.field:
            headers[column.field].append(column.header)
    twice = {field: named for field, named in headers.items() if len(named) > 1}
    if twice:
        raise ChosenTwice(twice)
    return replace(mapping, columns=tuple(columns))


def _chosen(column: MappedColumn, field: str) -> MappedColumn:
    if field and field not in FIELDS:
        raise ValueError(f"there is no field {field!r}")
    if column.source is Source.DROPPED or field == column.field:
        return column
    return replace(column, field=field, confidence=_SURE, source=Source.CHOSEN if field else Source.IGNORED)


def worth_remembering(mapping: Mapping, choices: ReadOnly[int, str]) -> dict[str, str]:
    """Return the field by folded header where a choice tells more than we knew: a change, or a guess confirmed."""
    return {
        header: choices[column.index]
        for column in mapping.columns
        if column.index in choices and column.source is not Source.DROPPED and (header := fold_header(column.header))
        if choices[column.index] != column.field or is_guess(column)
    }

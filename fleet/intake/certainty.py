"""Whether the columns of a file can be taken as they were matched, or a person is asked first."""

from decimal import Decimal

from fleet.intake.fields import IDENTIFIERS
from fleet.intake.mapping import MappedColumn, Mapping, Source

# What names a device or its model: a column taken for one of these by mistake spoils every row.
DECISIVE = frozenset({*IDENTIFIERS, "imei2", "meid", "model", "model_code"})
_CERTAIN = Decimal("0.90")
_GUESSED = (Source.FUZZY, Source.CONTENT)


def is_certain(mapping: Mapping) -> bool:
    """Whether nothing has to be asked: devices and models are named, and no column is a guess."""
    names_models = not mapping.fields.keys().isdisjoint(("model", "model_code"))
    return mapping.names_devices and names_models and not any(map(is_guess, mapping.columns))


def is_guess(column: MappedColumn) -> bool:
    """Whether a person should look at how this column was matched."""
    if not column.field:
        return False
    return column.source in _GUESSED or (column.field in DECISIVE and column.confidence < _CERTAIN)

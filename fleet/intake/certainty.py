"""Whether the columns of a file can be taken as they were matched, or a person is asked first."""

from decimal import Decimal

from fleet.intake.fields import IDENTIFIERS
from fleet.intake.mapping import MappedColumn, Mapping, Source

# What names a device or its model: a column taken for one of these by mistake spoils every row.
DECISIVE = frozenset({*IDENTIFIERS, "imei2", "meid", "model", "model_code"})
_CERTAIN = Decimal("0.90")
_GUESSED = (Source.FUZZY, Source.CONTENT)


def is_certain(mapping: Mapping) -> bool:
    """Whether nothing has to be asked: devices and, but in a lease schedule, models are named; no column is a guess."""
    says_what = not mapping.fields.keys().isdisjoint(("model", "model_code")) or _is_lease_schedule(mapping)
    return mapping.names_devices and says_what and not any(map(is_guess, mapping.columns))


def _is_lease_schedule(mapping: Mapping) -> bool:
    """A lessor lists serial numbers with their contracts: what the devices are, other lists say."""
    fields = mapping.fields.keys()
    return "serial" in fields and not fields.isdisjoint(("lessor", "lease_reference", "lease_ends_on"))


def is_guess(column: MappedColumn) -> bool:
    """Whether a person should look at how this column was matched."""
    if not column.field:
        return False
    return column.source in _GUESSED or (column.field in DECISIVE and column.confidence < _CERTAIN)

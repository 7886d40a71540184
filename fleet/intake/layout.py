"""Where the fields of a file stand, worked out once per file: which columns are read, and how its dates are written."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from fleet.intake import mapping as mappings
from fleet.intake.columns import fold_header
from fleet.intake.date_orders import DateOrders
from fleet.intake.fields import DATES
from fleet.intake.identifiers import is_blank

_NUMBERED = ("serial", "imei")
_COUNT = re.compile(r"[\d\s.,]{1,8}")  # how many, where a serial number would stand
_TOTAL = re.compile(
    r"(?:(?:sous|grand|sub|nombre|nb|number|cumul) )?(?:total|totals|totaux|subtotal|subtotals|somme|sommes|sum|count)"
    r"(?: (?:general|generale|generaux|cumule|appareils|devices|materiels|postes|parc|rows|\d+|(?:de|des|du|of) \w+))*"
)
_BEGINS_LIKE_TOTAL = re.compile(r"\W*(?:sous|grand|sub|nombre|nb|number|cumul|tota|somm|sum|count)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class UsedColumn:
    """One column that is read; `label` is its header, numbered when an earlier used column has the same."""

    field: str
    index: int
    header: str
    label: str


@dataclass(frozen=True, kw_only=True)
class RowLayout:
    """The columns in use and the order of their dates. What is not in here is never looked at."""

    columns: tuple[UsedColumn, ...]
    headers: tuple[str, ...]
    date_orders: DateOrders

    def header_of(self, field: str) -> str:
        """The file's own header above a field, or an empty text."""
        return next((column.header for column in self.columns if column.field == field), "")

    def only(self, fields: Collection[str]) -> "RowLayout":
        """The same layout with no other columns than those of `fields`."""
        return replace(self, columns=tuple(column for column in self.columns if column.field in fields))

    def reason_to_skip(self, values: Sequence[str]) -> str:
        """Return 'total' for a line that sums up, 'header' for a repeated header row, else an empty text."""
        first = next(filter(None, values), "")
        if first in self.headers and tuple(values) == self.headers[: len(values)]:
            return "header"
        if not _may_sum_up(first) or not _TOTAL.fullmatch(fold_header(first)):
            return ""
        numbers = (values[used.index] for used in self.columns if used.field in _NUMBERED and used.index < len(values))
        is_device = any(not is_blank(number) and number != first and not _COUNT.fullmatch(number) for number in numbers)
        return "" if is_device else "total"


def _may_sum_up(text: str) -> bool:
    """A quick look that spares most rows the long one; letters that only look Latin are left to that."""
    return not text.isascii() or _BEGINS_LIKE_TOTAL.match(text) is not None


def lay_out(*, mapping: mappings.Mapping, rows: Iterable[tuple[int, Sequence[str]]]) -> RowLayout:
    """Return the layout of a file; `rows` are read once, and only when a date is met that may be read in two ways."""
    columns: list[UsedColumn] = []
    labels: dict[str, int] = {}
    for column in mapping.columns:
        if column.field:
            labels[column.header] = count = labels.get(column.header, 0) + 1
            label = column.header if count == 1 else f"{column.header} ({count})"
            columns.append(UsedColumn(field=column.field, index=column.index, header=column.header, label=label))
    dated = {column.field: column.index for column in columns if column.field in DATES}
    return RowLayout(
        columns=tuple(columns),
        headers=tuple(column.header for column in mapping.columns),
        date_orders=DateOrders(columns=dated, rows=rows, language=mapping.language),
    )

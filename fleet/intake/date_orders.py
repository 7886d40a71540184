"""How the dates of a file are written: what no cell says by itself, its column may, or the file's other dates."""

from collections.abc import Iterable, Mapping, Sequence

from fleet.intake.dates import DateOrder, decide_order, order_proved_by


class DateOrders:
    """The order of day and month by field. The rows are read when somebody asks, for most files never need it."""

    def __init__(self, *, columns: Mapping[str, int], rows: Iterable[tuple[int, Sequence[str]]], language: str) -> None:
        """`columns` are the places of the fields that hold dates."""
        self._columns, self._rows, self._language = columns, rows, language
        self._decided: Mapping[str, DateOrder] | None = None

    def of(self, field: str) -> DateOrder:
        """Each column by its own cells, else by the file's other dates, else by the language of its headers."""
        if self._decided is None:
            self._decided = self._decide()
        return self._decided.get(field, DateOrder.UNKNOWN)

    def with_said(self, said: Mapping[str, DateOrder]) -> "DateOrders":
        """The same, where somebody has said how the dates of these fields are written."""
        return _SaidOrders(self, said) if said else self

    def _decide(self) -> dict[str, DateOrder]:
        proofs: dict[str, set[DateOrder | None]] = {field: set() for field in self._columns}
        for _, values in self._rows:
            for field, index in self._columns.items():
                if index < len(values):
                    proofs[field].add(order_proved_by(values[index]))
        whole_file = decide_order(set().union(*proofs.values()))
        if whole_file is DateOrder.UNKNOWN and self._language == "fr":
            whole_file = DateOrder.DAY_FIRST
        return {field: _own_or(seen, whole_file) for field, seen in proofs.items()}


class _SaidOrders(DateOrders):
    def __init__(self, others: DateOrders, said: Mapping[str, DateOrder]) -> None:
        self._others, self._said = others, said

    def of(self, field: str) -> DateOrder:
        return self._said[field] if field in self._said else self._others.of(field)


def _own_or(seen: set[DateOrder | None], otherwise: DateOrder) -> DateOrder:
    """A column that proves both orders is not helped by its neighbours."""
    proved = seen - {None}
    return decide_order(proved) if proved else otherwise

"""What the rows of a price book must say together: nothing missing, no step out of order.

That a better condition pays no less is no rule of this kind: a book may say so on purpose, and its publisher is warned.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from catalogue.condition import FunctionalState, Grade, Lock
from catalogue.loading.data_file import Problems
from catalogue.models.price_rows import EVERY_CATEGORY, PriceRow

Rows = Mapping[str, Sequence[tuple[str, PriceRow]]]


def check_rules(rows: Rows, *, problems: Problems) -> None:
    """Note what is missing or contradictory in a book whose single rows are right."""
    _check_every_condition_has_a_rate(rows["condition"], problems=problems)
    _check_every_lock_has_a_rate(rows["lock"], problems=problems)
    _check_older_keeps_no_more(rows["retention"], problems=problems)
    _check_every_crack_has_a_rate(rows["cracked"], problems=problems)
    _check_larger_lots_pay_no_less(rows["lot_bonus"], problems=problems)
    _check_minimum_asks_something(rows["lot_minimum"], problems=problems)


def _check_every_condition_has_a_rate(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    known = {(row.grade, row.functional_state) for _, row in rows if row.category == EVERY_CATEGORY}
    for state in FunctionalState.values:
        for grade in Grade.values:
            if (grade, state) not in known:
                hint = f"has no row for category *, grade {grade}, {state}"
                problems.add("condition", "", hint, code="condition_missing", grade=grade, state=state)


def _check_every_lock_has_a_rate(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for lock in Lock.values:
        if lock not in {row.lock for _, row in rows}:
            problems.add("lock", "", f"has no row for {lock}", code="lock_missing", lock=lock)


def _check_older_keeps_no_more(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for category in sorted({row.category for _, row in rows}):
        mine = sorted(((where, row) for where, row in rows if row.category == category), key=_by("up_to_age_months"))
        for (_, before), (where, after) in pairwise(mine):
            if after.percent > before.percent:
                hint = f"is more than at up_to_age_months {before.up_to_age_months} ({category})"
                problems.add(where, "percent", hint, code="more_than_before", step=before.up_to_age_months)


def _check_every_crack_has_a_rate(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    """A book that prices cracked devices prices them in every functional state; one that does not leaves them open."""
    known = {row.functional_state for _, row in rows if row.category == EVERY_CATEGORY}
    for state in FunctionalState.values:
        if rows and state not in known:
            problems.add("cracked", "", f"has no row for category *, {state}")


def _check_larger_lots_pay_no_less(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for (_, smaller), (where, larger) in pairwise(sorted(rows, key=_by("min_units"))):
        if larger.percent < smaller.percent:
            hint = f"is less than from {smaller.min_units} units on"
            problems.add(where, "percent", hint, code="larger_lot_pays_less", step=smaller.min_units)


def _check_minimum_asks_something(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for where, row in rows:
        if row.min_units == 1 and not row.min_amount:
            problems.add(where, "min_units", "asks for nothing: 2 or more, or a min_amount", code="minimum_of_nothing")


def _by(name: str) -> Any:
    return lambda place: getattr(place[1], name)

"""What the rows of a price book must say together: nothing missing, nothing upside down."""

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
    _check_worse_grades_pay_no_more(rows["condition"], problems=problems)
    _check_every_lock_has_a_rate(rows["lock"], problems=problems)
    _check_falling(rows["retention"], by="up_to_age_months", what="percent", problems=problems)
    _check_every_crack_has_a_rate(rows["cracked"], problems=problems)
    _check_falling(rows["battery"], by="below_percent", what="amount", problems=problems)
    _check_surer_pays_no_less(rows["unsure"], problems=problems)
    _check_larger_lots_pay_no_less(rows["lot_bonus"], problems=problems)


def _check_every_condition_has_a_rate(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    known = {(row.grade, row.functional_state) for _, row in rows if row.category == EVERY_CATEGORY}
    for state in FunctionalState.values:
        for grade in Grade.values:
            if (grade, state) not in known:
                hint = f"has no row for category *, grade {grade}, {state}"
                problems.add("condition", "", hint, code="condition_missing", grade=grade, state=state)


def _check_worse_grades_pay_no_more(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    places = {(row.category, row.grade, row.functional_state): (where, row) for where, row in rows}
    for category in sorted({row.category for _, row in rows}):
        for state in FunctionalState.values:
            column = [
                places.get((category, grade, state)) or places.get((EVERY_CATEGORY, grade, state))
                for grade in Grade.values
            ]
            for (_, better), (where, worse) in pairwise(place for place in column if place):
                if worse.percent > better.percent:
                    hint = f"a worse grade pays more than grade {better.grade} ({category})"
                    problems.add(where, "percent", hint, code="worse_grade_pays_more", grade=better.grade)


def _check_every_lock_has_a_rate(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for lock in Lock.values:
        if lock not in {row.lock for _, row in rows}:
            problems.add("lock", "", f"has no row for {lock}", code="lock_missing", lock=lock)


def _check_falling(rows: Sequence[tuple[str, Any]], *, by: str, what: str, problems: Problems) -> None:
    """An older device keeps no more of its price; a better battery costs no more."""
    for category in sorted({row.category for _, row in rows}):
        mine = sorted(((where, row) for where, row in rows if row.category == category), key=_by(by))
        for (_, before), (where, after) in pairwise(mine):
            if getattr(after, what) > getattr(before, what):
                hint = f"is more than at {by} {getattr(before, by)} ({category})"
                problems.add(where, what, hint, code="more_than_before", step=getattr(before, by))


def _check_every_crack_has_a_rate(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    """A book that prices cracked devices prices them in every functional state; one that does not leaves them open."""
    known = {row.functional_state for _, row in rows if row.category == EVERY_CATEGORY}
    for state in FunctionalState.values:
        if rows and state not in known:
            problems.add("cracked", "", f"has no row for category *, {state}")


def _check_surer_pays_no_less(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for (_, less_sure), (where, surer) in pairwise(sorted(rows, key=_by("below_percent"))):
        if surer.percent < less_sure.percent:
            problems.add(where, "percent", f"is less than below {less_sure.below_percent} per cent")


def _check_larger_lots_pay_no_less(rows: Sequence[tuple[str, Any]], *, problems: Problems) -> None:
    for (_, smaller), (where, larger) in pairwise(sorted(rows, key=_by("min_units"))):
        if larger.percent < smaller.percent:
            hint = f"is less than from {smaller.min_units} units on"
            problems.add(where, "percent", hint, code="larger_lot_pays_less", step=smaller.min_units)


def _by(name: str) -> Any:
    return lambda place: getattr(place[1], name)

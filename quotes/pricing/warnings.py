"""What a price book says on purpose or by mistake: a better condition that pays less. Nothing is refused for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.pricing.book import PriceBook
from quotes.pricing.facts import FUNCTIONAL_STATES, GRADES
from quotes.pricing.rules import EVERY_CATEGORY, BatteryDeduction, ConditionRate, CrackedRate, UnsureRate

Rate = ConditionRate | CrackedRate
Graded = Rate | BatteryDeduction | UnsureRate


@dataclass(frozen=True, kw_only=True)
class BookWarning:
    """Two rules the wrong way round: a device under `worse` is paid more than one under `better`."""

    category: str
    better: Graded
    worse: Graded


def warnings_of(book: PriceBook) -> tuple[BookWarning, ...]:
    """Return each pair of rules by which a device in a worse condition is paid more, for whoever publishes the book."""
    found: dict[BookWarning, None] = {}
    rates: tuple[Rate, ...] = (*book.condition_rates, *book.cracked_rates)
    for category in sorted({EVERY_CATEGORY, *(rate.category for rate in rates)}):
        for scale in _scales(book, category):
            for better, worse in pairwise(rate for rate in scale if rate is not None):
                if worse.percent > better.percent:
                    found[BookWarning(category=category, better=better, worse=worse)] = None
    for warning in (*_battery_warnings(book), *_unsure_warnings(book)):
        found[warning] = None
    return tuple(found)


def _scales(book: PriceBook, category: str) -> Iterator[Sequence[Rate | None]]:
    """Each row of rates that should fall: by grade and then cracked, and by function for each grade."""

    def rate(grade: str, state: str) -> Rate | None:
        return book.condition_rate_of(category=category, grade=grade, functional_state=state)

    def cracked(state: str) -> Rate | None:
        return book.cracked_rate_of(category=category, functional_state=state)

    for state in FUNCTIONAL_STATES:
        yield [*(rate(grade, state) for grade in GRADES), cracked(state)]
    for grade in GRADES:
        yield [rate(grade, state) for state in FUNCTIONAL_STATES]
    yield [cracked(state) for state in FUNCTIONAL_STATES]


def _battery_warnings(book: PriceBook) -> Iterator[BookWarning]:
    for category in sorted({row.category for row in book.battery_deductions}):
        rows = [row for row in book.battery_deductions if row.category == category]
        for worse, better in pairwise(sorted(rows, key=lambda row: row.below_percent)):
            if better.amount > worse.amount:
                yield BookWarning(category=category, better=better, worse=worse)


def _unsure_warnings(book: PriceBook) -> Iterator[BookWarning]:
    for worse, better in pairwise(sorted(book.unsure_rates, key=lambda row: row.below_percent)):
        if worse.percent > better.percent:
            yield BookWarning(category=EVERY_CATEGORY, better=better, worse=worse)

"""Price one device, or a lot, by a published book: base, age, condition, battery, lot bonus, handling, floor, lock."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from b2b_portal.lib.money import Money
from quotes.pricing.base import Start, start_of
from quotes.pricing.book import PriceBook
from quotes.pricing.deductions import for_battery, for_condition, for_handling, for_lock, for_lot, to_coins, to_floor
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.rules import ConditionRate
from quotes.pricing.waterfall import Step, StoragePrice, Waterfall, next_step


def price_device(facts: DeviceFacts, book: PriceBook, *, at: date, lot_units: int) -> Waterfall:
    """Return the price of one device of a lot of `lot_units`, in the book's currency, with every step that led to it.

    Raises: ValueError, when the lot is empty.
    """
    if lot_units < 1:
        raise ValueError(f"a lot has one device or more, not {lot_units}")
    if facts.model_slug is None:
        return _without_price(book, code="to_be_identified", doubt="not_identified")
    start = start_of(facts, book, at=at)
    rate = book.condition_rate_of(category=facts.category, grade=facts.grade, functional_state=facts.functional_state)
    if start is None or rate is None:
        return _without_price(book, code="to_be_priced", doubt="not_priced")
    steps = _follow_rules(start, facts, book, rate, lot_units=lot_units)
    lock = for_lock(steps[-1].running, facts, book)
    payable = Money(steps[-1].running, book.currency)
    nothing = Money.zero(book.currency)
    unsure = ("low_confidence",) if facts.confidence < book.firm_from_confidence else ()
    return Waterfall(
        book_version=book.version,
        steps=(*steps, lock) if lock else steps,
        net=nothing if lock else payable,
        withheld=payable if lock else nothing,
        doubts=(*start.doubts, *unsure),
        if_storage=() if lock else _price_by_storage(start, facts, book, at=at, lot_units=lot_units),
    )


def price_lot(lot: Sequence[DeviceFacts], book: PriceBook, *, at: date) -> tuple[Waterfall, ...]:
    """Return the price of each device of the lot, in its order; devices with equal facts are priced once."""
    priced: dict[DeviceFacts, Waterfall] = {}
    for facts in lot:
        if facts not in priced:
            priced[facts] = price_device(facts, book, at=at, lot_units=len(lot))
    return tuple(priced[facts] for facts in lot)


def _follow_rules(
    start: Start, facts: DeviceFacts, book: PriceBook, rate: ConditionRate, *, lot_units: int
) -> tuple[Step, ...]:
    rules: tuple[Callable[[Decimal], Step | None], ...] = (
        partial(for_condition, facts=facts, rate=rate),
        partial(for_battery, facts=facts, book=book),
        partial(for_lot, book=book, lot_units=lot_units),
        partial(for_handling, facts=facts, book=book),
        partial(to_floor, facts=facts, book=book),
        partial(to_coins, currency=book.currency),
    )
    steps = list(start.steps)
    for rule in rules:
        step = rule(steps[-1].running)
        if step is not None:
            steps.append(step)
    return tuple(steps)


def _price_by_storage(
    start: Start, facts: DeviceFacts, book: PriceBook, *, at: date, lot_units: int
) -> tuple[StoragePrice, ...]:
    return tuple(
        StoragePrice(
            storage_gb=storage_gb,
            net=price_device(replace(facts, storage_gb=storage_gb), book, at=at, lot_units=lot_units).net,
        )
        for storage_gb in start.capacities
    )


def _without_price(book: PriceBook, *, code: str, doubt: str) -> Waterfall:
    nothing = Money.zero(book.currency)
    step = next_step(code, "", Decimal(0), after=Decimal(0))
    return Waterfall(book_version=book.version, steps=(step,), net=nothing, withheld=nothing, doubts=(doubt,))

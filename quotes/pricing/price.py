"""Price one device, or a lot, by a published book.

The order of the rules: base, age, condition, defects, battery, charger, lot bonus, premium, agreement, handling, a
doubtful model, floor, the least price of a programme, rounding, a device that may not be shipped, a price set by hand,
and last what keeps everything back: a lock.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from b2b_portal.lib.money import Money
from quotes.pricing.base import Start, start_of
from quotes.pricing.book import PriceBook
from quotes.pricing.deductions import (
    by_hand,
    for_agreement,
    for_battery,
    for_charger,
    for_condition,
    for_defect,
    for_doubtful_model,
    for_handling,
    for_lock,
    for_lot,
    for_premium,
    for_shipping,
    priced_defects,
    to_coins,
    to_floor,
    to_least_price,
)
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.rules import ConditionRate, CrackedRate
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
    rate = _rate_of(facts, book)
    if start is None or rate is None:
        return _without_price(book, code="to_be_priced", doubt="not_priced")
    steps = _follow_rules(start, facts, book, rate, lot_units=lot_units)
    payable = Money(steps[-1].running, book.currency)
    lock = for_lock(payable.amount, facts, book)
    nothing = Money.zero(book.currency)
    waterfall = Waterfall(
        book_version=book.version,
        steps=(*steps, lock) if lock else steps,
        net=nothing if lock else payable,
        withheld=payable if lock else nothing,
        doubts=(*start.doubts, *_doubts_of(facts, book)),
    )
    return waterfall if lock else _with_range(waterfall, start, facts, book, at=at, lot_units=lot_units)


def price_lot(lot: Sequence[DeviceFacts], book: PriceBook, *, at: date) -> tuple[Waterfall, ...]:
    """Return the price of each device of the lot, in its order; devices with equal facts are priced once."""
    priced: dict[DeviceFacts, Waterfall] = {}
    for facts in lot:
        if facts not in priced:
            priced[facts] = price_device(facts, book, at=at, lot_units=len(lot))
    return tuple(priced[facts] for facts in lot)


def _rate_of(facts: DeviceFacts, book: PriceBook) -> ConditionRate | CrackedRate | None:
    """A cracked device has a price of its own, whatever its grade."""
    if facts.cracked:
        return book.cracked_rate_of(category=facts.category, functional_state=facts.functional_state)
    return book.condition_rate_of(category=facts.category, grade=facts.grade, functional_state=facts.functional_state)


def _doubts_of(facts: DeviceFacts, book: PriceBook) -> tuple[str, ...]:
    unsure = ("low_confidence",) if facts.confidence < book.firm_from_confidence else ()
    listed = all(book.defect_deduction_of(category=facts.category, code=code) for code in priced_defects(facts))
    return unsure if listed else (*unsure, "defect_not_listed")


def _follow_rules(
    start: Start, facts: DeviceFacts, book: PriceBook, rate: ConditionRate | CrackedRate, *, lot_units: int
) -> tuple[Step, ...]:
    rules: tuple[Callable[[Decimal], Step | None], ...] = (
        partial(for_condition, facts=facts, rate=rate),
        *(partial(for_defect, facts=facts, book=book, code=code) for code in priced_defects(facts)),
        partial(for_battery, facts=facts, book=book),
        partial(for_charger, facts=facts, book=book),
        partial(for_lot, book=book, lot_units=lot_units),
        partial(for_premium, facts=facts, book=book),
        partial(for_agreement, facts=facts, book=book),
        partial(for_handling, facts=facts, book=book),
        partial(for_doubtful_model, facts=facts, book=book),
        partial(to_floor, facts=facts, book=book),
        partial(to_least_price, facts=facts, book=book),
        partial(to_coins, currency=book.currency),
        partial(for_shipping, facts=facts),
        partial(by_hand, facts=facts, currency=book.currency),
    )
    steps = list(start.steps)
    for rule in rules:
        step = rule(steps[-1].running)
        if step is not None:
            steps.append(step)
    return tuple(steps)


def _with_range(
    waterfall: Waterfall, start: Start, facts: DeviceFacts, book: PriceBook, *, at: date, lot_units: int
) -> Waterfall:
    """Add what each missing answer would make of the price."""

    def price(**known: Any) -> Waterfall:
        return price_device(replace(facts, **known), book, at=at, lot_units=lot_units)

    doubtful = book.unsure_rate_of(facts.confidence) is not None
    return replace(
        waterfall,
        if_storage=tuple(StoragePrice(storage_gb=gb, net=price(storage_gb=gb).net) for gb in start.capacities),
        if_confirmed=price(confidence=Decimal(1)).high if doubtful else None,
    )


def _without_price(book: PriceBook, *, code: str, doubt: str) -> Waterfall:
    nothing = Money.zero(book.currency)
    step = next_step(code, "", Decimal(0), after=Decimal(0))
    return Waterfall(book_version=book.version, steps=(step,), net=nothing, withheld=nothing, doubts=(doubt,))

"""What waiting costs: the price of a device as it grows older, by the same book and in the condition it has now.

Where the book prices the model by its age, the device is priced again at each later age. Where it has a price of its
own for the model, that price falls as the book lets a new price fall between the two ages, and past the last age of
the book no further.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from b2b_portal.lib.money import Money
from quotes.pricing.book import PriceBook
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall

MONTHS = range(1, 13)


def nets_later(
    facts: DeviceFacts, priced: Waterfall, book: PriceBook, *, at: date, lot_units: int
) -> tuple[Decimal, ...]:
    """Return the net price of a device, `priced` on day `at`, in each of the next twelve months."""
    price: Callable[[date], Decimal] = partial(_fallen, facts, priced, book, at)
    if "price_by_age" in priced.doubts:
        price = partial(_priced_again, facts, book, lot_units)
    nets = {_row_name(facts, book, at): priced.net.amount}  # within one row of the book a price stands still
    found = []
    for months in MONTHS:
        day = months_after(at, months)
        name = _row_name(facts, book, day)
        if name not in nets:
            nets[name] = price(day)
        found.append(nets[name])
    return tuple(found)


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _row_name(facts: DeviceFacts, book: PriceBook, day: date) -> str:
    row = book.retention_of(category=facts.category, age_months=facts.age_in_months(at=day))
    return row.rule_id if row else ""


def _priced_again(facts: DeviceFacts, book: PriceBook, lot_units: int, day: date) -> Decimal:
    return price_device(replace(facts, by_hand=None), book, at=day, lot_units=lot_units).net.amount


def _fallen(facts: DeviceFacts, priced: Waterfall, book: PriceBook, at: date, day: date) -> Decimal:
    net, now, then = priced.net.amount, _percent(facts, book, at), _percent(facts, book, day)
    if not now:
        return net
    fallen = Money(net * then / now, book.currency).quantise().amount
    rows = (book.floor_of(facts.category), book.terms.least_price_of(facts))
    return max(fallen, *(min(net, row.amount) for row in rows if row), Decimal(0))


def _percent(facts: DeviceFacts, book: PriceBook, day: date) -> Decimal:
    """What a new price keeps at its age on this day; that of the last age past the table."""
    age = facts.age_in_months(at=day)
    row = book.retention_of(category=facts.category, age_months=age)
    row = row or book.retention_of(category=facts.category, age_months=None)
    return row.percent if row else Decimal(0)

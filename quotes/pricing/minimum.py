"""How large a lot has to be: what it falls short of the least that a book asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quotes.pricing.book import PriceBook
from quotes.pricing.rules import EVERY_CATEGORY, LotMinimum


@dataclass(frozen=True, kw_only=True)
class Share:
    """Devices of one category in a lot; what they bring once their locks are removed, None before they are priced."""

    category: str
    units: int
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """A rule that the lot does not reach, and what is missing: devices, an amount, or both."""

    rule: LotMinimum
    missing_units: int
    missing_amount: Decimal


def shortfalls_of(lot: Iterable[Share], book: PriceBook) -> tuple[Shortfall, ...]:
    """Return every minimum that the lot misses, in the book's order; one of a category that it does not hold is met."""
    shares = list(lot)
    found = (_shortfall_of([share for share in shares if _is_about(rule, share)], rule) for rule in book.lot_minimums)
    return tuple(each for each in found if each)


def _is_about(rule: LotMinimum, share: Share) -> bool:
    return rule.category in (share.category, EVERY_CATEGORY)


def _shortfall_of(shares: list[Share], rule: LotMinimum) -> Shortfall | None:
    units = sum(share.units for share in shares)
    priced = [share.amount for share in shares if share.amount is not None]
    missing_units = max(rule.min_units - units, 0)
    missing_amount = max(rule.min_amount - sum(priced), Decimal(0)) if priced else Decimal(0)
    if not units or not (missing_units or missing_amount):
        return None
    return Shortfall(rule=rule, missing_units=missing_units, missing_amount=missing_amount)

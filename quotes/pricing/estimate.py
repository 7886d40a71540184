"""What kinds of devices would bring before anybody has seen them: a range, what would narrow it, and the next bonus."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from quotes.pricing.book import PriceBook
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.minimum import Share, Shortfall, shortfalls_of
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall

# What devices of unknown looks turn out to be in the trade: like new to visibly worn.
BEST_GRADE, WORST_GRADE = "A", "C"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Devices of which the same is said: what they are called, what is known, whether their looks are part of that."""

    label: str
    units: int
    facts: DeviceFacts
    says_grade: bool = True


@dataclass(frozen=True, kw_only=True)
class PricedKind:
    """A kind with what each of its devices brings at the least and at the most, and what a lock keeps back of it."""

    kind: Kind
    least: Waterfall
    most: Waterfall

    @property
    def is_priced(self) -> bool:
        """Whether it has a price; what a lock keeps back is one as well."""
        return bool(self.high or self.withheld)

    @property
    def low(self) -> Decimal:
        """What one device brings at the least."""
        return self.least.low.amount

    @property
    def high(self) -> Decimal:
        """What one device brings at the most."""
        return self.most.high.amount

    @property
    def withheld(self) -> Decimal:
        """What one device brings at the least once its lock is removed."""
        return self.least.withheld.amount

    @property
    def spread(self) -> dict[str, Decimal]:
        """By how much each answer that is missing narrows the price of one device."""
        looks = {"condition": self.most.net.amount - self.least.net.amount}
        others = {asked.code: asked.high.amount - asked.low.amount for asked in self.least.questions}
        return {code: amount for code, amount in (looks | others).items() if amount > 0}


class Answer(NamedTuple):
    """An answer that is missing: of how many devices, and by how much it narrows the range at the most."""

    code: str
    units: int
    amount: Decimal


class NextBonus(NamedTuple):
    """The next step of the bonus by quantity: how many devices are missing, and what these here would bring more."""

    missing_units: int
    percent: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What a list would bring as one collection, in the book's currency."""

    currency: str
    kinds: tuple[PricedKind, ...]
    next_bonus: NextBonus | None = None
    shortfalls: tuple[Shortfall, ...] = ()

    @property
    def priced(self) -> tuple[PricedKind, ...]:
        """The kinds that have a price, those that bring most first."""
        found = (one for one in self.kinds if one.is_priced)
        return tuple(sorted(found, key=lambda one: (-one.high * one.kind.units, one.kind.label)))

    @property
    def unpriced(self) -> tuple[Kind, ...]:
        """The kinds without a price."""
        return tuple(one.kind for one in self.kinds if not one.is_priced)

    @property
    def units(self) -> int:
        """How many devices have a price."""
        return sum(one.kind.units for one in self.priced)

    @property
    def low(self) -> Decimal:
        """What all of them bring at the least."""
        return _lowest(self.kinds)

    @property
    def high(self) -> Decimal:
        """What all of them bring at the most."""
        return sum((one.kind.units * one.high for one in self.kinds), Decimal(0))

    @property
    def withheld(self) -> Decimal:
        """What comes on top once locks are removed."""
        return sum((one.kind.units * one.withheld for one in self.kinds), Decimal(0))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that would narrow the range, the one that narrows it most first."""
        found: dict[str, Answer] = {}
        for one in self.priced:
            for code, amount in one.spread.items():
                _code, units, before = found.get(code, Answer(code, 0, Decimal(0)))
                found[code] = Answer(code, units + one.kind.units, before + amount * one.kind.units)
        return tuple(sorted(found.values(), key=lambda answer: -answer.amount))


def estimate_kinds(kinds: Sequence[Kind], book: PriceBook, *, at: date) -> Estimate:
    """Price the kinds as one collection; what has no model is no part of it, and promises no bonus."""
    units = sum(kind.units for kind in kinds if kind.facts.model_slug)
    priced = tuple(_priced(kind, book, at=at, lot_units=units) for kind in kinds)
    following = book.lot_bonus_after(lot_units=units)
    shortfalls = shortfalls_of((_share(one) for one in priced if one.is_priced), book)
    if following is None or not any(one.is_priced for one in priced):
        return Estimate(currency=book.currency, kinds=priced, shortfalls=shortfalls)
    larger = [_priced(kind, book, at=at, lot_units=following.min_units) for kind in kinds]
    gain = _lowest(larger) - _lowest(priced)
    bonus = NextBonus(following.min_units - units, following.percent, gain) if gain > 0 else None
    return Estimate(currency=book.currency, kinds=priced, next_bonus=bonus, shortfalls=shortfalls)


def _priced(kind: Kind, book: PriceBook, *, at: date, lot_units: int) -> PricedKind:
    grades = (kind.facts.grade,) * 2 if kind.says_grade else (WORST_GRADE, BEST_GRADE)
    least, most = (
        price_device(replace(kind.facts, grade=grade), book, at=at, lot_units=max(lot_units, 1)) for grade in grades
    )
    return PricedKind(kind=kind, least=least, most=most)


def _share(one: PricedKind) -> Share:
    """At its best: who is told that an offer would be too small has no answer that makes it large enough."""
    units = one.kind.units
    return Share(category=one.kind.facts.category, units=units, amount=units * max(one.high, one.withheld))


def _lowest(kinds: Sequence[PricedKind]) -> Decimal:
    return sum((one.kind.units * one.low for one in kinds), Decimal(0))

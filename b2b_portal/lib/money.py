"""Money: an exact decimal amount and its currency, rounded once, half-up, at the end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from functools import total_ordering

# ISO 4217, list one: the currencies whose minor unit is not the usual hundredth.
_NO_DECIMALS = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"}
)
_THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥", "CHF": "Fr."}

# Sums and products are exact or an error, never silently shortened to 28 digits.
_EXACT = Context(prec=80, traps=[Inexact, InvalidOperation])

_GROUP_MARKS = re.compile("[ \u00a0\u202f\u2009'\u2019]")  # space, no-break, narrow no-break, thin, apostrophes
_WHOLE_NUMBER = re.compile(r"[0-9]+|[0-9]{1,3}(?:([_.,])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMALS = re.compile("[0-9]+")
_COULD_BE_A_GROUP = re.compile("[1-9][0-9]{0,2}[.,][0-9]{3}")


class DifferentCurrencies(ValueError):
    """Two amounts in different currencies were added or compared: convert one of them first."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} cannot be added or compared: convert one of them first")


class UnreadableAmount(ValueError):
    """The text is not an amount of money: write it as 1499.00 or 1 499,00."""


class AmbiguousAmount(UnreadableAmount):
    """The text can be read as two amounts (1,499 is a thousand or one and a half): write the decimals."""


def digits_of(currency: str) -> int:
    """Return how many decimals the currency has: 2 for EUR, 0 for JPY (ISO 4217)."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


@total_ordering
@dataclass(frozen=True)
class Money:
    """An exact amount of one currency; it may be finer than a cent until `quantise` is called."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"an amount is a Decimal, not {type(self.amount).__name__}: {self.amount!r}")
        if not self.amount.is_finite():
            raise ValueError("an amount is a finite number")
        if not re.fullmatch("[A-Z]{3}", self.currency):
            raise ValueError(f"a currency is three capital letters (ISO 4217), not {self.currency!r}")

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing at all, in this currency, with its decimals."""
        return cls(Decimal(0), currency).quantise()

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __add__(self, other: "Money") -> "Money":
        self._check_same_currency(other)
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._check_same_currency(other)
        return Money(_EXACT.subtract(self.amount, other.amount), self.currency)

    def __mul__(self, quantity: int) -> "Money":
        if isinstance(quantity, bool) or not isinstance(quantity, int):
            raise TypeError(f"money is multiplied by a whole quantity, not {type(quantity).__name__}")
        return Money(_EXACT.multiply(self.amount, Decimal(quantity)), self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(self.amount.copy_negate(), self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._check_same_currency(other)
        return self.amount < other.amount

    @property
    def is_quantised(self) -> bool:
        """Whether the amount is a whole number of the currency's smallest coin."""
        return self.quantise().amount == self.amount

    def quantise(self) -> "Money":
        """Round half-up (away from zero) to the currency's decimals."""
        step = Decimal(1).scaleb(-digits_of(self.currency))
        return Money(self.amount.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=80)), self.currency)

    def percent_of(self, percent: Decimal) -> "Money":
        """Return `percent` per cent of this amount, exact: the caller rounds, once."""
        if not isinstance(percent, Decimal):
            raise TypeError(f"a percentage is a Decimal, not {type(percent).__name__}")
        return Money(_EXACT.multiply(self.amount, percent).scaleb(-2, _EXACT), self.currency)

    def allocate(self, parts: Sequence[int | Decimal]) -> tuple["Money", ...]:
        """Split by the weights in `parts`; the shares add up to the cent, the last one that weighs takes the rest.

        Raises: ValueError, for an unrounded amount, a negative weight or weights that are all zero.
        """
        weights = [Decimal(part) for part in parts]
        if not self.is_quantised:
            raise ValueError(f"round {self} before it is split")
        if any(weight < 0 for weight in weights) or not any(weights):
            raise ValueError("weights are zero or more, and one of them is more")
        last = max(place for place, weight in enumerate(weights) if weight)
        shares = [self._share(weight, sum(weights)) for weight in weights]
        rest = self - total((share for place, share in enumerate(shares) if place != last), currency=self.currency)
        return tuple(rest if place == last else share for place, share in enumerate(shares))

    def _share(self, weight: Decimal, whole: Decimal | int) -> "Money":
        step = Decimal(1).scaleb(-digits_of(self.currency))
        exact = Context(prec=80).divide(_EXACT.multiply(self.amount, weight), Decimal(whole))
        return Money(exact.quantize(step, rounding=ROUND_DOWN, context=Context(prec=80)), self.currency)

    def _check_same_currency(self, other: object) -> None:
        if not isinstance(other, Money):
            raise TypeError(f"money goes with money, not with {type(other).__name__}")
        if self.currency != other.currency:
            raise DifferentCurrencies(self.currency, other.currency)


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Return the exact sum, zero of `currency` when there is none.

    Raises: DifferentCurrencies, when one of them is in another currency.
    """
    result = Money.zero(currency)
    for money in amounts:
        result += money
    return result


def parse_money(text: str, *, currency: str) -> Money:
    """Read an amount as people write it: 1 499,00 or 1,499.00 or 1499, with or without the currency's sign.

    Raises: AmbiguousAmount, for 1,499 and 1.499; UnreadableAmount, for all that is not an amount of this currency.
    """
    body = text.strip().replace("\u2212", "-")
    for mark in (currency, _SYMBOLS.get(currency, currency)):
        body = body.removeprefix(mark).removesuffix(mark).strip()
    whole, fraction = _split_decimals(_GROUP_MARKS.sub("_", body.removeprefix("-").strip()), currency=currency)
    if not _WHOLE_NUMBER.fullmatch(whole) or not _DECIMALS.fullmatch(fraction):
        raise UnreadableAmount(f"{text!r} is not an amount: write it as 1499.00 or 1 499,00")
    sign = "-" if body.startswith("-") else ""
    exact = Money(Decimal(f"{sign}{re.sub('[_.,]', '', whole)}.{fraction}"), currency)
    if not exact.is_quantised:
        raise UnreadableAmount(f"{text!r} has more decimals than {currency}, which has {digits_of(currency)}")
    return exact.quantise()


def _split_decimals(body: str, *, currency: str) -> tuple[str, str]:
    """Tell the decimal separator from the grouping one; give the grouped whole part and the decimals."""
    separators = [sign for sign in body if sign in ".,"]
    if not separators or (len(set(separators)) == 1 and len(separators) > 1):
        return body, "0"
    whole, _, fraction = body.rpartition(separators[-1])
    if len(separators) > 1 or not _COULD_BE_A_GROUP.fullmatch(body):
        return whole, fraction
    if digits_of(currency) == 0:
        return body, "0"
    raise AmbiguousAmount(f"{body!r} can be {whole}{fraction} or {whole} and a part: write the decimals too")

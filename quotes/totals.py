"""Line nets and document totals: VAT per rate on the sum, half-up (EN 16931, BR-CO-17)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from b2b_portal.lib.money import Money


@dataclass(frozen=True)
class VatGroup:
    """All lines of one rate, in per cent."""

    rate: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True)
class Totals:
    """Sums in one currency; `net + vat == gross` or it cannot exist."""

    currency: str
    net: Decimal
    vat: Decimal
    gross: Decimal
    groups: tuple[VatGroup, ...]

    def __post_init__(self) -> None:
        if self.net + self.vat != self.gross:
            raise ValueError(f"net {self.net} + VAT {self.vat} is not {self.gross}")
        if sum((group.net for group in self.groups), Decimal(0)) != self.net:
            raise ValueError(f"the VAT groups do not add up to {self.net}")


def line_net(*, quantity: int, unit_price: Decimal, discount_percent: Decimal, currency: str) -> Decimal:
    """Quantity × price less its discount, rounded once, half-up."""
    factor = (Decimal(100) - discount_percent) / Decimal(100)
    return Money(quantity * unit_price * factor, currency).quantise().amount


def totals_of(lines: Iterable[tuple[Decimal, Decimal]], *, currency: str) -> Totals:
    """Totals of (net, VAT rate in per cent) lines."""
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for net, rate in lines:
        by_rate[rate] += net
    groups = tuple(
        VatGroup(rate, net, Money(net * rate / Decimal(100), currency).quantise().amount)
        for rate, net in sorted(by_rate.items())
    )
    net = sum((group.net for group in groups), Decimal("0.00"))
    vat = sum((group.vat for group in groups), Decimal("0.00"))
    return Totals(currency, net, vat, net + vat, groups)

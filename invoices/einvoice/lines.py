"""Lines and VAT of an invoice: rounded once per line, and VAT once per rate on the sum (EN 16931)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from b2b_portal.lib.money import Money, total

# UNTDID 5305. Only taxed sales so far: margin scheme (E), other states (K) and exports (G) each need a reason of
# their own (VATEX, BT-120 and BT-121), so a line without VAT is refused.
VatCategory = Literal["S"]

# The French rates, in per cent (BR-FR-16; CGI art. 278 ff. and 281 ff. for mainland France).
FRENCH_RATES = frozenset({Decimal("2.1"), Decimal("5.5"), Decimal("10"), Decimal("20")})

_UNIT_PRICE_DECIMALS = 4  # BR-FR-DEC-03 and the four decimals of Factur-X, section 4.4.1


class InvalidLine(ValueError):
    """A line that EN 16931 cannot say, or whose amount is not quantity times price."""


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """One line; `unit_price` and `net_amount` are without VAT, in the invoice's currency."""

    position: int
    name: str
    description: str = ""
    sku: str = ""
    quantity: int
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)
    discount_amount: Decimal = Decimal(0)  # BT-136
    net_amount: Decimal
    vat_category: VatCategory = "S"
    vat_rate: Decimal

    def __post_init__(self) -> None:
        if self.position < 1 or not self.name.strip():
            raise InvalidLine("a line has a position from 1 and a name")
        exponent = self.unit_price.as_tuple().exponent
        if self.unit_price < 0 or not isinstance(exponent, int) or exponent < -_UNIT_PRICE_DECIMALS:
            raise InvalidLine(f"a price is zero or more with at most four decimals, not {self.unit_price}")
        if not 0 <= self.discount_percent <= 100:
            raise InvalidLine(f"a discount is between 0 and 100 %, not {self.discount_percent}")
        if self.vat_rate not in FRENCH_RATES:
            raise InvalidLine(f"{self.vat_rate} % is no French VAT on a taxed sale")

    def gross_of_discount(self, *, currency: str) -> Decimal:
        """Quantity times price, rounded half-up."""
        return (Money(self.unit_price, currency) * self.quantity).quantise().amount

    def check_net(self, *, currency: str) -> None:
        """Check that the net amount is quantity times price less the discount (BT-131).

        Raises: InvalidLine.
        """
        gross = self.gross_of_discount(currency=currency)
        expected = _discounted(gross=Money(self.unit_price, currency) * self.quantity, percent=self.discount_percent)
        if (self.net_amount, self.net_amount + self.discount_amount) != (expected, gross):
            raise InvalidLine(
                f"line {self.position}: {self.quantity} x {self.unit_price} less {self.discount_percent} %"
                f" is {expected}, not {self.net_amount} after a discount of {self.discount_amount}"
            )


@dataclass(frozen=True, kw_only=True)
class VatShare:
    """VAT of one category and rate: on the sum of its lines, never line by line (BG-23)."""

    category: VatCategory
    rate: Decimal
    taxable_amount: Decimal
    vat_amount: Decimal


def bill_line(
    *,
    position: int,
    name: str,
    quantity: int,
    unit_price: Decimal,
    discount_percent: Decimal = Decimal(0),
    vat_rate: Decimal,
    currency: str,
    description: str = "",
    sku: str = "",
) -> InvoiceLine:
    """Return the line with its discount and net amount computed."""
    exact = Money(unit_price, currency) * quantity
    net = _discounted(gross=exact, percent=discount_percent)
    return InvoiceLine(
        position=position,
        name=name,
        quantity=quantity,
        unit_price=unit_price,
        discount_percent=discount_percent,
        discount_amount=exact.quantise().amount - net,
        net_amount=net,
        vat_rate=vat_rate,
        description=description,
        sku=sku,
    )


def _discounted(*, gross: Money, percent: Decimal) -> Decimal:
    return gross.percent_of(100 - percent).quantise().amount


def share_vat(lines: Iterable[InvoiceLine], *, currency: str) -> tuple[VatShare, ...]:
    """Return one share per category and rate, highest rate first; VAT is rounded half-up on each sum (BT-117)."""
    groups: dict[tuple[VatCategory, Decimal], list[Money]] = {}
    for line in lines:
        groups.setdefault((line.vat_category, line.vat_rate), []).append(Money(line.net_amount, currency))
    shares = []
    for (category, rate), amounts in sorted(groups.items(), key=lambda group: (-group[0][1], group[0][0])):
        taxable = total(amounts, currency=currency)
        vat = taxable.percent_of(rate).quantise().amount
        shares.append(VatShare(category=category, rate=rate, taxable_amount=taxable.amount, vat_amount=vat))
    return tuple(shares)

"""What the operator earns on a quote. Never shown outside of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from quotes.models import QuoteLine


@dataclass(frozen=True, kw_only=True)
class Margin:
    """Net price less cost, in the quote's currency, VAT left aside."""

    net: Decimal
    cost: Decimal

    @property
    def amount(self) -> Decimal:
        return self.net - self.cost

    @property
    def rate(self) -> Decimal | None:
        """The share of the net price that is earned; None where nothing is charged."""
        return self.amount / self.net if self.net else None


def margin_of_line(line: QuoteLine) -> Margin:
    """The margin of one line."""
    return Margin(net=line.net_amount, cost=line.quantity * line.unit_cost_amount)


def margin_of(lines: Iterable[QuoteLine]) -> Margin:
    """The margin of several lines together."""
    margins = [margin_of_line(line) for line in lines]
    return Margin(
        net=sum((margin.net for margin in margins), Decimal("0.00")),
        cost=sum((margin.cost for margin in margins), Decimal("0.00")),
    )

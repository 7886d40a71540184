"""What it costs to let an offer wait: its prices, a year on, by the book and the lot that they were made by."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from b2b_portal.lib.charts import Chart, Series
from quotes.models import BuyBackOffer, OfferPrice
from quotes.price_terms import book_on_terms
from quotes.pricing.waiting import MONTHS, nets_later

IN_WORDS = (3, 6, 12)  # months: the first of them that costs anything is told


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The amounts of an offer now and in each of the next months."""

    amounts: tuple[Decimal, ...]
    currency: str

    @property
    def told(self) -> tuple[int, Decimal]:
        """After how many months it costs how much, in words; (0, 0) when a year costs nothing."""
        losses = ((months, self.amounts[0] - self.amounts[months]) for months in IN_WORDS)
        return next(((months, loss) for months, loss in losses if loss > 0), (0, Decimal(0)))

    @property
    def span(self) -> str:
        """How long the waiting lasts that is told."""
        months = self.told[0]
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}

    @property
    def chart(self) -> Chart:
        """The curve with its table."""
        later = [ngettext("in %(count)s month", "in %(count)s months", n) % {"count": n} for n in MONTHS]
        return Chart(
            categories_label=_("When"),
            categories=(_("now"), *later),
            series=(
                Series(
                    label=_("All devices of the offer"),
                    values=self.amounts,
                    kind="line",
                    format="money",
                    currency=self.currency,
                    tone="orange",
                ),
            ),
        )


def waiting_of(offer: BuyBackOffer) -> Waiting | None:
    """What was worked out for an offer that still waits; None before that, and where waiting costs nothing."""
    if not offer.waiting or not offer.lines_may_change:
        return None
    waiting = Waiting(amounts=tuple(Decimal(amount) for amount in offer.waiting), currency=offer.currency)
    return waiting if waiting.told[0] else None


def estimate_waiting(offer: BuyBackOffer) -> Sequence[Decimal]:
    """Add up what all lines bring now and later, by their prices; two queries and no line in memory."""
    book, day = book_on_terms(offer.price_book_id, offer.priced_on), timezone.localdate(offer.opened_at)
    units = dict(offer.lines.order_by().values_list("price_id").annotate(Count("pk")))
    sums = [Decimal(0)] * (len(MONTHS) + 1)
    for price in OfferPrice.objects.filter(offer=offer, pk__in=units).exclude(facts={}).iterator():
        priced = price.priced
        nets = nets_later(price.priced_by, priced, book, at=day, lot_units=offer.line_count)
        for place, net in enumerate((priced.net.amount, *nets)):
            sums[place] += net * units[price.pk]
    return sums


def keep_waiting(offer: BuyBackOffer) -> bool:
    """Work it out and keep it with the version that it is about; False when that is no longer the latest."""
    amounts = [str(amount) for amount in estimate_waiting(offer)]
    return bool(BuyBackOffer.objects.filter(pk=offer.pk, version=offer.version).update(waiting=amounts))

"""What the prices of an offer are on another day: by the book in force then, with what the offer promised on top."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from catalogue.models import PriceBook
from quotes.models import BuyBackOffer, OfferPrice
from quotes.offer_prices import keep_prices
from quotes.price_terms import book_on_terms
from quotes.pricing.book import PriceBook as PricedBook
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.price import price_device
from quotes.pricing.waterfall import Waterfall


@dataclass(frozen=True, kw_only=True)
class DayPrices:
    """The prices of an offer by their id, as they were written and as they are on the day."""

    day: date
    book: PriceBook
    before: Mapping[int, OfferPrice]
    now: Mapping[int, Waterfall]

    def keep(self, offer: BuyBackOffer, *, of: Collection[int]) -> Mapping[int, OfferPrice]:
        """Write those of the day beside the offer's own, and return them by the ids of the ones before."""
        edition = f"{self.book.version} {self.day.isoformat()}"
        facts: Mapping[int, DeviceFacts] = {pk: self.before[pk].priced_by for pk in of}
        kept = keep_prices(offer, {facts[pk]: self.now[pk] for pk in of}, edition=edition)
        return {pk: kept[facts[pk]] for pk in of}


def prices_on(offer: BuyBackOffer, *, day: date, at: datetime, only: Collection[int] | None = None) -> DayPrices:
    """Price an offer again as of a day, all its prices or these; two queries. A book that came later does not count.

    Raises: NoPriceBookInForce.
    """
    book = PriceBook.objects.in_force(currency=offer.currency, at=min(_end_of(day), at))
    kept = OfferPrice.objects.filter(offer=offer)
    before = (kept if only is None else kept.filter(pk__in=only)).in_bulk()
    on_terms = book_on_terms(book.pk, offer.priced_on)
    now = {pk: _price_on(day, price, on_terms, units=offer.line_count) for pk, price in before.items()}
    return DayPrices(day=day, book=book, before=before, now=now)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


def _price_on(day: date, price: OfferPrice, book: PricedBook, *, units: int) -> Waterfall:
    """A price that was written without what it rests on stays as it is."""
    return price_device(price.priced_by, book, at=day, lot_units=units) if price.facts else price.priced

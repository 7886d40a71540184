"""The number of devices that any offer needs, as the price book in force asks; what they bring is known once priced."""

from datetime import datetime

from django.db.models import Max, Subquery

from catalogue.models import LotMinimum, PriceBook
from catalogue.models.price_rows import EVERY_CATEGORY


def least_units(*, currency: str, at: datetime) -> int:
    """Return how many devices an offer has at least, 1 where the book asks for no more; one query."""
    in_force = PriceBook.objects.effective(currency=currency, at=at).values("pk")[:1]
    asked = LotMinimum.objects.filter(book=Subquery(in_force), category=EVERY_CATEGORY)
    return asked.aggregate(most=Max("min_units"))["most"] or 1

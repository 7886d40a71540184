"""Who did what to a price book, and when; it outlives a draft that was thrown away."""

from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.price_book import PriceBook


class PriceBookEvent(models.Model):
    class Verb(models.TextChoices):
        DRAFTED = "price_book.drafted", _("Draft made")
        UPLOADED = "price_book.uploaded", _("Prices uploaded")
        DISCARDED = "price_book.discarded", _("Draft discarded")
        PUBLISHED = "price_book.published", _("Published")
        RETIRED = "price_book.retired", _("Retired")

    version = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    verb = models.CharField(max_length=30, choices=Verb)
    at = models.DateTimeField()
    by_id = models.CharField(max_length=36, blank=True)
    by_name = models.CharField(max_length=200)
    data: Any = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["version", "currency", "id"], name="price_book_event_of_book")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version} {self.currency}: {self.verb}"


def events_of(book: PriceBook) -> models.QuerySet[PriceBookEvent]:
    """Return what happened to a book of this version and currency, the latest first."""
    return PriceBookEvent.objects.filter(version=book.version, currency=book.currency).order_by("-id")

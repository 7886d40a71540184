"""What an open offer would come to under a draft: worked out by a job of its organisation, kept beside the draft."""

import uuid
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F

from catalogue.models.price_book import PriceBook
from tenants.models import Organisation


class PriceTrialQuerySet(models.QuerySet["PriceTrial"]):
    def of(self, organisations: "models.QuerySet[Organisation]") -> Self:
        return self.filter(organisation__in=organisations)

    def that_differ(self) -> Self:
        return self.exclude(old_amount=F("new_amount"))

    def biggest_first(self) -> Self:
        change = models.Func(F("new_amount") - F("old_amount"), function="abs")
        return self.annotate(change=change).order_by("-change", "reference", "pk")


class PriceTrial(models.Model):
    """The offer keeps its own book and its own prices, whatever stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    book = models.ForeignKey(PriceBook, on_delete=models.CASCADE, related_name="trials")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    offer_id = models.UUIDField()
    reference = models.CharField(max_length=12)
    currency = models.CharField(max_length=3)
    old_amount = models.DecimalField(max_digits=14, decimal_places=2)
    new_amount = models.DecimalField(max_digits=14, decimal_places=2)
    tried_at = models.DateTimeField()

    objects = PriceTrialQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "offer_id"], name="price_trial_once")]

    def __str__(self) -> str:
        return f"{self.reference} under {self.book}"

    @property
    def by(self) -> Decimal:
        """How much more the offer would come to."""
        return self.new_amount - self.old_amount

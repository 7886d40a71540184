"""A version of an offer after the first: who declared what, and which prices changed with it."""

import uuid

from django.db import models

from quotes.models.offer import BuyBackOffer, OfferLine
from quotes.models.offer_price import OfferPrice


class OfferRevision(models.Model):
    """What led to version `number` of an offer; its totals are those of all lines, whatever is decided of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    revised_at = models.DateTimeField()
    revised_by_id = models.CharField(max_length=36, blank=True)
    revised_by_name = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    line_count = models.PositiveIntegerField()
    total_before_amount = models.DecimalField(max_digits=14, decimal_places=2)
    total_after_amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="offer_revision_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=2), name="offer_revision_follows_the_first"),
        ]

    def __str__(self) -> str:
        return f"{self.offer} v{self.number}"


class OfferLineChange(models.Model):
    """One line before and after a revision: its prices, with the facts that they rest on."""

    id = models.BigAutoField(primary_key=True)
    revision = models.ForeignKey(OfferRevision, on_delete=models.CASCADE, related_name="changes")
    line = models.ForeignKey(OfferLine, on_delete=models.PROTECT, related_name="changes")
    price_before = models.ForeignKey(OfferPrice, on_delete=models.PROTECT, related_name="+")
    price_after = models.ForeignKey(OfferPrice, on_delete=models.PROTECT, related_name="+")
    was_assumed = models.BooleanField()
    is_assumed = models.BooleanField()
    was_declared = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "line"], name="offer_line_change_once")]

    def __str__(self) -> str:
        return f"{self.line} in {self.revision}"

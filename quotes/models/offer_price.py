"""What devices with the same facts are bought for within one offer, and why: written once, never changed."""

from django.db import models

from quotes.models.offer import BuyBackOffer
from quotes.pricing.facts import DeviceFacts
from quotes.pricing.waterfall import Waterfall


class OfferPrice(models.Model):
    """Many lines rest on one of these; a declaration gives a line another, so that both versions stay readable."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.PROTECT, related_name="prices")
    facts = models.JSONField(default=dict)  # all that the price rests on: it can be made again from them
    facts_key = models.CharField(max_length=32)
    waterfall = models.JSONField()
    withheld_amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "facts_key"], name="offer_price_once"),
            models.CheckConstraint(condition=models.Q(withheld_amount__gte=0), name="offer_price_withheld"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.waterfall['net']}"

    @property
    def priced_by(self) -> DeviceFacts:
        """What it rests on."""
        return DeviceFacts.from_json(self.facts)

    @property
    def priced(self) -> Waterfall:
        """How it was made."""
        return Waterfall.from_json(self.waterfall)

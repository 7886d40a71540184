"""What was chosen and could not be offered: kept with the offer as it was then, since the fleet goes on changing."""

from django.db import models

from quotes.eligibility import REASONS
from quotes.models.offer import BuyBackOffer


class LeftOutDevice(models.Model):
    """One device with its reason. It is named by copies: an upload that is undone takes its device along."""

    id = models.BigAutoField(primary_key=True)
    offer = models.ForeignKey(BuyBackOffer, on_delete=models.CASCADE, db_index=False, related_name="left_out_devices")
    device_id = models.UUIDField()
    why_not = models.CharField(max_length=10, choices=list(REASONS.items()))
    held_by_id = models.UUIDField(null=True)  # the offer that had it already
    serial = models.CharField(max_length=64, blank=True)
    imei = models.CharField(max_length=15, blank=True)
    asset_tag = models.CharField(max_length=64, blank=True)
    model_label = models.CharField(max_length=300, blank=True)
    lessor = models.CharField(max_length=200, blank=True)
    lease_reference = models.CharField(max_length=100, blank=True)
    lease_ends_on = models.DateField(null=True)
    funding = models.CharField(max_length=12, blank=True, default="", db_default="")
    grant_name = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["offer", "id"], name="left_out_in_order"),
            models.Index(fields=["offer", "why_not", "id"], name="left_out_by_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.model_label} {self.serial or self.imei or self.asset_tag}".strip()
